/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "random.h"

#include "windows_compat.h"

/* RtlGenRandom (ntsecapi.h), exported as SystemFunction036 by every Windows since XP. */
bool random_bytes(void *bytes, size_t size)
{
    BOOLEAN(WINAPI * generate)(void *, ULONG);

    windows_function(windows_library(L"advapi32.dll"), "SystemFunction036", &generate);
    return generate != NULL && generate(bytes, (ULONG)size);
}
