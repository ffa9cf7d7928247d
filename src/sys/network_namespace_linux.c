/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "network_namespace.h"

#include <sys/stat.h>
#include <sys/utsname.h>

#include "machine.h"

/*
 * Since Linux 6.18 the initial network namespace has a fixed inode number
 * (include/uapi/linux/nsfs.h, NET_NS_INIT_INO).
 */
#define INITIAL_INODE 4026531833u

static bool has_fixed_inode(void)
{
    struct utsname system;

    return uname(&system) == 0 && kernel_at_least(system.release, 6, 18);
}

/* Kernel threads never leave the initial namespace; where we are in a pid namespace of our own,
 * process 2 is no kernel thread, and has a parent other than 0 (proc(5), stat: ppid). Reading it
 * takes root. */
static enum netns_place compare_with_kthreadd(const struct stat *ours)
{
    struct stat kthreadd, exe;

    if (stat("/proc/2/ns/net", &kthreadd) != 0 || stat("/proc/2/exe", &exe) == 0)
        return NETNS_UNKNOWN;
    return kthreadd.st_ino == ours->st_ino ? NETNS_INITIAL : NETNS_OTHER;
}

enum netns_place netns_place(void)
{
    struct stat ours;

    if (stat("/proc/self/ns/net", &ours) != 0)
        return NETNS_UNKNOWN;
    if (ours.st_ino == INITIAL_INODE)
        return NETNS_INITIAL;
    return has_fixed_inode() ? NETNS_OTHER : compare_with_kthreadd(&ours);
}
