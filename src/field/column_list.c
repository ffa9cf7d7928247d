/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Lists of columns: --columns LIST. */
#include "column.h"

void column_list_default(struct column_list *list, unsigned flags, unsigned without)
{
    size_t count = column_count();

    list->count = 0;
    for (size_t i = 0; i < count && list->count < COLUMN_LIST_MAX; i++) {
        const struct column *column = column_at(i);

        if ((column->flags & flags) != 0 && (column->flags & without) == 0)
            list->columns[list->count++] = column;
    }
}

bool column_list_has(const struct column_list *list, const struct column *column)
{
    for (size_t i = 0; i < list->count; i++)
        if (list->columns[i] == column)
            return true;
    return false;
}

void column_list_add(struct column_list *list, const struct column *column)
{
    if (list->count < COLUMN_LIST_MAX && !column_list_has(list, column))
        list->columns[list->count++] = column;
}

void column_list_remove(struct column_list *list, unsigned flags)
{
    size_t kept = 0;

    for (size_t i = 0; i < list->count; i++)
        if ((list->columns[i]->flags & flags) == 0)
            list->columns[kept++] = list->columns[i];
    list->count = kept;
}

void column_list_add_group(struct column_list *list, enum detail_group group)
{
    size_t count = column_count();

    for (size_t i = 0; i < count; i++)
        if (column_at(i)->group == group)
            column_list_add(list, column_at(i));
}

void column_list_add_details(struct column_list *list, uint32_t details)
{
    for (unsigned group = DETAILS_NONE + 1; group < DETAILS_GROUP_COUNT; group++)
        if ((details & DETAILS_BIT(group)) != 0)
            column_list_add_group(list, (enum detail_group)group);
}

unsigned column_list_flags(const struct column_list *list)
{
    unsigned flags = 0;

    for (size_t i = 0; i < list->count; i++)
        flags |= list->columns[i]->flags;
    return flags;
}

/* Whether its JSON key is in an object with others. */
static bool is_grouped(const struct column *column)
{
    return detail_group_names[column->group] != NULL;
}

void column_list_gather(struct column_list *list)
{
    struct column_list from = *list;

    list->count = 0;
    for (size_t i = 0; i < from.count; i++) {
        if (column_list_has(list, from.columns[i]))
            continue;
        list->columns[list->count++] = from.columns[i];
        for (size_t k = i + 1; k < from.count && is_grouped(from.columns[i]); k++)
            if (from.columns[k]->group == from.columns[i]->group)
                list->columns[list->count++] = from.columns[k];
    }
}

unsigned column_list_need(const struct column_list *list)
{
    unsigned need = 0;

    for (size_t i = 0; i < list->count; i++)
        need |= list->columns[i]->need;
    return need;
}

static bool no_such_column(struct text text, struct text word, struct error *error)
{
    struct text nearest = column_nearest(word);

    error_set(error, STATUS_USAGE,
              word.length == 0 ? "a column name is missing" : "unknown column");
    if (nearest.length != 0)
        error_remedy(error, "did you mean %.*s? `lsock --columns help` lists them all",
                     (int)nearest.length, nearest.bytes);
    else
        error_remedy(error, "`lsock --columns help` lists them all");
    return error_mark_part(error, text, word);
}

static enum detail_group group_of_name(struct text name)
{
    for (unsigned group = DETAILS_NONE + 1; group < DETAILS_GROUP_COUNT; group++)
        if (text_equal_nocase(name, text_of(detail_group_names[group])) && name.length > 0)
            return (enum detail_group)group;
    return DETAILS_NONE;
}

static bool is_upper_case(struct text name)
{
    for (size_t i = 0; i < name.length; i++)
        if (name.bytes[i] != '-' && (name.bytes[i] < '0' || name.bytes[i] > 'Z'))
            return false;
    return true;
}

/* `state` is the name of a column; STATE is the heading of another one. */
static const struct column *find_column(struct text name)
{
    const struct column *column = is_upper_case(name) ? column_find_heading(name) : NULL;

    if (column == NULL)
        column = column_find(name);
    if (column == NULL)
        column = column_find_word(name);
    if (column == NULL && group_of_name(name) == DETAILS_NONE)
        column = column_find_heading(name);
    return column;
}

bool column_list_replaces(struct text text)
{
    return text.bytes != NULL && (text.length == 0 || text.bytes[0] != '+');
}

bool column_list_parse(struct column_list *list, struct text text, struct error *error)
{
    struct text rest = text, name;

    if (column_list_replaces(text))
        list->count = 0;
    else
        rest = text_from(text, 1);
    while (text_next(&rest, ',', &name)) {
        const struct column *column = find_column(name);
        enum detail_group group = group_of_name(name);

        if (column == NULL && group == DETAILS_NONE)
            return no_such_column(text, name, error);
        if (list->count == COLUMN_LIST_MAX) {
            error_set(error, STATUS_USAGE, "more than %d columns", COLUMN_LIST_MAX);
            return error_mark_part(error, text, name);
        }
        if (column == NULL)
            column_list_add_group(list, group);
        else
            column_list_add(list, column);
    }
    return true;
}
