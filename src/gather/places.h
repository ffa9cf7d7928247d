/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The source of sockets: the network namespace of this process, another one, or all of them. */
#ifndef LSOCK_PLACES_H
#define LSOCK_PLACES_H

#include "namespaces.h"
#include "query.h"

struct places {
    bool one; /* not the namespace of this process */
    bool all;
    struct namespace_place place;
    const struct backend *only; /* NULL: the best backend available */
    const struct names *names;  /* may be NULL */
};

bool places_are_all(const struct query *query);

/* Whether the tables belong to the namespace that this process is in or has entered. */
bool places_are_here(const struct places *places, const struct query *query);

/*
 * Enters the namespace of the query, using PRIVILEGE_NETNS, which it then drops. Call it before
 * looking up names: names in a filter belong to that namespace.
 */
bool places_enter(struct places *places, const struct query *query, const struct names *names,
                  struct error *error) NODISCARD;

/* Reads the tables. Each source gets the name of its namespace. */
bool places_collect(const struct places *places, const struct request *request,
                    const struct collector *collector, struct error *error) NODISCARD;

#endif
