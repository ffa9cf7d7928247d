/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What people read below the rows of a listing with --explain. Rows of one process whose sentences
 * differ only in numbers are explained once and then only counted. */
#ifndef LSOCK_ANNOTATED_ROWS_H
#define LSOCK_ANNOTATED_ROWS_H

#include "annotation.h"
#include "builder.h"
#include "column.h"
#include "distinct.h"

struct annotated_rows {
    const struct column_context *context;
    const uint32_t *rows; /* of the snapshot */
    size_t row_count;
    bool counted;                 /* the rest is made */
    uint32_t *kinds_of_rows;      /* malloc; NULL: out of memory, so each row is explained */
    struct annotated_kind *kinds; /* malloc */
    struct distinct distinct;
    struct annotations now;
    struct builder text;
};

/* `context` and `rows` must live as long. */
void annotated_rows_init(struct annotated_rows *explained, const struct column_context *context,
                         const uint32_t *rows, size_t row_count);
void annotated_rows_free(struct annotated_rows *explained);

/* The lines below a row, empty where there is nothing to say; valid until the next call. The first
 * call examines all rows. */
struct text annotated_rows_below(struct annotated_rows *explained, size_t row);

#endif
