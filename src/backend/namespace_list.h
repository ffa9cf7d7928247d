/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Which network namespaces there are on a Linux system, as far as this process can see. */
#ifndef LSOCK_NAMESPACE_LIST_H
#define LSOCK_NAMESPACE_LIST_H

#include "errors.h"
#include "snapshot.h"

struct namespace
{
    uint64_t inode;   /* of nsfs; 0: this process may not know it */
    uint64_t proc;    /* inode of its /proc/PID/net/dev; 0: no process is known in it */
    uint32_t pid;     /* of a process in it, the lowest; 0: none is known */
    const char *path; /* of a mount; NULL: none */
    struct text name; /* what `ip netns` calls it; length 0: nothing */
};

/* Places that may show more namespaces and could not be read. */
struct namespace_gaps {
    size_t count;
    char first[40]; /* the first of them: a path */
    int failure;    /* why: errno */
};

struct namespace_list {
    struct namespace *list; /* each once, this process's own first */
    size_t count;
    struct namespace_gaps gaps;
};

/* Texts and paths are owned by the arena. False: out of memory, or /proc cannot be opened. */
bool namespace_list_read(struct namespace_list *list, struct arena *arena,
                         struct error *error) NODISCARD;
void namespace_list_free(struct namespace_list *list);

/*
 * A line of /proc/PID/mountinfo (proc(5)) that is the mount of a network namespace: its inode and
 * where it is mounted, still escaped. Pure.
 */
bool namespace_mount(struct text line, uint64_t *inode, struct text *path);

#endif
