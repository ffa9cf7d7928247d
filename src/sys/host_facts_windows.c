/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "host_facts.h"

#include <stdio.h>

#include "windows_compat.h"

/* GetVersionEx lies to programs that have no manifest for this Windows; RtlGetVersion does not. */
void host_read(struct host *host)
{
    LONG(WINAPI * get_version)(OSVERSIONINFOW *);
    OSVERSIONINFOW version = {.dwOSVersionInfoSize = sizeof(version)};

    *host = (struct host){"windows", ""};
    windows_function(GetModuleHandleW(L"ntdll.dll"), "RtlGetVersion", &get_version);
    if (get_version != NULL && get_version(&version) == 0)
        snprintf(host->kernel, sizeof(host->kernel), "%lu.%lu.%lu", version.dwMajorVersion,
                 version.dwMinorVersion, version.dwBuildNumber);
}
