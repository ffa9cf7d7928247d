/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Network namespaces other than this process's own: finding them, and reading their tables. The
 * sources that are added carry netns, and netns_name or netns_pid where there is one.
 *
 * With the right to enter it (CAP_SYS_ADMIN) a namespace is read as one's own. Otherwise, where a
 * process in it is known, the files in /proc/PID/net are read.
 */
#ifndef LSOCK_NAMESPACES_H
#define LSOCK_NAMESPACES_H

#include "backend.h"
#include "number.h"

/* An inode, as the NETNS column prints it; 0: no process id is as large as an inode. */
static inline uint64_t namespace_inode(struct text which)
{
    uint64_t number;

    return number_parse(which, UINT64_MAX, &number) && number > INT32_MAX ? number : 0;
}

struct namespace_place {
    struct text name; /* length 0: it was not said by its name */
    uint32_t pid;     /* 0: it was not said by a process */
    bool outside;     /* it could not be entered; the files of the process are read */
    int failure;      /* why not: errno */
};

/*
 * Goes, for good, to the namespace that is said by a name of `ip netns`, a process id, an inode or
 * a path: whatever is asked afterwards, names of interfaces and hosts included, is asked in there.
 * `which` must outlive the place.
 */
bool namespaces_enter(struct text which, struct namespace_place *place,
                      struct error *error) NODISCARD;

/* As backend_collect, where namespaces_enter went. */
bool namespaces_collect_there(const struct namespace_place *place, const struct backend *only,
                              const struct request *request, const struct collector *collector,
                              struct error *error) NODISCARD;

/* Shows the names of `ip netns`. */
void namespaces_names(void (*see)(void *viewer, struct text name), void *viewer);

/* What `ip netns` calls the namespace with this inode; .bytes NULL: nothing, or *failure (errno). */
struct text namespaces_name_of(uint64_t inode, struct arena *arena, int *failure);

/* Names a namespace that has no name of `ip netns`. pid: a process in it, or 0. Length 0: nothing is
 * known. */
typedef struct text namespace_namer(uint64_t inode, uint32_t pid, struct arena *arena);

/*
 * As backend_collect, in every namespace that a process, a mount or a descriptor of this system
 * shows, and comes back. One that cannot be read is a note. Interfaces get the snapshot's numbers.
 */
bool namespaces_collect_all(const struct backend *only, const struct request *request,
                            const struct collector *collector, namespace_namer *name,
                            struct error *error) NODISCARD;

#endif
