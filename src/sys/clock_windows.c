/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "clock.h"

#include <stdint.h>

#include "windows_compat.h"

/* A FILETIME counts steps of 100 ns since 1601; this many steps lie between 1601 and 1970. */
#define STEPS_UNTIL_1970 INT64_C(116444736000000000)
#define STEPS_PER_SECOND INT64_C(10000000)

struct timespec clock_now(void)
{
    FILETIME file_time;
    int64_t steps;

    GetSystemTimeAsFileTime(&file_time);
    steps = (int64_t)((uint64_t)file_time.dwHighDateTime << 32 | file_time.dwLowDateTime) -
            STEPS_UNTIL_1970;
    return (struct timespec){
        .tv_sec = (time_t)(steps / STEPS_PER_SECOND),
        .tv_nsec = (long)(steps % STEPS_PER_SECOND) * 100,
    };
}
