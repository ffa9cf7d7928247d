/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef LSOCK_MACHINE_FACTS_H
#define LSOCK_MACHINE_FACTS_H

#include "machine.h"

/* Name and release of the system that this runs on. */
void machine_read(struct machine *machine);

#endif
