/* SPDX-License-Identifier: GPL-2.0-or-later */
/* --group-by: counts sockets by the values of columns. */
#include <stdlib.h>

#include "ask.h"
#include "group_table.h"
#include "privilege.h"
#include "verb.h"

/* The columns to group by, and the columns to sum. */
struct grouping {
    struct column_list by, sums;
};

static bool choose_by(struct column_list *by, struct text list, struct error *error)
{
    size_t single = 0;

    if (!column_list_parse(by, list, error))
        return false;
    while (single < by->count && by->columns[single]->type != VALUE_LIST)
        single++;
    if (by->count <= GROUPS_BY_MAX && single == by->count)
        return true;
    if (by->count > GROUPS_BY_MAX) {
        error_set(error, STATUS_USAGE, "--group-by takes at most %d columns", GROUPS_BY_MAX);
    } else {
        error_set(error, STATUS_USAGE, "%s is a list: sockets cannot be grouped by it",
                  by->columns[single]->name);
        error_remedy(error, "`--group-by process,pid` groups by each process");
    }
    return error_mark(error, list, 0, list.length);
}

/* Adds the columns to sum. For a group of details these are its summable columns. */
static bool add_sums(struct grouping *grouping, struct text word, struct error *error)
{
    struct column_list named = {.count = 0};

    if (!column_list_parse(&named, word, error))
        return false;
    for (size_t i = 0; i < named.count; i++) {
        const struct column *column = named.columns[i];

        if ((column->flags & COLUMN_SUM) != 0) {
            if (!column_list_has(&grouping->by, column))
                column_list_add(&grouping->sums, column);
        } else if (named.count == 1) {
            error_set(error, STATUS_USAGE, "%s cannot be summed up", column->name);
            error_remedy(error, "`lsock --sort -%s` lists the sockets by it", column->name);
            return error_mark(error, word, 0, word.length);
        }
    }
    return true;
}

/* Sums the queues unless --columns selects other columns. */
static bool choose_sums(struct grouping *grouping, struct text list, struct error *error)
{
    struct text rest = list, word;

    if (!column_list_replaces(list)) {
        for (size_t i = 0; i < column_count(); i++)
            if ((column_at(i)->flags & COLUMN_SUM) != 0 &&
                (column_at(i)->flags & COLUMN_QUEUE) != 0 &&
                !column_list_has(&grouping->by, column_at(i)))
                column_list_add(&grouping->sums, column_at(i));
        if (list.bytes == NULL)
            return true;
        (void)text_take_until(&rest, '+');
    }
    while (text_next(&rest, ',', &word))
        if (!add_sums(grouping, word, error))
            return false;
    return true;
}

/* Also sums the columns that --sort names. */
static bool choose_order(struct grouping *grouping, const struct order *order, struct error *error)
{
    for (size_t i = 0; i < order->count; i++) {
        const struct column *column = order->keys[i].column;

        if (column == &groups_sockets || column_list_has(&grouping->by, column))
            continue;
        if ((column->flags & COLUMN_SUM) != 0) {
            column_list_add(&grouping->sums, column);
            continue;
        }
        error_set(error, STATUS_USAGE, "groups cannot be sorted by %s", column->name);
        error_remedy(error, "--sort takes `sockets`, the columns of --group-by, and sums");
        return false;
    }
    return true;
}

static bool choose(struct grouping *grouping, struct gathering *gathering,
                   const struct options *options, struct error *error)
{
    struct query *query = &gathering->query;

    if (!choose_by(&grouping->by, options->group_by, error) ||
        !choose_sums(grouping, options->columns, error) ||
        !choose_order(grouping, &query->order, error))
        return false;
    query->asked = grouping->by;
    for (size_t i = 0; options->columns.bytes != NULL && i < grouping->sums.count; i++)
        column_list_add(&query->asked, grouping->sums.columns[i]);
    query->need |= column_list_need(&grouping->by) | column_list_need(&grouping->sums);
    query->limit = QUERY_NO_LIMIT; /* the limit applies to groups, not to sockets */
    return true;
}

static bool print(const struct gathering *gathering, const struct run *run,
                  const struct groups *groups, struct error *error)
{
    const struct options *options = run->options;
    size_t count = options->limit < groups->count ? (size_t)options->limit : groups->count;
    struct document document = ask_document(gathering, run);
    struct group_table table;
    uint32_t *order;
    bool printed;

    if (options->count) {
        present_count(&run->presentation, count);
        return true;
    }
    order = groups_sorted(groups, &gathering->query.order);
    if (order == NULL)
        return error_out_of_memory(error);
    group_table_init(&table, groups, order, count, options->format == FORMAT_TABLE);
    if (options->format == FORMAT_TABLE && options->columns.bytes == NULL && count > 0)
        group_table_leave_out_empty(&table);
    printed = present(&run->presentation, &document, &table.table, error);
    free(order);
    return printed;
}

static bool count_rows(const struct gathering *gathering, struct groups *groups,
                       struct error *error)
{
    for (size_t i = 0; i < gathering->count; i++)
        if (!groups_add(groups, gathering->rows[i]))
            return error_out_of_memory(error);
    return true;
}

static bool group(struct gathering *gathering, const struct run *run,
                  enum exit_status *status UNUSED, struct error *error)
{
    struct grouping grouping = {.by = {.count = 0}};
    struct column_context context;
    struct groups groups;
    bool done;

    if (!ask_open(gathering, run, error) || !choose(&grouping, gathering, run->options, error) ||
        !gather_rows(gathering, error))
        return false;
    context = ask_context(gathering, run->options);
    groups_init(&groups, &context, &grouping.by, &grouping.sums);
    done = count_rows(gathering, &groups, error) && print(gathering, run, &groups, error) &&
           present_end(&run->presentation, &gathering->snapshot.notes, error);
    groups_free(&groups);
    return done;
}

const struct verb verb_group = {
    .name = "--group-by",
    .chosen = CHOSEN_GROUP,
    .usage = "COLUMNS [OPTIONS] [FILTER]",
    .summary = "count sockets by the values of columns",
    .takes = OPTIONS_CHOOSE | OPTIONS_COLUMNS | OPTIONS_RESOLVE | OPTIONS_ORDER | OPTIONS_LIMIT |
             OPTIONS_COUNT | OPTIONS_TABLE | OPTIONS_JSON | OPTIONS_PLACE | OPTIONS_TREE |
             OPTIONS_READ,
    .options = "watch group-by",
    .words = COMPLETE_FILTER,
    .names = true,
    .privileges = PRIVILEGE_OWNERS | PRIVILEGE_MARKS,
    .schema = &group_schema,
    .run = ask_run_verb,
    .work = group,
};
