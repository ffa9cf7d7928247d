/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Parses lines of Linux's /proc/net/{unix,packet,netlink}, on every system and without system
 * calls. */
#ifndef LSOCK_FAMILY_LINE_H
#define LSOCK_FAMILY_LINE_H

#include "detail.h"
#include "socket.h"
#include "text.h"

/* Parses one line without its newline. False: not a line of the kernel. The details (the
 * ends, and those of `groups`, DETAILS_BIT) are stored in the room until the next line is read. */
typedef bool family_line_read(struct text line, uint32_t groups, struct detail_room *room,
                              struct socket *socket);

/*
 * The name is as in the file: `@` replaces each zero byte of an abstract name and cannot be
 * distinguished from a real `@`. A name may contain newlines, which the file does not escape.
 * Unknown: queues, the peer, its uid.
 */
family_line_read unix_line_read;

/* Unknown: the send queue. */
family_line_read packet_line_read;

/* Unknown: the peer, its uid, its type. Drops are known. */
family_line_read netlink_line_read;

#endif
