/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Where this process stands among the network namespaces. */
#ifndef LSOCK_NETWORK_NAMESPACE_H
#define LSOCK_NETWORK_NAMESPACE_H

enum netns_place {
    NETNS_UNKNOWN, /* the system does not say, or has no namespaces */
    NETNS_INITIAL, /* the one the system booted with */
    NETNS_OTHER,   /* a container's, or one made by `ip netns` or unshare */
};

enum netns_place netns_place(void);

#endif
