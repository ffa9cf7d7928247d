/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What a listing needs of the system, narrowed as far as is known before asking. A backend may
 * answer with more than was asked (the rows are judged again), never with less.
 */
#ifndef LSOCK_REQUEST_H
#define LSOCK_REQUEST_H

#include <stdbool.h>
#include <stdint.h>

#include "predicate.h"
#include "protocol.h"
#include "state.h"

/* What one end of every wanted socket is known to be. */
struct request_end {
    uint16_t port;    /* 0: not known */
    bool has_address; /* exactly `address`; an IPv4 one stands for its v4-mapped twin as well */
    enum family family;
    struct address address;
};

/* Whether somebody wants queues that the system must be asked for socket by socket. */
enum queues_wanted {
    QUEUES_UNWANTED,
    QUEUES_OF_KEPT, /* of sockets that the collector keeps */
    QUEUES_OF_ALL,  /* it decides by them */
};

struct request {
    uint32_t protocols; /* PROTOCOL_BIT */
    uint32_t unnamed;   /* of these: those that nobody asked for by name, only by a family */
    uint32_t unmeant;   /* of these: those that the filter excludes (--no-pushdown) */
    uint32_t families;  /* FAMILY_BIT: sockets that serve one of these */

    bool bound_named; /* TCP sockets that are only bound to a port are asked for by their state */

    /* Per protocol: STATE_BIT and STATE_BIT_BOUND. Others than TCP have ESTABLISHED for connected
     * and CLOSED for unconnected ones. */
    uint32_t states[PROTOCOL_COUNT];

    uint32_t details; /* DETAILS_BIT: which of them */

    /* Windows: */
    bool created; /* also when it was made: it keeps that in a larger table */
    bool modules; /* and the module, such as a service, of its process */
    enum queues_wanted queues;

    /* The namespace that is read, for its sources: see struct source. */
    uint64_t netns; /* 0: that of this process, or of proc_root */
    struct text netns_name;
    uint32_t netns_pid;

    const char *proc_root; /* a tree to read in place of /proc; NULL: /proc itself */
    struct request_end local, remote;
    uint32_t interface;                /* every wanted socket is bound to it */
    bool interface_given;              /* 0: bound to none */
    bool autobound;                    /* HAVE_AUTOBOUND is wanted */
    const struct predicate *predicate; /* holds of every wanted socket; NULL: nothing is known */
    bool no_lookup;                    /* do not look single connections up: for tests */
};

/* Every socket there is. */
void request_everything(struct request *request);

/* Also what the sockets of the request were before or may become: any state, any peer. */
void request_any_fate(struct request *request);

/* Also every TCP connection: it may be the other end of one in the request. */
void request_both_ends(struct request *request);

/* Also every listener of its protocols. */
void request_listeners(struct request *request);

#endif
