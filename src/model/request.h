/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The sockets that a listing needs, where known in advance. A backend may return more
 * than requested (rows are filtered again), but never less. */
#ifndef LSOCK_REQUEST_H
#define LSOCK_REQUEST_H

#include <stdbool.h>
#include <stdint.h>

#include "predicate.h"
#include "protocol.h"
#include "state.h"

/* What is known about one end of every wanted socket. */
struct request_end {
    uint16_t port;    /* 0: not known */
    bool has_address; /* exactly `address`; an IPv4 address also matches its v4-mapped form */
    enum family family;
    struct address address;
};

/* Whether queues are needed that the system reports only one socket at a time. */
enum queues_wanted {
    QUEUES_UNWANTED,
    QUEUES_OF_KEPT, /* for sockets that the collector keeps */
    QUEUES_OF_ALL,  /* for all, because the filter tests them */
};

struct request {
    uint32_t protocols; /* PROTOCOL_BIT */
    uint32_t unnamed;   /* subset of these that is not requested by name, only by family */
    uint32_t unmeant;   /* subset of these that the filter excludes (--no-pushdown) */
    uint32_t families;  /* FAMILY_BIT: sockets that serve one of these */

    bool bound_named; /* the states explicitly include TCP sockets that are only bound to a port */

    /* By protocol: STATE_BIT and STATE_BIT_BOUND. Protocols other than TCP use ESTABLISHED for
     * connected and CLOSED for unconnected sockets. */
    uint32_t states[PROTOCOL_COUNT];

    uint32_t details; /* DETAILS_BIT of the requested groups */

    /* Windows: */
    bool created; /* also creation times, which are in a larger table */
    bool modules; /* also the module of the process, such as a service */
    enum queues_wanted queues;

    /* The namespace being read, for its sources: see struct source. */
    uint64_t netns; /* 0: of this process, or of proc_root */
    struct text netns_name;
    uint32_t netns_pid;

    const char *proc_root; /* a directory to read instead of /proc; NULL: /proc */
    struct request_end local, remote;
    uint32_t interface;                /* every wanted socket is bound to it */
    bool interface_given;              /* 0: bound to none */
    bool autobound;                    /* HAVE_AUTOBOUND is needed */
    const struct predicate *predicate; /* true for every wanted socket; NULL: no condition */
    bool no_lookup;                    /* do not look up single connections: for tests */
};

/* Requests every socket. */
void request_everything(struct request *request);

/* Adds what the sockets of the request were before, or may become: any state, any peer. */
void request_any_fate(struct request *request);

/* Adds every TCP connection: it may be the other end of a requested one. */
void request_both_ends(struct request *request);

/* Adds every listener of its protocols. */
void request_listeners(struct request *request);

#endif
