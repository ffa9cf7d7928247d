/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Finds other network namespaces and reads their tables. The added sources have netns, and
 * netns_name or netns_pid if known. With the right to enter a namespace (CAP_SYS_ADMIN), it is read
 * like the current one. Otherwise, if a process in it is known, the files in /proc/PID/net are
 * read.
 */
#ifndef LSOCK_NAMESPACES_H
#define LSOCK_NAMESPACES_H

#include "backend.h"
#include "number.h"

/* Parses an inode as printed in the NETNS column. 0: a smaller number, which is a process id. */
static inline uint64_t namespace_inode(struct text which)
{
    uint64_t number;

    return number_parse(which, UINT64_MAX, &number) && number > INT32_MAX ? number : 0;
}

struct namespace_place {
    struct text name; /* length 0: not selected by name */
    uint32_t pid;     /* 0: not selected by process */
    bool outside;     /* it could not be entered; the process's files are read instead */
    int failure;      /* the reason: errno */
};

/*
 * Enters permanently the namespace given by a name of `ip netns`, a process id, an inode or a path.
 * All later look-ups, including names of interfaces and hosts, happen in it. `which` must outlive
 * the place.
 */
bool namespaces_enter(struct text which, struct namespace_place *place,
                      struct error *error) NODISCARD;

/* As backend_collect, in the namespace of namespaces_enter. */
bool namespaces_collect_there(const struct namespace_place *place, const struct backend *only,
                              const struct request *request, const struct collector *collector,
                              struct error *error) NODISCARD;

/* Calls `see` with each name of `ip netns`. */
void namespaces_names(void (*see)(void *viewer, struct text name), void *viewer);

/* Returns the `ip netns` name of the namespace with this inode; .bytes NULL: none, or *failure
 * (errno). */
struct text namespaces_name_of(uint64_t inode, struct arena *arena, int *failure);

/* Names a namespace without an `ip netns` name. pid: a process in it, or 0. Length 0: unknown. */
typedef struct text namespace_namer(uint64_t inode, uint32_t pid, struct arena *arena);

/*
 * As backend_collect, in every namespace that a process, a mount or a descriptor of this system
 * shows; then returns to the original one. Unreadable namespaces cause a note. Interfaces get the
 * snapshot's numbers.
 */
bool namespaces_collect_all(const struct backend *only, const struct request *request,
                            const struct collector *collector, namespace_namer *name,
                            struct error *error) NODISCARD;

#endif
