/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Columns for the origin of a socket: network namespace, control group and age. */
#include "column_group.h"

GETTER(netns_name)
{
    value->text = snapshot_source(context->snapshot, socket)->netns_name;
    if (value->text.length == 0)
        value_absent(value);
}

/* The name belongs to the namespace: all rows of a source share it. */
SETTER(netns_name)
{
    struct text *name = &target->snapshot->sources[socket->source].netns_name;

    if (name->length == 0)
        *name = arena_copy(&target->snapshot->arena, value->text);
    return name->bytes != NULL ? COLUMN_SET : COLUMN_SET_NO_MEMORY;
}

GETTER(namespace)
{
    value->text = snapshot_source(context->snapshot, socket)->netns_label;
    if (value->text.length == 0)
        value_unknown(value);
}

/* The id of the control group is a column of -e. */
GETTER(socket_cgroup)
{
    const struct names *names = context->names;

    value->text = TEXT("");
    if ((socket->have & HAVE_CGROUP) != 0 && names != NULL && names->cgroup != NULL)
        value->text = names->cgroup(names->context, socket_cgroup(socket));
    if (value->text.length == 0)
        value_unknown(value);
}

/* Shares storage with the cookie: no system has both. */
SETTER(created)
{
    (void)number_set(column, target, socket, value);
    return set_if((socket->have & HAVE_COOKIE) == 0);
}

/* If the clock was set back, the age is 0, not negative. */
GETTER(age)
{
    value->number = context->now > socket->created ? (context->now - socket->created) / 1000 : 0;
    if ((socket->have & HAVE_CREATED) == 0 || context->now == 0)
        value_unknown(value);
}

/* clang-format off */
static const struct column columns[] = {
    {"netns_name", "NETNS-NAME", "name of the namespace: from `ip netns`, its container or unit, or initial",
     .type = VALUE_TEXT, .meaning = MEANING_NETNS_NAME, .flags = COLUMN_JSON,
     .get = get_netns_name, .set = set_netns_name},
    {"namespace", "NETNS", "netns_name if known, otherwise netns",
     .type = VALUE_TEXT, .flags = COLUMN_DERIVED, .get = get_namespace},
    {"socket_cgroup", "CGROUP", "path of the control group (v2) in which the socket was created",
     .type = VALUE_TEXT, .flags = COLUMN_DERIVED, .get = get_socket_cgroup},
    {"created_us", "CREATED", "creation time, in microseconds since 1970, UTC; Windows only",
     .type = VALUE_NUMBER, .unit = UNIT_US, .need = NEED_CREATED, .get = number_get, .set = set_created,
     .place = {AT(struct socket, created), .have = HAVE_CREATED}},
    {"age_ms", "AGE-MS", "milliseconds since its creation; Windows only",
     .type = VALUE_NUMBER, .unit = UNIT_MS, .flags = COLUMN_DERIVED, .need = NEED_CREATED, .get = get_age},
};
/* clang-format on */

const struct column_group origin_columns = {columns, COUNT_OF(columns)};
