/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The network namespace that the system booted with. */
#ifndef LSOCK_NETWORK_NAMESPACE_H
#define LSOCK_NETWORK_NAMESPACE_H

#include <stdint.h>

/* What we call it: it has no name of its own. */
#define NETNS_INITIAL "initial"

/* Its inode; 0: the system does not say, or has no namespaces. */
uint64_t netns_initial(void);

#endif
