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
 */
bool inet_line_read(struct text line, enum protocol protocol, enum family family,
                    struct socket *socket);

#endif
