/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Ctrl-C and similar console events set an event object. Waiting for a descriptor is not supported.
 */
#include "interrupt.h"

#include <errno.h>

#include "windows_compat.h"

static HANDLE ended;
static volatile LONG came;

/* FALSE: Windows ends the process. */
static BOOL WINAPI handle(DWORD type)
{
    (void)type;
    if (InterlockedExchange(&came, 1) != 0)
        return FALSE;
    SetEvent(ended);
    return TRUE;
}

bool interrupt_begin(void)
{
    ended = CreateEventW(NULL, TRUE, FALSE, NULL);
    if (ended != NULL && SetConsoleCtrlHandler(handle, TRUE))
        return true;
    errno = ENOSYS;
    return false;
}

bool interrupt_came(void)
{
    return came != 0;
}

enum woken interrupt_wait(int descriptor, int milliseconds)
{
    (void)descriptor;
    switch (WaitForSingleObject(ended, milliseconds < 0 ? INFINITE : (DWORD)milliseconds)) {
    case WAIT_OBJECT_0:
        return WOKEN_END;
    case WAIT_TIMEOUT:
        return WOKEN_TIMEOUT;
    default:
        errno = EINVAL;
        return WOKEN_FAILED;
    }
}

unsigned long long interrupt_clock(void)
{
    return GetTickCount64();
}
