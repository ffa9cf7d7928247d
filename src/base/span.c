/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "span.h"

#include <stdio.h>

#include "compiler.h"

struct unit {
    uint64_t seconds;
    const char *name;
};

const char *span(uint64_t milliseconds, char out[SPAN_ROOM])
{
    static const struct unit units[] = {{86400, "d"}, {3600, "h"}, {60, "min"}, {1, "s"}};
    uint64_t seconds = milliseconds / 1000, larger, smaller;
    size_t i = 0;

    if (milliseconds > 0 && milliseconds < 100) {
        snprintf(out, SPAN_ROOM, "%u ms", (unsigned)milliseconds);
        return out;
    }
    if (seconds < 10 && milliseconds % 1000 >= 100) {
        snprintf(out, SPAN_ROOM, "%u.%u s", (unsigned)seconds,
                 (unsigned)(milliseconds % 1000 / 100));
        return out;
    }
    while (i + 1 < COUNT_OF(units) && seconds < units[i].seconds)
        i++;
    larger = seconds / units[i].seconds;
    smaller = i + 1 == COUNT_OF(units) ? 0 : seconds % units[i].seconds / units[i + 1].seconds;
    if (smaller == 0)
        snprintf(out, SPAN_ROOM, "%llu %s", (unsigned long long)larger, units[i].name);
    else
        snprintf(out, SPAN_ROOM, "%llu %s %llu %s", (unsigned long long)larger, units[i].name,
                 (unsigned long long)smaller, units[i + 1].name);
    return out;
}
