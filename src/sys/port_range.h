/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef LSOCK_PORT_RANGE_H
#define LSOCK_PORT_RANGE_H

#include <stdbool.h>
#include <stdint.h>

/* From which ports the system chooses where a program leaves it to it; false: it does not say. */
bool port_range_read(uint16_t *low, uint16_t *high);

#endif
