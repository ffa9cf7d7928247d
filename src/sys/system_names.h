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
    bool lost; /* memory ran out: a name was not given */
};

/* Must not be moved afterwards. */
void system_names_init(struct system_names *names);
/* Gives a number of an interface a name; `names` is that of a struct system_names. */
void system_names_learn_interface(const struct names *names, uint32_t number, struct text name);

void system_names_free(struct system_names *names);

#endif
