/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The names that a recording carries: of its users and interfaces, which this machine may not have
 * or may know otherwise. Hosts and services remain the system's.
 */
#ifndef LSOCK_RECORDED_NAMES_H
#define LSOCK_RECORDED_NAMES_H

#include "arena.h"
#include "map.h"
#include "names.h"

struct recorded_name;

struct recorded_names {
    struct names names; /* hand this out; its context is this struct */
    struct arena arena;
    struct recorded_name *list; /* malloc */
    size_t count;
    struct map by_number, by_name; /* to places in the list */
};

enum recorded_kind { RECORDED_USER, RECORDED_INTERFACE };

/* `system` may be NULL. Must not be moved afterwards. */
void recorded_names_init(struct recorded_names *names, const struct names *system);
void recorded_names_free(struct recorded_names *names);

/* Keeps a name for a number; of several the first stands. False: out of memory. */
bool recorded_names_add(struct recorded_names *names, enum recorded_kind kind, uint32_t number,
                        struct text name);

/* The number of an interface; one is made up, far above any real one, where the recording has
 * none. 0: out of memory. */
uint32_t recorded_names_interface(struct recorded_names *names, struct text name);

#endif
