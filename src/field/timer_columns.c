/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The timer that runs for a socket: -o. */
#include "column_setting.h"
#include "detail_get.h"

static bool has(const struct socket *socket, enum detail_have what, struct value *value)
{
    if (socket->detail != NULL && (socket->detail->have & (uint32_t)what) != 0)
        return true;
    value_unknown(value);
    return false;
}

GETTER(timer_kind)
{
    if (has(socket, DETAIL_TIMER_KIND, value))
        value->text = text_of(timer_name((enum timer)socket->detail->timer));
}

GETTER(timer_expires_ms)
{
    if (has(socket, DETAIL_TIMER_EXPIRES, value))
        value->number = socket->detail->timer_ms;
    if (socket->detail != NULL && (socket->detail->have & DETAIL_TIMER_KIND) != 0 &&
        socket->detail->timer == TIMER_NONE)
        value_absent(value);
}

GETTER(timer_retransmits)
{
    if (has(socket, DETAIL_TIMER_RETRANSMITS, value))
        value->number = socket->detail->retransmits;
}

SETTER(timer_kind)
{
    struct socket_detail *detail = &record->room->detail;

    for (unsigned timer = 0; timer < TIMER_COUNT && value_is_known(value); timer++)
        if (text_equal(value->text, text_of(timer_name((enum timer)timer)))) {
            detail->timer = (uint8_t)timer;
            detail->have |= DETAIL_TIMER_KIND;
            return COLUMN_SET;
        }
    return value_is_known(value) ? COLUMN_SET_WRONG : COLUMN_SET;
}

SETTER(timer_expires_ms)
{
    uint64_t number = 0;
    enum column_set result =
        detail_take_number(record, value, UINT32_MAX, DETAIL_TIMER_EXPIRES, &number);

    record->room->detail.timer_ms = (uint32_t)number;
    return result;
}

SETTER(timer_retransmits)
{
    uint64_t number = 0;
    enum column_set result =
        detail_take_number(record, value, UINT8_MAX, DETAIL_TIMER_RETRANSMITS, &number);

    record->room->detail.retransmits = (uint8_t)number;
    return result;
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

static const struct column_setting settings[] = {
    {"timer_kind", set_timer_kind},
    {"timer_expires_ms", set_timer_expires_ms},
    {"timer_retransmits", set_timer_retransmits},
};

const struct column_settings timer_settings = {settings, COUNT_OF(settings)};
