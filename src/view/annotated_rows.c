/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "annotated_rows.h"

#include <stdlib.h>
#include <string.h>

#include "array.h"
#include "hash.h"

/* What rows have in common. Compared and hashed as bytes. */
struct annotated_key {
    uint64_t shapes[ANNOTATIONS_MAX]; /* 0 behind the last one */
    uint64_t process;                 /* 1 + number of the first owner; 0: none is known */
};

struct annotated_kind {
    struct annotated_key key;
    size_t first; /* row where it is explained */
    size_t count;
};

void annotated_rows_init(struct annotated_rows *explained, const struct column_context *context,
                         const uint32_t *rows, size_t row_count)
{
    *explained = (struct annotated_rows){.context = context, .rows = rows, .row_count = row_count};
}

static void forget_kinds(struct annotated_rows *explained)
{
    free(explained->kinds_of_rows);
    explained->kinds_of_rows = NULL;
    free(explained->kinds);
    explained->kinds = NULL;
    distinct_free(&explained->distinct);
}

void annotated_rows_free(struct annotated_rows *explained)
{
    forget_kinds(explained);
    builder_free(&explained->text);
}

static const struct socket *socket_of(const struct annotated_rows *explained, size_t row)
{
    return snapshot_at(explained->context->snapshot, explained->rows[row]);
}

static void annotate(struct annotated_rows *explained, size_t row)
{
    const struct annotator *annotator = explained->context->annotator;

    annotator->annotate(annotator->evidence, socket_of(explained, row), &explained->now);
}

static struct annotated_key key_of(const struct annotated_rows *explained, size_t row)
{
    const struct owner *owner =
        owner_first(&explained->context->snapshot->owners, socket_of(explained, row));
    struct annotated_key key;

    memset(&key, 0, sizeof(key));
    for (size_t i = 0; i < explained->now.count; i++)
        key.shapes[i] = explained->now.list[i].shape;
    key.process = owner == NULL ? 0 : (uint64_t)owner->process + 1;
    return key;
}

struct wanted {
    const struct annotated_kind *kinds;
    struct annotated_key key;
};

static bool same_kind(const void *value, uint32_t number)
{
    const struct wanted *wanted = value;

    return memcmp(&wanted->kinds[number].key, &wanted->key, sizeof(wanted->key)) == 0;
}

static bool count_row(struct annotated_rows *explained, size_t row)
{
    size_t before = explained->distinct.count;
    struct wanted wanted = {explained->kinds, key_of(explained, row)};
    struct hash hash = hash_start;
    struct annotated_kind *kinds;
    uint32_t number;

    hash_add_bytes(&hash, &wanted.key, sizeof(wanted.key));
    number = distinct_enter(&explained->distinct, hash_end(hash), same_kind, &wanted);
    if (number == DISTINCT_NONE)
        return false;
    if (number == before) {
        kinds = array_grow(explained->kinds, before, sizeof(*kinds));
        if (kinds == NULL)
            return false;
        explained->kinds = kinds;
        kinds[number] = (struct annotated_kind){wanted.key, row, 0};
    }
    explained->kinds[number].count++;
    explained->kinds_of_rows[row] = number;
    return true;
}

static void count_rows(struct annotated_rows *explained)
{
    explained->counted = true;
    explained->kinds_of_rows = calloc(explained->row_count, sizeof(*explained->kinds_of_rows));
    if (explained->kinds_of_rows == NULL)
        return;
    for (size_t row = 0; row < explained->row_count; row++) {
        annotate(explained, row);
        if (!count_row(explained, row)) {
            forget_kinds(explained);
            return;
        }
    }
}

static void add_more(struct builder *out, const struct annotated_kind *kind,
                     const struct owners *owners)
{
    size_t more = kind->count - 1;

    builder_printf(out, "The same applies to %zu more %s", more, more == 1 ? "row" : "rows");
    if (kind->key.process > 0) {
        const struct process *process = &owners->processes[kind->key.process - 1];

        builder_add(out, TEXT(" of "));
        builder_add(out, process->command.length == 0 ? TEXT("process ") : process->command);
        builder_printf(out, "[%u]", (unsigned)process->pid);
    }
    builder_add(out, TEXT(".\n"));
}

struct text annotated_rows_below(struct annotated_rows *explained, size_t row)
{
    const struct annotated_kind *kind = NULL;
    struct builder *out = &explained->text;

    builder_clear(out);
    if (!explained->counted)
        count_rows(explained);
    if (explained->kinds_of_rows != NULL)
        kind = &explained->kinds[explained->kinds_of_rows[row]];
    if (kind != NULL && (kind->first != row || kind->key.shapes[0] == 0))
        return builder_text(out);
    annotate(explained, row);
    for (size_t i = 0; i < explained->now.count; i++) {
        builder_add(out, text_of(explained->now.list[i].text));
        builder_add_byte(out, ' ');
    }
    if (explained->now.count > 0)
        builder_add_byte(out, '\n');
    if (kind != NULL && kind->count > 1)
        add_more(out, kind, &explained->context->snapshot->owners);
    return builder_text(out);
}
