/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What has happened to a socket, and when (-E). In a listing nothing has happened yet. */
#include "column_group.h"
#include "column_setting.h"
#include "event.h"

GETTER(time)
{
    if (context->event == NULL)
        value_absent(value);
    else
        value->text = text_of(context->event->time);
}

GETTER(event)
{
    if (context->event == NULL)
        value_absent(value);
    else
        value->text = TEXT("destroyed");
}

GETTER(state_after)
{
    enum state after = context->event == NULL ? STATE_NONE : context->event->after;

    if (context->event == NULL || socket->protocol != PROTOCOL_TCP) {
        value_absent(value);
        return;
    }
    value->role = state_role(after);
    value_word(value, after == STATE_NONE ? NULL : state_spelling(after, context->dialect));
}

/* clang-format off */
static const struct column columns[] = {
    {"time", "TIME", "when it happened, RFC 3339; -E only",
     VALUE_TEXT, COLUMN_NO_FILTER, get_time, NULL, NULL, 0},
    {"event", "EVENT", "what happened: destroyed; -E only",
     VALUE_TEXT, 0, get_event, NULL, NULL, 0},
    {"state_after", "NOW", "CLOSED, or the state of the record that the kernel goes on with; -E only",
     VALUE_TEXT, 0, get_state_after, NULL, NULL, 0},
};
/* clang-format on */

const struct column_group event_columns = {columns, COUNT_OF(columns), DETAILS_NONE};

/* A recording holds no events. */
static const struct column_setting settings[] = {
    {"time", NULL},
    {"event", NULL},
    {"state_after", NULL},
};

const struct column_settings event_settings = {settings, COUNT_OF(settings)};
