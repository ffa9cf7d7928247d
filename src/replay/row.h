/* SPDX-License-Identifier: GPL-2.0-or-later */
/* One recorded socket being read: its members are collected in any order, and then set in the order
 * of the columns. */
#ifndef LSOCK_ROW_H
#define LSOCK_ROW_H

#include "column_restore.h"
#include "json_reader.h"

struct row_cell {
    struct value
        value; /* the bytes of texts are set at the end, because they move while the row grows */
    size_t text_at;    /* offset in the row's texts */
    size_t first_item; /* VALUE_LIST: index in the row's items */
    bool wrong;
};

#define ROW_WORDS (COLUMN_LIST_MAX / 64)

struct row {
    struct column_list columns;         /* all */
    struct text names[COLUMN_LIST_MAX]; /* of the columns */
    size_t keys[MEANING_COUNT];         /* column indexes by meaning */
    struct row_cell *cells;             /* one per column, valid if given; malloc */
    uint64_t given[ROW_WORDS];          /* bits by column */
    uint64_t seen[ROW_WORDS];           /* given by any row so far */
    uint32_t no_groups;                 /* DETAILS_BIT: groups that are null */
    uint32_t seen_groups;               /* given by any row so far, including null */
    struct builder texts;               /* the bytes of all texts */
    struct row_cell *items;             /* cells of list items, by item; malloc */
    size_t item_count, item_room;
    size_t expected; /* the likely next column, because rows have the same order */
};

/* False: out of memory. */
bool row_init(struct row *row) NODISCARD;
void row_free(struct row *row);

/* Discards the members and keeps the memory. */
void row_clear(struct row *row);

/* Reads the value of member `key` if it is a column or a group of columns, otherwise skips it.
 * `key` is the reader's text and invalid afterwards. False: the reader failed, or out of memory. */
bool row_read(struct row *row, struct json_reader *reader, struct text key);

/* Returns the value of a column before all are set; NULL if it is missing or has a wrong type. */
const struct value *row_value(struct row *row, enum column_meaning key);

/* Sets all columns of the socket. *wrong: the column whose value is invalid. */
enum column_set row_set(struct row *row, const struct column_target *target, struct socket *socket,
                        const struct column **wrong);

/* Adds the restored details to the socket, and groups that are null. Call it last. */
void row_set_details(const struct row *row, const struct column_target *target,
                     struct socket *socket);

#endif
