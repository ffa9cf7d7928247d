/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "shown.h"

#include "ask.h"

static void add(struct column_list *columns, const char *name)
{
    column_list_add(columns, column_find(text_of(name)));
}

/* Returns NEED_… for showing owners; 0: not shown. */
static unsigned owners_need(const struct options *options, const struct gathering *gathering)
{
    unsigned need = NEED_OWNERS;

    if (!ask_wants_owners(gathering, options))
        return 0;
    if (format_is_json(options->format) || (options->owners & OWNERS_UNITS) != 0)
        need |= NEED_OWNER_CGROUPS;
    if (format_is_json(options->format))
        need |= NEED_OWNER_PATHS;
    if ((options->owners & OWNERS_CONTEXTS) != 0)
        need |= NEED_OWNER_CONTEXTS;
    if ((options->owners & OWNERS_SOCKET_CONTEXTS) != 0)
        need |= NEED_SOCKET_CONTEXTS;
    return need;
}

static void add_owners(struct column_list *columns, const struct options *options, unsigned need)
{
    if (need == 0)
        return;
    add(columns, "processes");
    if (options->kinds.named == PROTOCOL_BIT(PROTOCOL_UNIX))
        add(columns, "peer_process");
    if ((options->owners & OWNERS_UNITS) != 0)
        add(columns, "unit");
    if ((options->owners & OWNERS_THREADS) != 0)
        add(columns, "tid");
    if ((need & NEED_OWNER_CONTEXTS) != 0)
        add(columns, "context");
    if ((need & NEED_SOCKET_CONTEXTS) != 0)
        add(columns, "socket_context");
}

/* JSON always starts with its core keys, in their order. */
static void prepend_core(struct column_list *list)
{
    struct column_list chosen = *list;

    column_list_default(list, COLUMN_CORE, 0);
    for (size_t i = 0; i < chosen.count; i++)
        column_list_add(list, chosen.columns[i]);
}

/* Adds the columns of details. A table shows details below the rows instead. */
static void add_details(struct column_list *columns, const struct options *options,
                        const struct gathering *gathering)
{
    if (options->format == FORMAT_TABLE || format_is_tool(options->format))
        return;
    column_list_add_details(columns, options->details);
    if (!format_is_json(options->format))
        return;
    if (gathering->recording != NULL)
        recording_add_imported(gathering->recording, columns);
    column_list_gather(columns);
}

/* Returns NEED_… of the columns. The core columns need owners only if another option asks for
 * them. */
static unsigned need_of(const struct column_list *columns, const struct options *options)
{
    unsigned need = options->details << NEED_DETAILS_SHIFT;

    if (((column_list_flags(columns) & COLUMN_QUEUE) != 0 && !options->count) ||
        options->record != NULL)
        need |= NEED_QUEUES;
    if (options->cgroups)
        need |= column_find(TEXT("socket_cgroup"))->need;
    if (options->explain)
        need |= column_find(TEXT("explain"))->need | NEED_QUEUES;
    return need;
}

static bool is_shown(const struct column_list *columns, const struct column *column)
{
    return column_list_has(columns, column) ||
           (column->within != NULL &&
            column_list_has(columns, column_find(text_of(column->within))));
}

/* Shows the columns that people sort by. */
static void add_order(struct column_list *columns, const struct order *order,
                      const struct options *options)
{
    unsigned without = options->no_queues ? COLUMN_QUEUE : 0;

    for (size_t i = 0; i < order->count; i++) {
        const struct column *column = order->keys[i].column;

        if ((column->flags & without) == 0 && !is_shown(columns, column))
            column_list_add(columns, column);
    }
}

/* Refuses -Q or -p if the chosen columns leave them without effect. */
static bool check_effects(const struct column_list *columns, const struct options *options,
                          struct error *error)
{
    const char *idle = NULL;

    if (options->columns.bytes == NULL || !column_list_replaces(options->columns) ||
        format_is_json(options->format))
        return true;
    if (options->no_queues)
        idle = "-Q";
    else if ((options->owners & OWNERS_SHOWN) != 0 && options->record == NULL &&
             (column_list_need(columns) & NEED_OWNERS) == 0)
        idle = "-p (or -T, -Z, -z)";
    if (idle == NULL)
        return true;
    error_set(error, STATUS_USAGE, "%s has no effect: --columns LIST chooses every column", idle);
    error_remedy(error, "--columns +LIST adds columns");
    return false;
}

bool shown_choose(struct column_list *columns, const struct options *options,
                  struct gathering *gathering, struct error *error)
{
    struct query *query = &gathering->query;
    unsigned owners = owners_need(options, gathering);

    if (!ask_check_owners(gathering, options, error))
        return false;
    if ((options->owners & OWNERS_HIDDEN) != 0 && gathering->recording != NULL &&
        options->format != FORMAT_TABLE)
        return error_set(
            error, STATUS_USAGE,
            "--no-processes has no effect: JSON and CSV keep the owners of a recording");
    column_list_default(columns,
                        options->format == FORMAT_TABLE || format_is_tool(options->format)
                            ? COLUMN_TABLE
                        : format_is_json(options->format) ? COLUMN_CORE | COLUMN_JSON
                                                          : COLUMN_CORE | COLUMN_CSV,
                        options->no_queues ? COLUMN_QUEUE : 0);
    if (format_is_tool(options->format))
        add_owners(columns, options, owners);
    if (options->format == FORMAT_TABLE) {
        if (places_are_all(query))
            add(columns, "namespace");
        add_owners(columns, options, owners);
        add_order(columns, &query->order, options);
    }
    if (options->columns.bytes != NULL) {
        if (!column_list_parse(&query->asked, options->columns, error) ||
            !column_list_parse(columns, options->columns, error))
            return false;
        if (format_is_json(options->format))
            prepend_core(columns);
    }
    add_details(columns, options, gathering);
    if (options->cgroups)
        add(columns, "socket_cgroup");
    if (options->explain && options->format != FORMAT_TABLE)
        add(columns, "explain");
    if (!check_effects(columns, options, error))
        return false;
    query->need |= owners | need_of(columns, options);
    query->command_lines = (column_list_need(&query->asked) & NEED_COMMAND_LINES) != 0;
    return true;
}
