/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "listing_columns.h"

#include "owners.h"
#include "places.h"
#include "printing.h"

static unsigned default_columns(enum format format)
{
    switch (format) {
    case FORMAT_TABLE:
        return COLUMN_TABLE;
    case FORMAT_CSV:
        return COLUMN_CORE;
    default:
        return COLUMN_CORE | COLUMN_JSON;
    }
}

/* JSON keeps its core keys, in their order, before those that were chosen. */
static void prepend_core(struct column_list *list)
{
    struct column_list chosen = *list;

    column_list_default(list, COLUMN_CORE, 0);
    for (size_t i = 0; i < chosen.count; i++)
        if (!column_list_has(list, chosen.columns[i]) && list->count < COLUMN_LIST_MAX)
            list->columns[list->count++] = chosen.columns[i];
}

/* In a table details stand below the rows. */
static void add_details(struct column_list *columns, const struct options *options)
{
    if (options->format == FORMAT_TABLE)
        return;
    for (unsigned group = DETAILS_NONE + 1; group < DETAILS_GROUP_COUNT; group++)
        if ((options->details & DETAILS_BIT(group)) != 0)
            column_list_add_group(columns, (enum detail_group)group);
    if (format_is_json(options->format))
        column_list_gather(columns);
}

static void add(struct column_list *columns, const char *name)
{
    const struct column *column = column_find(text_of(name));

    if (!column_list_has(columns, column) && columns->count < COLUMN_LIST_MAX)
        columns->columns[columns->count++] = column;
}

/* Some stand in every format; a table has the sentences below its rows. */
static void add_asked(struct column_list *columns, const struct options *options)
{
    if (options->cgroups)
        add(columns, "socket_cgroup");
    if (options->explain && options->format != FORMAT_TABLE)
        add(columns, "explain");
}

bool listing_columns_choose(struct column_list *columns, const struct options *options,
                            struct error *error)
{
    column_list_default(columns, default_columns(options->format),
                        options->no_queues ? COLUMN_QUEUE : 0);
    if (options->format == FORMAT_TABLE) {
        places_add_columns(columns, options);
        owners_add_columns(columns, options);
    }
    if (options->columns.bytes != NULL) {
        if (!column_list_parse(columns, options->columns, error))
            return false;
        if (format_is_json(options->format))
            prepend_core(columns);
    }
    add_details(columns, options);
    add_asked(columns, options);
    return true;
}
