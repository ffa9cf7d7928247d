/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef LSOCK_CLOCK_H
#define LSOCK_CLOCK_H

#include <time.h>

/* The current time in UTC since 1970. (C11 has timespec_get; Microsoft's old C library lacks it.)
 */
struct timespec clock_now(void);

#endif
