/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Declarations shared by the files of the sock_diag backend. */
#ifndef LSOCK_SOCK_DIAG_H
#define LSOCK_SOCK_DIAG_H

#include "backend.h"
#include "bytecode.h"
#include "family_diag.h"
#include "inet_detail.h"
#include "netlink.h"

/* State of reading one table, shared by dumps and look-ups. */
struct walk {
    const struct collector *collector;
    const struct request *request;
    enum protocol protocol;
    enum bytecode_autobound autobound; /* the state of the request, and so of its rows */
    struct inet_detail *detail;        /* storage for details; NULL: not wanted */
    struct family_reading *reading;    /* storage for messages of family_diag */
    struct netlink *netlink;
    struct netlink_answer answer; /* how the last dump ended; interrupted: any of them */
    size_t unreadable;            /* messages that could not be parsed */
    bool out_of_memory;
};

/* Whether the running kernel is at least this version; false if unknown. */
bool linux_is_at_least(unsigned long major, unsigned long minor);

/* Reads a message into a `struct walk` and offers the socket; false, with out_of_memory, stops. */
netlink_handler walk_take;

/* dump.c: runs the dumps for a table. Offers every socket that the request wants, and maybe others.
 */
void dump_run(struct walk *walk);

/* Describes the tests that the kernel runs. */
void dump_plan(const struct request *request, enum protocol protocol, struct builder *out);

/*
 * lookup.c: looks up a single connection. The kernel finds it in its hash table
 * (net/ipv4/inet_diag.c, inet_diag_find_one_icsk), whatever the size. Possible only if a look-up
 * finds every socket that the request can match: TCP with both ends completely given. Several UDP
 * sockets can have the same ends, and a look-up finds only one.
 */
bool lookup_possible(const struct request *request, enum protocol protocol);

/* False: the look-up failed. Use a dump; offered rows may be repeated. */
bool lookup_run(struct walk *walk);

/* destroy.c: closes sockets by SOCK_DESTROY; see struct backend. */
void destroy_sockets(struct destruction *const *list, size_t count);
extern const char *const destroyed_words[DESTROYED_COUNT];

/* events.c: reports TCP and UDP sockets when the kernel destroys them. */
extern const struct backend_events sock_diag_events;

#endif
