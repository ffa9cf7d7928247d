/* SPDX-License-Identifier: GPL-2.0-or-later */
/* User and interface names from a recording; this machine may lack them or use other numbers. Hosts
 * and services are still looked up on this system. */
#ifndef LSOCK_RECORDED_NAMES_H
#define LSOCK_RECORDED_NAMES_H

#include "arena.h"
#include "map.h"
#include "names.h"

struct recorded_name;

struct recorded_names {
    struct names names; /* pass this on; its context is this struct */
    struct arena arena;
    struct recorded_name *list; /* malloc */
    size_t count;
    struct map by_number, by_name; /* to indexes in the list */
};

enum recorded_kind { RECORDED_USER, RECORDED_INTERFACE };

/* `system` may be NULL. The struct must not be moved afterwards. */
void recorded_names_init(struct recorded_names *names, const struct names *system);
void recorded_names_free(struct recorded_names *names);

/* Stores the name of a number, unless it has one. False: out of memory. */
bool recorded_names_add(struct recorded_names *names, enum recorded_kind kind, uint32_t number,
                        struct text name);

/* Returns the number of an interface. If the recording has none, assigns one far above any real
 * number. 0: out of memory. */
uint32_t recorded_names_interface(struct recorded_names *names, struct text name);

#endif
