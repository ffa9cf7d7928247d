/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Lists the network namespaces of a Linux system that this process can see. */
#ifndef LSOCK_NAMESPACE_LIST_H
#define LSOCK_NAMESPACE_LIST_H

#include "errors.h"
#include "snapshot.h"

struct namespace
{
    uint64_t inode;   /* in nsfs; 0: not readable by this process */
    uint64_t proc;    /* inode of its /proc/PID/net/dev; 0: no process in it is known */
    uint32_t pid;     /* the lowest pid in it; 0: unknown */
    const char *path; /* of a mount, or NULL */
    struct text name; /* its name in `ip netns`; length 0: none */
};

/* Places that may have further namespaces but could not be read. */
struct namespace_gaps {
    size_t count;
    char first[40]; /* path of the first one */
    int failure;    /* its errno */
};

struct namespace_list {
    struct namespace *list; /* without duplicates, this process's own first */
    size_t count;
    struct namespace_gaps gaps;
};

/* The arena owns texts and paths. False: out of memory, or /proc cannot be opened. */
bool namespace_list_read(struct namespace_list *list, struct arena *arena,
                         struct error *error) NODISCARD;
void namespace_list_free(struct namespace_list *list);

/* Parses a line of /proc/PID/mountinfo (proc(5)). For the mount of a network namespace it returns
 * true, the inode and the mount point, which is still escaped. */
bool namespace_mount(struct text line, uint64_t *inode, struct text *path);

#endif
