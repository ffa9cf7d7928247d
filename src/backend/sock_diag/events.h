/* SPDX-License-Identifier: GPL-2.0-or-later */
/* TCP and UDP sockets as the kernel destroys them. */
#ifndef LSOCK_EVENTS_H
#define LSOCK_EVENTS_H

#include "backend.h"

extern const struct backend_events sock_diag_events;

#endif
