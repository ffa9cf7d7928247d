/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Which sockets: the options, words and file of a query become one filter, and the filter narrows
 * the request.
 */
#ifndef LSOCK_SCOPE_H
#define LSOCK_SCOPE_H

#include "filter.h"
#include "query.h"

struct scope {
    struct filter filter;
    struct request request;
    bool judges;        /* the request may return more than the filter accepts */
    uint32_t asks;      /* see filter_asks */
    bool chosen;        /* words or a file choose sockets, not only options */
    struct text remark; /* for people: what names were taken for; may be empty */
};

/* The scope points into the arena and to the words of the query. `bare`: what its words may name;
 * NULL: nothing. */
bool scope_make(struct scope *scope, const struct query *query, const struct names *names,
                const struct filter_names *bare, struct arena *arena,
                struct error *error) NODISCARD;

/* --plan: in words, what the kernel does and what is done here. */
void scope_plan(const struct scope *scope, struct builder *out);

#endif
