/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "port_range.h"

#include <stdio.h>
#include <string.h>

#include "number.h"

/* Two numbers with blanks between (Documentation/networking/ip-sysctl.rst). */
bool port_range_read(uint16_t *low, uint16_t *high)
{
    FILE *file = fopen("/proc/sys/net/ipv4/ip_local_port_range", "re");
    char room[64];
    struct text line;
    size_t at = 0;
    uint64_t from, to;

    if (file == NULL)
        return false;
    line = (struct text){room, fread(room, 1, sizeof(room), file)};
    fclose(file);
    while (line.length > 0 && ascii_is_space(line.bytes[line.length - 1]))
        line.length--;
    while (at < line.length && !ascii_is_space(line.bytes[at]))
        at++;
    if (!number_parse((struct text){line.bytes, at}, UINT16_MAX, &from))
        return false;
    while (at < line.length && ascii_is_space(line.bytes[at]))
        at++;
    if (!number_parse((struct text){line.bytes + at, line.length - at}, UINT16_MAX, &to))
        return false;
    *low = (uint16_t)from;
    *high = (uint16_t)to;
    return true;
}
