/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The lines of details that are TCP's: how the connection fares. */
#ifndef LSOCK_TCP_TEXT_H
#define LSOCK_TCP_TEXT_H

#include "builder.h"
#include "socket.h"

/* `socket` has details. */
void tcp_text(struct builder *out, const struct socket *socket);

#endif
