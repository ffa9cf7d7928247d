/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Cached look-ups of users, interfaces, hosts and services. */
#ifndef LSOCK_SYSTEM_NAMES_H
#define LSOCK_SYSTEM_NAMES_H

#include "arena.h"
#include "names.h"

struct cached_name;

struct system_names {
    struct names names; /* pass this on; its context is this struct */
    struct arena arena;
    struct cached_name **buckets; /* an open-addressing hash table; NULL until the first query */
    size_t room, used;
    const char *lost;        /* why a name is missing; NULL: none is */
    bool walked_cgroups;     /* the cache has every group that existed then */
    uint32_t numbered_count; /* see system_names_number_interfaces */
};

/* The struct must not be moved afterwards. */
void system_names_init(struct system_names *names);

/* From now on names->interface_index assigns each name a number of our own: the system's numbers
 * are ambiguous across several namespaces. `names` must belong to a struct system_names. */
void system_names_number_interfaces(const struct names *names);

void system_names_free(struct system_names *names);

#endif
