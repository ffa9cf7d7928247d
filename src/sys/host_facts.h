/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef LSOCK_HOST_FACTS_H
#define LSOCK_HOST_FACTS_H

#include "host.h"

/* Name and release of the system that this runs on. */
void host_read(struct host *host);

#endif
