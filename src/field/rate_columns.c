/* SPDX-License-Identifier: GPL-2.0-or-later */
/* How fast counters grow: compares a socket with itself in an earlier reading, by its cookie. A
 * rate is unknown in the first reading, for a new socket, and if a counter went backwards. It is
 * rounded up, so that a growing counter is not 0. */
#include "column_group.h"
#include "cookie_index.h"

/* The place of a column: a field of tcp_info, or this. */
#define COUNTS_DROPS TCP_FIELD_COUNT

/* The same socket in the earlier reading; NULL: it is not known to be there. */
static const struct socket *find_earlier(const struct column_context *context,
                                         const struct socket *socket)
{
    const struct cookie_index *index;
    const struct socket *found;

    if (context->earlier == NULL || (socket->have & HAVE_COOKIE) == 0)
        return NULL;
    index = context->earlier->index;
    found = cookie_index_find(index, socket->cookie);
    return found != NULL && found->protocol == socket->protocol &&
                   found->local_port == socket->local_port &&
                   source_shares_netns(snapshot_source(index->snapshot, found),
                                       snapshot_source(context->snapshot, socket))
               ? found
               : NULL;
}

static bool count(const struct socket *socket, unsigned what, uint64_t *number)
{
    const struct socket_detail *detail = socket->detail;
    const struct memory_detail *memory = detail == NULL ? NULL : detail->memory;

    if (what != COUNTS_DROPS)
        return detail != NULL && detail->tcp_info != NULL &&
               tcp_info_get(detail->tcp_info, (enum tcp_field)what, number) == TCP_FIELD_KNOWN;
    *number = memory == NULL ? 0 : memory->numbers[MEMORY_DROPS];
    return memory != NULL && (memory->have & 1u << MEMORY_DROPS) != 0;
}

static uint64_t per_second(uint64_t grown, uint64_t milliseconds)
{
    uint64_t whole = grown / milliseconds, rest = grown % milliseconds;

    if (whole > UINT64_MAX / 1000 - 1)
        return UINT64_MAX;
    return whole * 1000 + (rest * 1000 + milliseconds - 1) / milliseconds;
}

GETTER(rate)
{
    const struct socket *earlier = find_earlier(context, socket);
    unsigned what = column->place.at;
    uint64_t before, now;

    if (what == COUNTS_DROPS)
        detail_missing(socket, value);
    else if (socket->state == STATE_LISTEN)
        value_absent(value);
    else
        tcp_detail_missing(socket, value);
    if (earlier == NULL || context->earlier->milliseconds == 0 || !count(earlier, what, &before) ||
        !count(socket, what, &now) || now < before)
        return;
    if (value->presence == VALUE_ABSENT)
        return;
    value->presence = VALUE_KNOWN;
    value->role = ROLE_PLAIN;
    value->number = per_second(now - before, context->earlier->milliseconds);
}

#define RATE(counter, details)                                             \
    .type = VALUE_NUMBER, .get = get_rate, .need = NEED_DETAILS(details),  \
    .flags = COLUMN_RATE | COLUMN_SUM | COLUMN_DERIVED | COLUMN_NO_FILTER, \
    .place = {.at = counter}

/* clang-format off */
static const struct column columns[] = {
    {"send_rate", "SEND-RATE", "bytes per second that the peer acknowledged; --watch only",
     RATE(TCP_BYTES_ACKED, DETAILS_TCP_INFO)},
    {"recv_rate", "RECV-RATE", "bytes per second received from the peer; --watch only",
     RATE(TCP_BYTES_RECEIVED, DETAILS_TCP_INFO)},
    {"retrans_rate", "RETRANS-RATE", "segments per second sent again; --watch only",
     RATE(TCP_RETRANS_TOTAL, DETAILS_TCP_INFO)},
    {"drop_rate", "DROP-RATE", "packets per second dropped before they reached the socket's queue; --watch only",
     RATE(COUNTS_DROPS, DETAILS_MEMORY)},
};
/* clang-format on */

const struct column_group rate_columns = {columns, COUNT_OF(columns)};
