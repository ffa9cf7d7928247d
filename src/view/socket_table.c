/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "socket_table.h"

#include "detail_text.h"

static void cell(const void *context, size_t row, size_t column, struct value *value)
{
    const struct socket_table *table = context;

    column_get(table->list->columns[column], &table->context,
               snapshot_at(table->context.snapshot, table->rows[row]), value);
}

static void expect(const void *context, size_t row)
{
    const struct socket_table *table = context;
    const char *socket = (const char *)snapshot_at(table->context.snapshot, table->rows[row]);

    __builtin_prefetch(socket);
    __builtin_prefetch(socket + sizeof(struct socket) - 1); /* it may lie across two cache lines */
}

static const char *group(const void *context, size_t column)
{
    const struct socket_table *table = context;

    return table->groups[column];
}

static void detail(const void *context, size_t row, struct builder *out)
{
    const struct socket_table *table = context;

    detail_text(out, snapshot_at(table->context.snapshot, table->rows[row]), table->details,
                table->context.names);
}

void socket_table_add_details(struct socket_table *table, uint32_t groups)
{
    table->details = groups;
    table->table.detail = groups == 0 ? NULL : detail;
}

void socket_table_init(struct socket_table *table, const struct column_context *context,
                       const struct column_list *list, const uint32_t *rows, size_t row_count)
{
    table->context = *context;
    table->list = list;
    table->rows = rows;
    table->run.length = 0;
    table->run.text = (struct builder){0};
    table->details = 0;
    for (size_t i = 0; i < list->count; i++)
        table->groups[i] = detail_group_name(column_group_of(list->columns[i]));
    for (size_t i = 0; i < list->count; i++)
        table->columns[i] = (struct table_column){
            .key = list->columns[i]->name,
            .title = list->columns[i]->title,
            .right = (list->columns[i]->flags & COLUMN_RIGHT) != 0,
        };
    table->table = (struct table){
        .columns = table->columns,
        .column_count = list->count,
        .row_count = row_count,
        .cell = cell,
        .expect = expect,
        .group = group,
        .context = table,
        .names = context->names,
    };
}

static void annotate(const struct socket_table *table, size_t row, struct annotations *out)
{
    out->count = 0;
    if (row < table->table.row_count)
        table->context.annotator->annotate(
            table->context.snapshot, snapshot_at(table->context.snapshot, table->rows[row]), out);
}

static bool same_kind(const struct annotations *a, const struct annotations *b)
{
    if (a->count != b->count)
        return false;
    for (size_t i = 0; i < a->count; i++)
        if (!text_equal(text_of(a->list[i].code), text_of(b->list[i].code)))
            return false;
    return true;
}

static void add_sentences(struct builder *out, const struct annotations *annotations)
{
    for (size_t i = 0; i < annotations->count; i++) {
        builder_add(out, text_of(annotations->list[i].text));
        builder_add_byte(out, ' ');
    }
    builder_add_byte(out, '\n');
}

/* Of a run of rows, the first is explained, and behind the last stands how many more there were; a
 * second one that is the last speaks for itself. */
static struct text below(void *context, size_t row)
{
    struct socket_table *table = context;
    struct socket_table_run *run = &table->run;
    bool goes_on;

    builder_clear(&run->text);
    if (row == 0)
        annotate(table, row, &run->now);
    else
        run->now = run->next;
    annotate(table, row + 1, &run->next);
    if (run->now.count == 0)
        return builder_text(&run->text);
    goes_on = same_kind(&run->now, &run->next);
    if (run->length == 0 || (run->length == 1 && !goes_on))
        add_sentences(&run->text, &run->now);
    else if (!goes_on)
        builder_printf(&run->text, "The same is so of these %zu, with numbers of their own.\n",
                       run->length);
    run->length = goes_on ? run->length + 1 : 0;
    return builder_text(&run->text);
}

void socket_table_explain(struct socket_table *table)
{
    table->table.below = below;
    table->table.below_context = table;
}

void socket_table_free(struct socket_table *table)
{
    builder_free(&table->run.text);
}
