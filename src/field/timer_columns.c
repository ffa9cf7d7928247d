/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Columns of -o: the running timer of a socket. */
#include "column_group.h"

GETTER(timer)
{
    if (!detail_load(column, socket, value))
        value_unknown(value);
}

GETTER(timer_expires)
{
    const struct socket_detail *detail = socket->detail;

    if (detail != NULL && (detail->have & DETAIL_TIMER_KIND) != 0 && detail->timer == TIMER_NONE)
        value_absent(value);
    else
        get_timer(column, context, socket, value);
}

/* clang-format off */
static const struct column columns[] = {
    {"timer_kind", "TIMER", "active timer: retransmit, keepalive, time_wait, zero_window, none",
     .type = VALUE_TEXT, OF_GROUP(DETAILS_TIMER), .get = get_timer, .set = detail_store,
     .place = {AT(struct socket_detail, timer), .have = DETAIL_TIMER_KIND,
               WORDS([TIMER_NONE] = "none", [TIMER_RETRANSMIT] = "retransmit", [TIMER_KEEPALIVE] = "keepalive",
                     [TIMER_TIME_WAIT] = "time_wait", [TIMER_ZERO_WINDOW] = "zero_window", [TIMER_OTHER] = "other")}},
    {"timer_expires_ms", "EXPIRES-MS", "milliseconds until it expires",
     .type = VALUE_NUMBER, .unit = UNIT_MS, OF_GROUP(DETAILS_TIMER), .get = get_timer_expires, .set = detail_store,
     .place = {AT(struct socket_detail, timer_ms), .have = DETAIL_TIMER_EXPIRES}},
    {"timer_retransmits", "RETRANSMITS", "unanswered retransmissions or probes so far",
     .type = VALUE_NUMBER, OF_GROUP(DETAILS_TIMER), .get = get_timer, .set = detail_store,
     .place = {AT(struct socket_detail, retransmits), .have = DETAIL_TIMER_RETRANSMITS}},
};
/* clang-format on */

const struct column_group timer_columns = {columns, COUNT_OF(columns)};
