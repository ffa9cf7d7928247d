/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "moment.h"

#include <stdio.h>

/* Years 0 to 9999 need four digits, and strftime does not pad them. */
bool moment_write(char out[MOMENT_ROOM], const struct timespec *time)
{
    char rest[32];
    struct tm *utc = time->tv_nsec < 0 ? NULL : gmtime(&time->tv_sec);

    if (utc == NULL || utc->tm_year <= -1900 || utc->tm_year > 9999 - 1900 ||
        strftime(rest, sizeof(rest), "-%m-%dT%H:%M:%S", utc) == 0)
        return false;
    snprintf(out, MOMENT_ROOM, "%04d%s.%06ldZ", utc->tm_year + 1900, rest, time->tv_nsec / 1000);
    return true;
}
