/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Lines of Linux's /proc/net/{tcp,udp,udplite,raw} and their 6 twins (proc(5)). Pure, and compiled
 * on every system: text in, socket out.
 */
#ifndef LSOCK_INET_LINE_H
#define LSOCK_INET_LINE_H

#include "socket.h"
#include "text.h"

/*
 * One line without its newline; false where it is anything else than what the kernel writes.
 * Numbers are in the byte order of the machine that wrote the file, which is taken to be this one.
 * Unknown remains what the file does not have: cookie, interface, v6only, the limit of an accept
 * queue; and uid and inode of the kernel's mini-sockets.
 *
 * What it says of these groups (DETAILS_BIT) goes to `room`, where it stays until the next line is
 * read: the timer, to a hundredth of a second; drops, but of TCP; the congestion window and slow
 * start threshold. Its rto and ato are left out, for they are cut to hundredths. Without groups
 * the room may be NULL.
 */
bool inet_line_read(struct text line, enum protocol protocol, enum family family, uint32_t groups,
                    struct detail_room *room, struct socket *socket);

#endif
