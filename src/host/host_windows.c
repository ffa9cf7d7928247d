/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Settings in the registry. A value exists only if it was changed; the defaults are unknown. */
#include "host_values.h"
#include "windows_compat.h"

bool host_setting_read(const struct setting *setting, struct setting_value *value)
{
    DWORD number, size = sizeof(number);
    wchar_t name[64];

    if (setting->system != SETTING_WINDOWS || setting->numbers != 1 ||
        MultiByteToWideChar(CP_UTF8, 0, setting->key, -1, name, 64) == 0 ||
        RegGetValueW(HKEY_LOCAL_MACHINE, L"SYSTEM\\CurrentControlSet\\Services\\Tcpip\\Parameters",
                     name, RRF_RT_REG_DWORD, NULL, &number, &size) != ERROR_SUCCESS)
        return false;
    *value = (struct setting_value){.have = true, .numbers = {number}};
    return true;
}
