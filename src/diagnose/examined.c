/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "examined.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

void sentence(struct annotation *out, const char *format, ...)
{
    size_t used = strlen(out->text);
    va_list arguments;

    va_start(arguments, format);
    vsnprintf(out->text + used, sizeof(out->text) - used, format, arguments);
    va_end(arguments);
}

const char *plural(uint64_t count, const char *one, const char *many)
{
    return count == 1 ? one : many;
}

bool has(const struct examined *examined, unsigned have)
{
    return (examined->socket->have & have) == have;
}

bool is_held(const struct examined *examined)
{
    return has(examined, HAVE_INODE) && examined->socket->inode != 0;
}

bool is_mini(const struct examined *examined)
{
    return (examined->socket->flags & SOCKET_MINI) != 0;
}

bool is_orphan(const struct examined *examined)
{
    return examined->none == OWNER_NONE_ORPHAN;
}

bool tcp_number(const struct examined *examined, enum tcp_field field, uint64_t *number)
{
    const struct socket_detail *detail = examined->socket->detail;

    return detail != NULL && detail->tcp_info != NULL &&
           tcp_info_get(detail->tcp_info, field, number) == TCP_FIELD_KNOWN;
}

bool memory_number(const struct examined *examined, enum memory which, uint64_t *number)
{
    const struct socket_detail *detail = examined->socket->detail;

    if (detail == NULL || detail->memory == NULL || (detail->memory->have & 1u << which) == 0)
        return false;
    *number = detail->memory->numbers[which];
    return true;
}

static bool has_timer(const struct examined *examined, enum timer timer, uint32_t have)
{
    const struct socket_detail *detail = examined->socket->detail;

    have |= DETAIL_TIMER_KIND;
    return detail != NULL && (detail->have & have) == have && detail->timer == timer;
}

bool runs_out(const struct examined *examined, enum timer timer)
{
    return has_timer(examined, timer, DETAIL_TIMER_EXPIRES);
}

unsigned ran_out(const struct examined *examined, enum timer timer)
{
    if (!has_timer(examined, timer, DETAIL_TIMER_RETRANSMITS))
        return 0;
    return examined->socket->detail->retransmits;
}

struct unit {
    uint64_t seconds;
    const char *name;
};

const char *span(uint64_t milliseconds, char out[SPAN_ROOM])
{
    static const struct unit units[] = {{86400, "d"}, {3600, "h"}, {60, "min"}, {1, "s"}};
    uint64_t seconds = milliseconds / 1000, larger, smaller;
    size_t i = 0;

    if (seconds < 10) {
        snprintf(out, SPAN_ROOM, "%u.%u s", (unsigned)seconds,
                 (unsigned)(milliseconds % 1000 / 100));
        return out;
    }
    while (seconds < units[i].seconds)
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

#define AGE_MIN_MS 1000

const char *age(const struct examined *examined, enum tcp_field field, const char *before,
                const char *after, char out[AGE_ROOM])
{
    char text[SPAN_ROOM];
    uint64_t milliseconds;

    out[0] = '\0';
    if (tcp_number(examined, field, &milliseconds) && milliseconds >= AGE_MIN_MS)
        snprintf(out, AGE_ROOM, "%sat least %s%s", before, span(milliseconds, text), after);
    return out;
}
