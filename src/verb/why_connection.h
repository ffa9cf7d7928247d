/* SPDX-License-Identifier: GPL-2.0-or-later */
/* `lsock why ADDRESS:PORT ADDRESS:PORT`: a connection, from each of its ends that is here. */
#ifndef LSOCK_WHY_CONNECTION_H
#define LSOCK_WHY_CONNECTION_H

#include "run.h"

/* The words are the two ends, in either order. */
enum exit_status why_connection(const struct run *run, struct error *error);

#endif
