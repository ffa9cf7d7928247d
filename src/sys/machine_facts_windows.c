/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "machine_facts.h"

#include <stdio.h>

#include "windows_compat.h"

/* GetVersionEx reports an old version to programs whose manifest does not list this Windows;
 * RtlGetVersion does not. */
void machine_read(struct machine *machine)
{
    LONG(WINAPI * get_version)(OSVERSIONINFOW *);
    OSVERSIONINFOW version = {.dwOSVersionInfoSize = sizeof(version)};

    *machine = (struct machine){"windows", ""};
    windows_function(GetModuleHandleW(L"ntdll.dll"), "RtlGetVersion", &get_version);
    if (get_version != NULL && get_version(&version) == 0)
        snprintf(machine->kernel, sizeof(machine->kernel), "%lu.%lu.%lu", version.dwMajorVersion,
                 version.dwMinorVersion, version.dwBuildNumber);
}
