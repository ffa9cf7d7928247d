/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Identifies the initial network namespace, in which the system booted. */
#ifndef LSOCK_NETWORK_NAMESPACE_H
#define LSOCK_NETWORK_NAMESPACE_H

#include <stdint.h>

/* lsock's name for it; the kernel has none. */
#define NETNS_INITIAL "initial"

/* Its inode; 0: unknown, or the system has no namespaces. */
uint64_t netns_initial(void);

#endif
