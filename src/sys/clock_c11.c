/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "clock.h"

struct timespec clock_now(void)
{
    struct timespec now = {0};

    timespec_get(&now, TIME_UTC);
    return now;
}
