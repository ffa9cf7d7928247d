/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Combines the options, words and file of a query into one filter, and narrows the request with it.
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
    bool chosen;        /* words or a file select sockets, not only options */
    struct text remark; /* for people: how names were interpreted; may be empty */
};

/* Makes the scope, which points into the arena and to the words of the query. `bare`: names that
 * words may be; NULL: none. */
bool scope_make(struct scope *scope, const struct query *query, const struct names *names,
                const struct filter_names *bare, struct arena *arena,
                struct error *error) NODISCARD;

/* --plan: describes what the kernel filters and what lsock filters. */
void scope_plan(const struct scope *scope, struct builder *out);

#endif
