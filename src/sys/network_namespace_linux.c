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

/* Kernel threads never leave the initial namespace. In a pid namespace, process 2 is an ordinary
 * process and has an executable. Reading the link requires root. */
static uint64_t inode_of_kthreadd(void)
{
    struct stat kthreadd, exe;

    return stat("/proc/2/ns/net", &kthreadd) == 0 && stat("/proc/2/exe", &exe) != 0
               ? kthreadd.st_ino
               : 0;
}

uint64_t netns_initial(void)
{
    return has_fixed_inode() ? INITIAL_INODE : inode_of_kthreadd();
}
