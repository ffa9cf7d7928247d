/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What the files below an open /proc/PID say about the process. */
#ifndef LSOCK_PROCESS_LINUX_H
#define LSOCK_PROCESS_LINUX_H

#include <errno.h>

#include "owner_scan.h"

/* One page: what the kernel gives of attr/current; cgroup can be longer, and is read in pieces. */
#define PAGE_ROOM ((size_t)4096)

/* The process has ended, or has closed what was looked at. No other error means that. */
static inline bool process_is_gone(int failure)
{
    return failure == ENOENT || failure == ESRCH;
}

/* Up to `room` bytes of a file below `dir`; .bytes NULL, with errno, when it cannot be read. In a
 * copy of /proc that another user made, it may be a FIFO or a terminal. */
struct text process_file(int dir, const char *name, char *out, size_t room);

/* Fills in what the request asks for; texts go into the arena. Returns 0, also if the process has
 * ended, or the errno for which something could not be read; ENOMEM: out of memory. */
int process_describe(int dir, const struct owner_request *request, struct arena *arena,
                     struct process *process) NODISCARD;

#endif
