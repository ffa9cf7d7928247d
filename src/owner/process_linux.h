/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Reads the details of a process from an open /proc/PID. */
#ifndef LSOCK_PROCESS_LINUX_H
#define LSOCK_PROCESS_LINUX_H

#include <errno.h>

#include "owner_scan.h"

/* One page, the limit of attr/current; cgroup can be longer and is read in pieces. */
#define PAGE_ROOM ((size_t)4096)

/* Whether the process has ended or has closed the descriptor. No other errno means that. */
static inline bool process_is_gone(int failure)
{
    return failure == ENOENT || failure == ESRCH;
}

/* Reads up to `room` bytes of a file in `dir`; .bytes NULL, with errno, on failure. In a copy of
 * /proc made by another user it may be a FIFO or a terminal. */
struct text process_file(int dir, const char *name, char *out, size_t room);

/* Fills in what the request asks for; texts go into the arena. Returns 0, also if the process has
 * ended, or the errno of a failed read; ENOMEM: out of memory. */
int process_describe(int dir, const struct owner_request *request, struct arena *arena,
                     struct process *process) NODISCARD;

#endif
