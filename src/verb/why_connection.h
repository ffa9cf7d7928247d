/* SPDX-License-Identifier: GPL-2.0-or-later */
/* `lsock why ADDRESS:PORT ADDRESS:PORT`: describes a connection from each end on this machine. */
#ifndef LSOCK_WHY_CONNECTION_H
#define LSOCK_WHY_CONNECTION_H

#include "owner.h"
#include "run.h"
#include "socket_options.h"

/* The words are the two ends, in either order. */
enum exit_status why_connection(const struct run *run, struct error *error);

/* Reads the options of a socket through its first owner. Only for sockets that are not about to
 * close: see socket_options.h. False: unknown. */
bool why_read_options(const struct owners *owners, const struct socket *socket,
                      struct socket_options *options);

#endif
