/* SPDX-License-Identifier: GPL-2.0-or-later */
/* `lsock why ADDRESS:PORT ADDRESS:PORT`: describes a connection from each end on this machine. */
#ifndef LSOCK_WHY_CONNECTION_H
#define LSOCK_WHY_CONNECTION_H

#include "run.h"

/* The words are the two ends, in either order. */
enum exit_status why_connection(const struct run *run, struct error *error);

#endif
