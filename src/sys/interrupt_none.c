/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Nothing there can be waited for. */
#include "interrupt.h"

#include <errno.h>

bool interrupt_begin(void)
{
    errno = ENOSYS;
    return false;
}

bool interrupt_came(void)
{
    return true;
}

enum woken interrupt_wait(int descriptor, int milliseconds)
{
    (void)descriptor;
    (void)milliseconds;
    return WOKEN_END;
}

unsigned long long interrupt_clock(void)
{
    return 0;
}
