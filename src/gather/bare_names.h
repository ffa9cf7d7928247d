/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Names that a word of a listing may stand for: processes, units, containers, users, interfaces and
 * network namespaces that exist now or are in a recording. */
#ifndef LSOCK_BARE_NAMES_H
#define LSOCK_BARE_NAMES_H

#include "map.h"
#include "query.h"
#include "read_recording.h"
#include "source.h"

struct bare_entry;

struct bare_names {
    struct filter_names names; /* pass this on; its context is this struct */
    const struct query *query;
    const struct names *system;       /* names of the live system or of the recording; may be
                                       * NULL */
    const struct snapshot *recording; /* NULL: live tables */
    bool interfaces_are_here;         /* `system` knows the interfaces of these tables */
    struct arena *arena;              /* the filter's */

    bool read, partial; /* partial: some names are hidden */
    struct arena own;
    struct bare_entry *list; /* malloc */
    size_t count;
    struct map map;        /* kind and name to index in `list` */
    struct builder remark; /* for people: how each name was interpreted */
};

/* Reads nothing yet. Must not be moved afterwards. */
void bare_names_init(struct bare_names *names);

/* Calls `see` for each name that is a value of the column, or with an empty `column` for each name
 * that may be a word. `title` describes the kind. Does nothing if the names cannot be read. */
void bare_names_each(struct bare_names *names, struct text column,
                     void (*see)(void *context, struct text name, const char *title),
                     void *context);

void bare_names_free(struct bare_names *names);

#endif
