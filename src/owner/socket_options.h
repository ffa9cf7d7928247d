/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Options that a program has set on its socket and that no table tells: read from a copy of its
 * descriptor (pidfd_getfd(2), getsockopt(2)), which takes the rights of a debugger. While the copy
 * is open, a close() by the program takes no effect, so it is closed at once; and it is not for
 * connections that may be about to end.
 */
#ifndef LSOCK_SOCKET_OPTIONS_H
#define LSOCK_SOCKET_OPTIONS_H

#include <stdbool.h>
#include <stdint.h>

/* Of a TCP or UDP socket. Times in seconds, or milliseconds where the name says so. */
struct socket_options {
    bool reuse_address, reuse_port; /* SO_REUSEADDR, SO_REUSEPORT */
    bool v6only;                    /* IPV6_V6ONLY; false of IPv4 */
    bool keepalive;                 /* SO_KEEPALIVE; TCP: the next three are known */
    uint32_t keepalive_time_s, keepalive_interval_s, keepalive_probes;
    uint32_t user_timeout_ms; /* TCP_USER_TIMEOUT; 0: none */
    bool lingers;             /* SO_LINGER */
    uint32_t linger_s;
};

/* Of the descriptor `fd` of process `pid`, if it still is a socket with this inode. False: that may
 * not be read, or it is gone. */
bool socket_options_read(uint32_t pid, uint32_t fd, uint64_t inode, struct socket_options *options);

#endif
