/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What a word of a listing may be the name of: the processes, units, containers, users, interfaces
 * and network namespaces that exist now, or that a recording has. */
#ifndef LSOCK_BARE_NAMES_H
#define LSOCK_BARE_NAMES_H

#include "map.h"
#include "query.h"
#include "read_recording.h"
#include "source.h"

struct bare_entry;

struct bare_names {
    struct filter_names names; /* hand this out; its context is this struct */
    const struct query *query;
    const struct names *system;       /* of the live system or of the recording; may be NULL */
    const struct snapshot *recording; /* NULL: live tables */
    bool interfaces_are_here;         /* `system` knows the interfaces of the tables */
    struct arena *arena;              /* the filter's */

    bool read, partial; /* partial: some names are hidden */
    struct arena own;
    struct bare_entry *list; /* malloc */
    size_t count;
    struct map map;        /* of kind and name to the place in the list */
    struct builder remark; /* for people: what each name was taken for */
};

/* Reads nothing yet. Must not be moved afterwards. */
void bare_names_init(struct bare_names *names);

/* Shows each name that a value of the column is; an empty one: that a word may be. `title`: of what
 * it is the name. Nothing if they cannot be read. */
void bare_names_each(struct bare_names *names, struct text column,
                     void (*see)(void *context, struct text name, const char *title),
                     void *context);

void bare_names_free(struct bare_names *names);

#endif
