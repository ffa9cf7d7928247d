/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Blocks about the output: columns, codes of notes, exit statuses, recipes for scripts. */
#include "blocks.h"
#include "columns_table.h"
#include "mdoc.h"
#include "metrics.h"
#include "note.h"
#include "recipe.h"

static void add_list_items(struct builder *out, const struct list_type *list)
{
    size_t longest = 0;

    for (size_t i = 1; i < list->column_count; i++)
        if (strlen(list->columns[i].key) > strlen(list->columns[longest].key))
            longest = i;
    builder_printf(out, ".Bl -tag -width %s -compact\n", list->columns[longest].key);
    for (size_t i = 0; i < list->column_count; i++)
        mdoc_item(out, list->columns[i].key, list->columns[i].help);
    builder_add(out, TEXT(".El\n"));
}

/* The first column with this list. */
static const struct column *first_with(const struct list_type *list)
{
    size_t i = 0;

    while (column_at(i)->list != list)
        i++;
    return column_at(i);
}

void man_columns(struct builder *out)
{
    size_t count = column_count();

    for (size_t i = 0; i < count; i++) {
        const struct column *column = column_at(i);
        const char *place = column_default_word(column);

        mdoc_item(out, column->name, column->help);
        builder_printf(out, ".Pq %s%s%s%s\n", column_type_word(column),
                       (column->flags & COLUMN_SUM) != 0 ? "; sum" : "",
                       place[0] == '\0' ? "" : "; ", place);
        if (column->list != NULL && first_with(column->list) == column)
            add_list_items(out, column->list);
        else if (column->list != NULL)
            builder_printf(out, "Its keys are those of\n.Cm %s .\n",
                           first_with(column->list)->name);
    }
}

void man_notes(struct builder *out)
{
    for (size_t i = 0; i < note_code_count; i++)
        mdoc_item(out, note_codes[i].code, note_codes[i].meaning);
}

void man_exit_status(struct builder *out)
{
    for (unsigned status = 0; status < STATUS_COUNT; status++) {
        builder_printf(out, ".It %u\n", status);
        mdoc_text(out, text_of(exit_status_meanings[status]));
    }
}

void man_metrics(struct builder *out)
{
    const struct metric *metric;
    const char *label;

    for (size_t i = 0; (metric = metric_at(i)) != NULL; i++) {
        struct builder labels = {0};

        mdoc_item(out, metric->name, metric->help);
        builder_add(&labels, text_of(metric->is_counter ? "counter" : "gauge"));
        for (size_t k = 0; (label = metric_label(metric, k)) != NULL; k++)
            builder_printf(&labels, "%s %s", k == 0 ? ";" : ",", label);
        builder_add(out, TEXT(".Po\n"));
        mdoc_spill(out, &labels);
        builder_add(out, TEXT(".Pc\n"));
    }
}

void man_recipes(struct builder *out)
{
    for (size_t i = 0; i < recipe_count; i++) {
        if (i > 0)
            builder_add(out, TEXT(".Pp\n"));
        mdoc_text(out, text_of(recipes[i].title));
        builder_add(out, TEXT(".Bd -literal -offset indent\n"));
        for (size_t line = 0; line < RECIPE_LINES && recipes[i].lines[line] != NULL; line++)
            mdoc_literal(out, text_of(recipes[i].lines[line]));
        builder_add(out, TEXT(".Ed\n"));
    }
}
