/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The groups of columns joined into one table. */
#include "column.h"

#include "column_group.h"
#include "nearest.h"

/* In the order of JSON keys; a new group goes to the end. */
static const struct column_group *const groups[] = {
    &core_columns,     &owner_columns,   &netns_columns, &cgroup_columns,  &age_columns,      &explain_columns,
    &extended_columns, &timer_columns,   &memory_columns, &tcp_info_columns, &congestion_columns,
    &ulp_columns,      &traffic_columns, &option_columns, &family_columns,   &event_columns, &bpf_columns,
};

size_t column_count(void)
{
    size_t count = 0;

    for (size_t i = 0; i < COUNT_OF(groups); i++)
        count += groups[i]->count;
    return count;
}

const struct column *column_at(size_t index)
{
    size_t group = 0;

    while (index >= groups[group]->count)
        index -= groups[group++]->count;
    return &groups[group]->columns[index];
}

size_t column_index(const struct column *column)
{
    size_t before = 0;

    for (size_t i = 0; i < COUNT_OF(groups); before += groups[i++]->count)
        if (column >= groups[i]->columns && column < groups[i]->columns + groups[i]->count)
            return before + (size_t)(column - groups[i]->columns);
    return before;
}

enum detail_group column_group_of(const struct column *column)
{
    for (size_t i = 0; i < COUNT_OF(groups); i++)
        if (column >= groups[i]->columns && column < groups[i]->columns + groups[i]->count)
            return groups[i]->group;
    return DETAILS_NONE;
}

void column_get(const struct column *column, const struct column_context *context,
                const struct socket *socket, struct value *value)
{
    value->presence = VALUE_KNOWN;
    value->type = column->type;
    value->role = ROLE_PLAIN;
    value->more = false;
    column->get(context, socket, value);
}

static char plain_letter(char letter)
{
    return letter == '-' ? '_' : ascii_lower(letter);
}

static bool same_name(struct text typed, const char *name)
{
    for (size_t i = 0; i < typed.length; i++) {
        char c = plain_letter(typed.bytes[i]);

        /* Also ends at the zero byte of a shorter name. */
        if (c != plain_letter(name[i]) || c == '\0')
            return false;
    }
    return name[typed.length] == '\0';
}

const struct column *column_find(struct text name)
{
    size_t count = column_count();

    for (size_t i = 0; i < count; i++)
        if (same_name(name, column_at(i)->name))
            return column_at(i);
    return NULL;
}

const struct column *column_find_heading(struct text heading)
{
    size_t count = column_count();

    for (size_t i = 0; i < count; i++)
        if (same_name(heading, column_at(i)->title))
            return column_at(i);
    return NULL;
}

struct text column_nearest(struct text name)
{
    struct nearest nearest = {{NULL, 0}, 0};
    size_t count = column_count();

    for (size_t i = 0; i < count; i++)
        nearest_offer(&nearest, name, text_of(column_at(i)->name));
    return nearest.best;
}
