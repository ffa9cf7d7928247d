/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The timer that runs for a socket: -o. */
#include "detail_get.h"

static bool has_timer(const struct socket *socket, struct value *value)
{
    if (socket->detail != NULL && (socket->detail->have & DETAIL_TIMER) != 0)
        return true;
    value_unknown(value);
    return false;
}

GETTER(timer_kind)
{
    if (has_timer(socket, value))
        value->text = text_of(timer_name((enum timer)socket->detail->timer));
}

GETTER(timer_expires_ms)
{
    if (!has_timer(socket, value))
        return;
    value->number = socket->detail->timer_ms;
    if (socket->detail->timer == TIMER_NONE)
        value_absent(value);
}

GETTER(timer_retransmits)
{
    if (has_timer(socket, value))
        value->number = socket->detail->retransmits;
}

#define NEED NEED_DETAILS(DETAILS_TIMER)

/* clang-format off */
static const struct column columns[] = {
    {"timer_kind", "TIMER", "timer that runs: retransmit, keepalive, time_wait, zero_window, none",
     VALUE_TEXT, 0, get_timer_kind, NULL, NULL, NEED},
    {"timer_expires_ms", "EXPIRES-MS", "milliseconds until it runs out",
     VALUE_NUMBER, COLUMN_RIGHT, get_timer_expires_ms, NULL, NULL, NEED},
    {"timer_retransmits", "RETRANSMITS", "retransmissions or probes without an answer so far",
     VALUE_NUMBER, COLUMN_RIGHT, get_timer_retransmits, NULL, NULL, NEED},
};
/* clang-format on */

const struct column_group timer_columns = {columns, COUNT_OF(columns), DETAILS_TIMER};
