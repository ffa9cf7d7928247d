/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef LSOCK_MACHINE_FACTS_H
#define LSOCK_MACHINE_FACTS_H

#include "machine.h"

/* Reads the name and release of the running system. */
void machine_read(struct machine *machine);

#endif
