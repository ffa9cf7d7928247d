/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Lines of Linux's /proc/net/{unix,packet,netlink}. Pure, and compiled on every system: text in,
 * socket out.
 */
#ifndef LSOCK_FAMILY_LINE_H
#define LSOCK_FAMILY_LINE_H

#include "detail.h"
#include "socket.h"
#include "text.h"

/*
 * One line without its newline; false where it is anything else than what the kernel writes. The
 * details, among them the ends and what is wanted of these groups (DETAILS_BIT), live in the room
 * until the next line is read.
 */
typedef bool family_line_read(struct text line, uint32_t groups, struct detail_room *room,
                              struct socket *socket);

/*
 * The name is as the file has it: with `@` for each zero byte of an abstract one, which cannot be
 * told from an `@` that belongs to it. A name may hold newlines, which the file does not escape.
 * Unknown remain queues, the peer, its uid.
 */
family_line_read unix_line_read;

/* Unknown remains the send queue. */
family_line_read packet_line_read;

/* Unknown remain the peer, its uid, its type. Its drops are told. */
family_line_read netlink_line_read;

#endif
