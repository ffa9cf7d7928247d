/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The backends of the Linux build, and the namespace that they read. */
#include "backend.h"

#include <stdio.h>
#include <sys/stat.h>
#include <sys/vfs.h>

const struct backend *const backends[] = {&backend_sock_diag, &backend_procfs};
const size_t backend_count = COUNT_OF(backends);

uint64_t backend_netns(void)
{
    struct stat status;

    return stat("/proc/self/ns/net", &status) == 0 ? status.st_ino : 0;
}

#define NSFS_MAGIC                                                                                 \
    0x6e736673 /* linux/magic.h: identifies a link in a live /proc, as opposed to a file in a copy \
                */

uint64_t backend_netns_under(const char *proc_root)
{
    char path[4096];
    struct statfs filesystem;
    struct stat status;

    if ((size_t)snprintf(path, sizeof(path), "%s/self/ns/net", proc_root) >= sizeof(path) ||
        statfs(path, &filesystem) != 0 || filesystem.f_type != NSFS_MAGIC ||
        stat(path, &status) != 0)
        return 0;
    return status.st_ino;
}
