/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The parts of the sock_diag backend. */
#ifndef LSOCK_SOCK_DIAG_H
#define LSOCK_SOCK_DIAG_H

#include "backend.h"
#include "bytecode.h"
#include "family_diag.h"
#include "inet_detail.h"
#include "netlink.h"

/* One reading of one table, shared by its dumps and its look-ups. */
struct walk {
    const struct collector *collector;
    const struct request *request;
    enum protocol protocol;
    enum bytecode_autobound autobound; /* what the kernel was asked for, and so what is known */
    struct inet_detail *detail;        /* where details are read to; NULL: none are wanted */
    struct family_reading *reading;    /* where messages of family_diag are read to */
    struct netlink *netlink;
    struct netlink_answer answer; /* how the newest dump ended; interrupted: any of them */
    size_t unreadable;            /* messages that were no socket of this protocol */
    bool out_of_memory;
};

/* Whether the running kernel is of this version or a later one; false where it does not say. */
bool linux_is_at_least(unsigned long major, unsigned long minor);

/* Reads a message into a `struct walk` and offers the socket; false, and out_of_memory, ends it. */
netlink_handler walk_take;

/* dump.c: the dumps that one table takes. Offers every socket that the request wants, and maybe
 * others. */
void dump_run(struct walk *walk);

/* In words, what the kernel tests. */
void dump_plan(const struct request *request, enum protocol protocol, struct builder *out);

/*
 * lookup.c: one known connection is looked up, not searched for: the kernel finds it in its hash
 * (net/ipv4/inet_diag.c, inet_diag_find_one_icsk), whatever the size of its tables. Possible where
 * every socket that the request can mean is one that a look-up finds: TCP, with both ends given
 * whole. Of several UDP sockets with the same ends a look-up finds one.
 */
bool lookup_possible(const struct request *request, enum protocol protocol);

/* False: the look-up failed. A dump must do, and what was offered may come again. */
bool lookup_run(struct walk *walk);

/* destroy.c: closes sockets by SOCK_DESTROY, as struct backend says. */
void destroy_sockets(struct destruction *const *list, size_t count);
extern const char *const destroyed_words[DESTROYED_COUNT];

/* events.c: TCP and UDP sockets as the kernel destroys them. */
extern const struct backend_events sock_diag_events;

#endif
