/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Formats points in time. */
#ifndef LSOCK_MOMENT_H
#define LSOCK_MOMENT_H

#include <stdbool.h>
#include <time.h>

#include "compiler.h"

#define MOMENT_ROOM 80

/* Writes RFC 3339 in UTC with microseconds, zero-terminated. False: the time is unknown (tv_nsec
 * -1) or the year is not 0 to 9999. */
bool moment_write(char out[MOMENT_ROOM], const struct timespec *time) NODISCARD;

#endif
