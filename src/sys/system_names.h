/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Names that the system knows: users, interfaces, hosts, services. */
#ifndef LSOCK_SYSTEM_NAMES_H
#define LSOCK_SYSTEM_NAMES_H

#include "arena.h"
#include "names.h"

struct cached_name;

struct system_names {
    struct names names; /* hand this out; its context is this struct */
    struct arena arena;
    struct cached_name **buckets; /* an open hash; NULL until something is asked */
    size_t room, used;
    const char *lost;        /* why a name was not given; NULL: none is missing */
    bool walked_cgroups;     /* all that there were then have an answer */
    uint32_t numbered_count; /* see system_names_number_interfaces */
};

/* Must not be moved afterwards. */
void system_names_init(struct system_names *names);

/*
 * From now on names->interface_index gives every name a number of our own: in several namespaces
 * at once the system's mean nothing. `names` is that of a struct system_names.
 */
void system_names_number_interfaces(const struct names *names);

void system_names_free(struct system_names *names);

#endif
