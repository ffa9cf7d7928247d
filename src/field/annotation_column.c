/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The column of --explain: what lsock concludes about a socket. */
#include "annotation.h"
#include "column_group.h"

enum item_column { ITEM_CODE, ITEM_TEXT };

static const struct list_column item_columns[] = {
    [ITEM_CODE] = {"code", VALUE_TEXT, "a stable word for the kind of sentence"},
    [ITEM_TEXT] = {"text", VALUE_TEXT, "the sentence, for people"},
};

static const struct list_type sentence_list = {
    .columns = item_columns,
    .column_count = COUNT_OF(item_columns),
    .name = ITEM_CODE,
    .number = LIST_NO_NUMBER,
};

static void item_cell(const struct list *list, size_t item, size_t column, struct value *out)
{
    const struct annotation *annotation = (const struct annotation *)list->items + item;

    *out = (struct value){.presence = VALUE_KNOWN, .type = VALUE_TEXT};
    out->text = text_of(column == ITEM_CODE ? annotation->code : annotation->text);
}

GETTER(explain)
{
    struct annotator *annotator = context->annotator;

    if (annotator == NULL) {
        value_unknown(value);
        return;
    }
    annotator->annotate(annotator->evidence, socket, &annotator->last);
    value->list = (struct list){
        .type = &sentence_list,
        .items = annotator->last.list,
        .count = annotator->last.count,
        .cell = item_cell,
    };
}

/* clang-format off */
static const struct column columns[] = {
    {"explain", "EXPLAIN", "what its numbers mean: who must act, what is queued; only with --explain",
     .type = VALUE_LIST, .flags = COLUMN_NO_FILTER | COLUMN_ALONE | COLUMN_DERIVED,
     .need = NEED_DETAILS(DETAILS_TIMER) | NEED_DETAILS(DETAILS_TCP_INFO) |
             NEED_DETAILS(DETAILS_MEMORY),
     .get = get_explain, .list = &sentence_list},
};
/* clang-format on */

const struct column_group annotation_columns = {columns, COUNT_OF(columns)};
