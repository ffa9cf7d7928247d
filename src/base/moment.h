/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A moment as text. */
#ifndef LSOCK_MOMENT_H
#define LSOCK_MOMENT_H

#include <stdbool.h>
#include <time.h>

#include "compiler.h"

#define MOMENT_ROOM 80

/* RFC 3339, UTC, with microseconds and a zero byte. False: it has no such form (tv_nsec -1:
 * unknown; a year that is not 0 to 9999). */
bool moment_write(char out[MOMENT_ROOM], const struct timespec *time) NODISCARD;

#endif
