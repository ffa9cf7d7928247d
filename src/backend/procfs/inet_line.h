/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Parses lines of Linux's /proc/net/{tcp,udp,udplite,raw} and their IPv6 versions (proc(5)), on
 * every system and without system calls. */
#ifndef LSOCK_INET_LINE_H
#define LSOCK_INET_LINE_H

#include "socket.h"
#include "text.h"

/*
 * Parses one line without its newline. False: not a line of the kernel. Numbers are in the
 * byte order of the machine that wrote the file, which must match this one. Unknown, because the
 * file lacks them: cookie, interface, v6only, accept queue limit, and the uid and inode of mini
 * sockets. `room` gets the details in `groups` (DETAILS_BIT) until the next line is read: the
 * timer, to a hundredth of a second; drops, except for TCP; congestion window and slow start
 * threshold. rto and ato are skipped, because the file truncates them to hundredths. `room` may be
 * NULL if `groups` is 0.
 */
bool inet_line_read(struct text line, enum protocol protocol, enum family family, uint32_t groups,
                    struct detail_room *room, struct socket *socket);

#endif
