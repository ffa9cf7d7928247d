/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Columns of -E: what happened to a socket, and when. Absent in listings; recordings contain no
 * events. */
#include "column_group.h"
#include "event.h"

static const char *event_words(size_t index)
{
    return index == 0 ? "destroyed" : NULL;
}

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
        value->text = text_of(event_words(0));
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
     .type = VALUE_TEXT, .flags = COLUMN_NO_FILTER | COLUMN_DERIVED, .get = get_time},
    {"event", "EVENT", "what happened: destroyed; -E only",
     .type = VALUE_TEXT, .flags = COLUMN_DERIVED, .get = get_event, .words = event_words},
    {"state_after", "NOW", "CLOSED, or the state of the record that the kernel keeps; -E only",
     .type = VALUE_TEXT, .flags = COLUMN_DERIVED, .get = get_state_after, .words = state_words},
};
/* clang-format on */

const struct column_group event_columns = {columns, COUNT_OF(columns)};
