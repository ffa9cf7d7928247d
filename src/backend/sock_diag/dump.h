/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The dumps that one table takes: by which request, with which part of the predicate. */
#ifndef LSOCK_DUMP_H
#define LSOCK_DUMP_H

#include "builder.h"
#include "walk.h"

/* Offers every socket that the request wants, and maybe others. */
void dump_run(struct netlink *netlink, struct walk *walk, struct netlink_answer *answer);

/* In words, what the kernel tests. */
void dump_plan(const struct request *request, enum protocol protocol, struct builder *out);

#endif
