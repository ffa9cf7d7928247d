/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Where sockets are read: this process's network namespace, or those that --netns says. */
#ifndef LSOCK_PLACES_H
#define LSOCK_PLACES_H

#include "column.h"
#include "namespaces.h"
#include "options.h"

struct places {
    bool one; /* another than this process's own */
    bool all;
    struct namespace_place place;
};

/*
 * Goes there, before anything is asked that has another answer there: the names in a filter are
 * those of the place. Uses PRIVILEGE_NETNS, and gives it up afterwards.
 */
bool places_enter(struct places *places, const struct options *options, const struct names *names,
                  struct error *error) NODISCARD;

/* Reads the tables, and names the namespaces that they are from. */
bool places_collect(const struct places *places, const struct options *options,
                    const struct names *names, const struct request *request,
                    const struct collector *collector, struct error *error) NODISCARD;

/* Adds the column that tells namespaces apart where there may be several. */
void places_add_columns(struct column_list *list, const struct options *options);

#endif
