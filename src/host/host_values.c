/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "host_values.h"

void host_settings_read(struct setting_values *values)
{
    *values = (struct setting_values){0};
    for (size_t i = 0; i < setting_count; i++)
        (void)host_setting_read(&setting_table[i], &values->values[i]);
}

bool host_port_range(uint16_t *low, uint16_t *high)
{
    struct setting_value range;

    if (!host_setting_read(setting_find(TEXT("ip_local_port_range")), &range))
        return false;
    *low = (uint16_t)range.numbers[0];
    *high = (uint16_t)range.numbers[1];
    return range.numbers[0] >= 0 && range.numbers[0] <= range.numbers[1] &&
           range.numbers[1] <= UINT16_MAX;
}
