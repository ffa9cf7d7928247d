/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * One known connection is looked up, not searched for: the kernel finds it in its hash
 * (net/ipv4/inet_diag.c, inet_diag_find_one_icsk), whatever the size of its tables.
 */
#ifndef LSOCK_LOOKUP_H
#define LSOCK_LOOKUP_H

#include "netlink.h"
#include "walk.h"

/*
 * Whether every socket that the request can mean is one that a look-up finds: TCP, with both ends
 * given whole. Of several UDP sockets with the same ends a look-up finds one.
 */
bool lookup_possible(const struct request *request, enum protocol protocol);

/*
 * Looks it up and offers what it finds. False: it could not; a dump must do, and what was offered
 * may come again.
 */
bool lookup_run(struct netlink *netlink, struct walk *walk);

#endif
