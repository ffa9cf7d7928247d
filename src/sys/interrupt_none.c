/* SPDX-License-Identifier: GPL-2.0-or-later */
/* For systems where waiting is not supported. */
#include "interrupt.h"

#include <errno.h>

bool interrupt_begin(void)
{
    errno = ENOSYS;
    return false;
}

bool interrupt_came(void)
{
    return false;
}

enum woken interrupt_wait(int descriptor UNUSED, int milliseconds UNUSED)
{
    return WOKEN_END;
}

unsigned long long interrupt_clock(void)
{
    return 0;
}
