/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "annotated_rows.h"

#include "cell.h"

/* Before it is only said where the kind was told first. */
#define TOLD_MAX 3

void annotated_rows_init(struct annotated_rows *explained, const struct column_context *context,
                         const uint32_t *rows, size_t row_count)
{
    explained->context = context;
    explained->rows = rows;
    explained->row_count = row_count;
    explained->run = 0;
    explained->kind_count = 0;
    explained->text = (struct builder){0};
}

void annotated_rows_free(struct annotated_rows *explained)
{
    builder_free(&explained->text);
}

static void annotate(const struct annotated_rows *explained, size_t row, struct annotations *out)
{
    const struct column_context *context = explained->context;

    out->count = 0;
    if (row < explained->row_count)
        context->annotator->annotate(context->annotator->evidence,
                                     snapshot_at(context->snapshot, explained->rows[row]), out);
}

static bool is_kind(const struct annotated_kind *kind, const struct annotations *annotations)
{
    if (kind->code_count != annotations->count)
        return false;
    for (size_t i = 0; i < kind->code_count; i++)
        if (!text_equal(text_of(kind->codes[i]), text_of(annotations->list[i].code)))
            return false;
    return true;
}

static void set_kind(struct annotated_kind *kind, const struct annotations *annotations,
                     uint32_t row)
{
    *kind = (struct annotated_kind){.code_count = annotations->count, .first = row};
    for (size_t i = 0; i < annotations->count; i++)
        kind->codes[i] = annotations->list[i].code;
}

/* NULL: there is no room for one more. */
static struct annotated_kind *find_kind(struct annotated_rows *explained, size_t row)
{
    struct annotated_kind *kind;

    for (size_t i = 0; i < explained->kind_count; i++)
        if (is_kind(&explained->kinds[i], &explained->now))
            return &explained->kinds[i];
    if (explained->kind_count == ANNOTATED_KINDS_MAX)
        return NULL;
    kind = &explained->kinds[explained->kind_count++];
    set_kind(kind, &explained->now, explained->rows[row]);
    return kind;
}

static void add_sentences(struct builder *out, const struct annotations *annotations)
{
    for (size_t i = 0; i < annotations->count; i++) {
        builder_add(out, text_of(annotations->list[i].text));
        builder_add_byte(out, ' ');
    }
    builder_add_byte(out, '\n');
}

static void add_end(struct annotated_rows *explained, uint32_t row, struct text column)
{
    struct value value;

    column_get(column_find(column), explained->context,
               snapshot_at(explained->context->snapshot, row), &value);
    cell_write(&explained->text, &value, explained->context->names, NULL);
    builder_add_byte(&explained->text, ' ');
}

static void tell(struct annotated_rows *explained, size_t row)
{
    struct annotated_kind *kind = find_kind(explained, row);

    if (kind == NULL || kind->told < TOLD_MAX) {
        add_sentences(&explained->text, &explained->now);
        if (kind != NULL)
            kind->told++;
        return;
    }
    builder_add(&explained->text, TEXT("As of "));
    add_end(explained, kind->first, TEXT("local"));
    add_end(explained, kind->first, TEXT("remote"));
    builder_add(&explained->text, TEXT("above, with numbers of its own.\n"));
}

/* Of a run of rows, the first is told, and behind the last stands how many more there were; a
 * second one that is the last speaks for itself. */
struct text annotated_rows_below(struct annotated_rows *explained, size_t row)
{
    struct annotated_kind now;
    bool goes_on;

    builder_clear(&explained->text);
    if (row == 0)
        annotate(explained, row, &explained->now);
    else
        explained->now = explained->next;
    annotate(explained, row + 1, &explained->next);
    if (explained->now.count == 0)
        return builder_text(&explained->text);
    set_kind(&now, &explained->now, explained->rows[row]);
    goes_on = is_kind(&now, &explained->next);
    if (explained->run == 0 || (explained->run == 1 && !goes_on))
        tell(explained, row);
    else if (!goes_on)
        builder_printf(&explained->text,
                       "The same is so of these %zu, with numbers of their own.\n", explained->run);
    explained->run = goes_on ? explained->run + 1 : 0;
    return builder_text(&explained->text);
}
