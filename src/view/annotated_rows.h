/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What people read below the rows of a listing with --explain. A kind of row is what the same
 * sentences are said of, whatever their numbers; it is told at length only a few times. */
#ifndef LSOCK_ANNOTATED_ROWS_H
#define LSOCK_ANNOTATED_ROWS_H

#include "annotation.h"
#include "builder.h"
#include "column.h"

#define ANNOTATED_KINDS_MAX 64 /* any more are told each time */

struct annotated_rows {
    const struct column_context *context;
    const uint32_t *rows; /* of the snapshot */
    size_t row_count;
    struct annotations now, next;
    size_t run; /* rows above of the kind of this one, which follow one another */
    struct annotated_kind {
        const char *codes[ANNOTATIONS_MAX];
        size_t code_count;
        uint32_t first; /* row of the snapshot where it was told first */
        unsigned told;
    } kinds[ANNOTATED_KINDS_MAX];
    size_t kind_count;
    struct builder text;
};

/* `context` and `rows` must live as long. */
void annotated_rows_init(struct annotated_rows *explained, const struct column_context *context,
                         const uint32_t *rows, size_t row_count);
void annotated_rows_free(struct annotated_rows *explained);

/* The lines below a row, empty where there is nothing to say; good until the next call, which must
 * be for the next row. */
struct text annotated_rows_below(struct annotated_rows *explained, size_t row);

#endif
