/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Where sockets are read: this process's network namespace, another one, or all of them. */
#ifndef LSOCK_PLACES_H
#define LSOCK_PLACES_H

#include "namespaces.h"
#include "query.h"

struct places {
    bool one; /* another namespace than this process's own */
    bool all;
    struct namespace_place place;
    const struct backend *only; /* NULL: the best backend that works */
    const struct names *names;  /* may be NULL */
};

bool places_are_all(const struct query *query);

/* Whether the tables are those of the namespace in which this process is, or into which it went. */
bool places_are_here(const struct places *places, const struct query *query);

/*
 * Enters the namespace of the query. Call it before names are looked up: names in a filter are
 * those of the namespace. Uses PRIVILEGE_NETNS and then drops it.
 */
bool places_enter(struct places *places, const struct query *query, const struct names *names,
                  struct error *error) NODISCARD;

/* Reads the tables. Each source gets the name of its namespace. */
bool places_collect(const struct places *places, const struct request *request,
                    const struct collector *collector, struct error *error) NODISCARD;

#endif
