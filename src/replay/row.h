/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * One recorded socket on its way: its members are gathered first, whatever their order, and then
 * set in the order of the columns.
 */
#ifndef LSOCK_ROW_H
#define LSOCK_ROW_H

#include "column_restore.h"
#include "json_reader.h"

struct row_cell {
    struct value value; /* a text's bytes are set at the end: they move while the row grows */
    size_t text_at;     /* of the row's texts */
    size_t first_item;  /* VALUE_LIST: of the row's items */
    bool wrong;
};

#define ROW_WORDS (COLUMN_LIST_MAX / 64)

struct row {
    struct column_list columns;         /* all */
    struct text names[COLUMN_LIST_MAX]; /* theirs */
    size_t keys[MEANING_COUNT];         /* where they are */
    struct row_cell *cells;             /* one for each column, good where it is given; malloc */
    uint64_t given[ROW_WORDS];          /* bits by column */
    uint64_t seen[ROW_WORDS];           /* given by any row so far */
    uint32_t no_groups;                 /* DETAILS_BIT: groups that are null */
    uint32_t seen_groups;               /* given by any row so far, also as null */
    struct builder texts;               /* the bytes of all of them */
    struct row_cell *items;             /* cells of list items, row by row; malloc */
    size_t item_count, item_room;
    size_t expected; /* the column that probably comes next: rows have one order */
};

/* False: out of memory. */
bool row_init(struct row *row) NODISCARD;
void row_free(struct row *row);

/* Forgets the members; keeps the memory. */
void row_clear(struct row *row);

/*
 * Takes the value of the member `key`, a column or a group of them, and skips that of any other;
 * `key` is text of the reader and gone afterwards. False: the reader has failed, or memory.
 */
bool row_read(struct row *row, struct json_reader *reader, struct text key);

/* The value of a column before all are set; NULL where the row has none, or not of its type. */
const struct value *row_value(struct row *row, enum column_meaning key);

/* Sets all. *wrong is the column that cannot be what the recording says. */
enum column_set row_set(struct row *row, const struct column_target *target, struct socket *socket,
                        const struct column **wrong);

/* Gives it the details that were set, and what groups say that are null; last of all. */
void row_set_details(const struct row *row, const struct column_target *target,
                     struct socket *socket);

#endif
