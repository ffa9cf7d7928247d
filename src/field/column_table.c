/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Joins the groups of columns into one table. */
#include "column.h"

#include <string.h>

#include "column_group.h"
#include "nearest.h"

/* In the order of JSON keys; new groups go to the end. */
static const struct column_group *const groups[] = {
    &core_columns,   &owner_columns,  &origin_columns,   &annotation_columns, &extended_columns,
    &timer_columns,  &memory_columns, &tcp_info_columns, &congestion_columns, &ulp_columns,
    &option_columns, &family_columns, &event_columns,    &bpf_columns,
    &rate_columns,
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

const char *column_word(const struct column *column, size_t index)
{
    const struct column_place *place = &column->place;

    if (column->words != NULL)
        return column->words(index);
    for (size_t i = 0; i < place->word_count; i++)
        if (place->words[i] != NULL && place->words[i][0] != '\0' && index-- == 0)
            return place->words[i];
    return NULL;
}

void column_get(const struct column *column, const struct column_context *context,
                const struct socket *socket, struct value *value)
{
    value->presence = VALUE_KNOWN;
    value->type = column->type;
    value->role = ROLE_PLAIN;
    value->more = false;
    column->get(column, context, socket, value);
}

static char plain_letter(char letter)
{
    return letter == '-' ? '_' : ascii_lower(letter);
}

/* Returns the rest of `name` after the typed part; NULL: it starts differently. */
static const char *rest_of(struct text typed, const char *name)
{
    for (size_t i = 0; i < typed.length; i++) {
        char c = plain_letter(typed.bytes[i]);

        /* also stops at the zero byte of a shorter name */
        if (c != plain_letter(name[i]) || c == '\0')
            return NULL;
    }
    return name + typed.length;
}

static bool is_name(const struct column *column, struct text typed)
{
    const char *rest = rest_of(typed, column->name);

    return rest != NULL && *rest == '\0';
}

static bool is_heading(const struct column *column, struct text typed)
{
    const char *rest = rest_of(typed, column->title);

    return rest != NULL && *rest == '\0';
}

static bool is_name_without_unit(const struct column *column, struct text typed)
{
    static const char *const suffixes[UNIT_COUNT] = {
        [UNIT_BYTES] = "_bytes", [UNIT_US] = "_us",   [UNIT_MS] = "_ms",
        [UNIT_S] = "_s",         [UNIT_BPS] = "_bps",
    };
    const char *rest = rest_of(typed, column->name);

    return rest != NULL && column->unit != UNIT_NONE && strcmp(rest, suffixes[column->unit]) == 0;
}

static const struct column *find(struct text typed,
                                 bool (*is)(const struct column *column, struct text typed))
{
    for (size_t i = 0, count = column_count(); i < count; i++)
        if (is(column_at(i), typed))
            return column_at(i);
    return NULL;
}

const struct column *column_find(struct text name)
{
    return find(name, is_name);
}

const struct column *column_find_heading(struct text heading)
{
    return find(heading, is_heading);
}

const struct column *column_find_word(struct text word)
{
    const struct column *column = column_find(word);

    if (column == NULL)
        column = find(word, is_name_without_unit);
    return column == NULL || (column->flags & COLUMN_NO_FILTER) == 0 ? column : NULL;
}

struct text column_nearest(struct text name)
{
    struct nearest nearest = {{NULL, 0}, 0};
    size_t count = column_count();

    for (size_t i = 0; i < count; i++)
        if (!is_name(column_at(i), name))
            nearest_offer(&nearest, name, text_of(column_at(i)->name));
    for (size_t i = 0; i < count && nearest.best.length == 0 && name.length >= 3; i++)
        if (text_contains(text_of(column_at(i)->name), name))
            nearest.best = text_of(column_at(i)->name);
    return nearest.best;
}
