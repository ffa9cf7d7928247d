/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Reads socket options that no table reports, from a copy of the descriptor (pidfd_getfd(2),
 * getsockopt(2)). This requires the rights of a debugger. While the copy is open, a close() by the
 * program has no effect on the connection. So the copy is closed immediately, and not used for
 * connections that may be about to end.
 */
#ifndef LSOCK_SOCKET_OPTIONS_H
#define LSOCK_SOCKET_OPTIONS_H

#include <stdbool.h>
#include <stdint.h>

/* Options of a TCP or UDP socket. Times in seconds, or in milliseconds if the name says so. */
struct socket_options {
    bool reuse_address, reuse_port; /* SO_REUSEADDR, SO_REUSEPORT */
    bool v6only;                    /* IPV6_V6ONLY; false for IPv4 */
    bool keepalive;                 /* SO_KEEPALIVE; TCP: the next three are known */
    uint32_t keepalive_time_s, keepalive_interval_s, keepalive_probes;
    uint32_t user_timeout_ms; /* TCP_USER_TIMEOUT; 0: none */
    bool lingers;             /* SO_LINGER */
    uint32_t linger_s;
};

/* Reads the options of descriptor `fd` of process `pid`, if it is still the socket with this inode.
 * False: access denied, or the socket is gone. */
bool socket_options_read(uint32_t pid, uint32_t fd, uint64_t inode, struct socket_options *options);

#endif
