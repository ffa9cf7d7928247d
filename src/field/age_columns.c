/* SPDX-License-Identifier: GPL-2.0-or-later */
/* When a socket was made. Windows keeps that; Linux does not. */
#include "column_group.h"
#include "column_setting.h"

GETTER(created)
{
    value->number = socket->created;
    if ((socket->have & HAVE_CREATED) == 0)
        value_unknown(value);
}

/* Takes the place of a cookie: no system has both. */
SETTER(created)
{
    if (!value_is_known(value))
        return COLUMN_SET;
    socket->created = value->number;
    socket->have |= HAVE_CREATED;
    return (socket->have & HAVE_COOKIE) == 0 ? COLUMN_SET : COLUMN_SET_WRONG;
}

/* A clock that was set back makes no age below zero. */
GETTER(age)
{
    value->number = context->now > socket->created ? (context->now - socket->created) / 1000 : 0;
    if ((socket->have & HAVE_CREATED) == 0 || context->now == 0)
        value_unknown(value);
}

/* clang-format off */
static const struct column columns[] = {
    {"created_us", "CREATED", "when the socket was made, in microseconds since 1970, UTC; Windows only",
     VALUE_NUMBER, COLUMN_RIGHT, get_created, NULL, NULL, NEED_CREATED},
    {"age_ms", "AGE-MS", "milliseconds since it was made; Windows only",
     VALUE_NUMBER, COLUMN_RIGHT, get_age, NULL, NULL, NEED_CREATED},
};
/* clang-format on */

const struct column_group age_columns = {columns, COUNT_OF(columns), DETAILS_NONE};

static const struct column_setting settings[] = {
    {"created_us", set_created},
    {"age_ms", NULL},
};

const struct column_settings age_settings = {settings, COUNT_OF(settings)};
