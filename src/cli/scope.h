/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Which sockets: options, words and -F FILE become one filter, and the filter narrows the request.
 * The convenience options are filters in other words, so that one evaluator judges all.
 */
#ifndef LSOCK_SCOPE_H
#define LSOCK_SCOPE_H

#include "filter.h"
#include "run.h"

struct scope {
    struct filter filter;
    struct request request;
    bool judges; /* the request may give more than the filter accepts */
    bool chosen; /* words or a file choose sockets, not options alone */
};

/* What it points to lives in the arena of the run. */
bool scope_make(struct scope *scope, const struct run *run, struct error *error) NODISCARD;

/* --plan: in words, what the kernel does and what is done here. */
bool scope_explain(const struct scope *scope, const struct run *run, struct error *error) NODISCARD;

#endif
