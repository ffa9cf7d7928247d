/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A table of typed cells: made by every view, accepted by every writer. Writers know nothing about
 * sockets; a listing, a diff and the help on columns are all such tables.
 */
#ifndef LSOCK_TABLE_H
#define LSOCK_TABLE_H

#include <stdbool.h>
#include <stddef.h>

#include "builder.h"
#include "format.h"
#include "names.h"
#include "output.h"
#include "value.h"

struct table_column {
    const char *key;   /* JSON key, CSV heading */
    const char *title; /* heading for people */
    bool right;        /* right-aligned for people */

    /* For the schema of its document. */
    const char *of_socket; /* the socket column it describes; NULL: none */
    const char *help;      /* NULL: the help and type of `of_socket` */
    enum value_type type;
    closed_list *words;           /* the closed list of its texts; NULL: any text */
    const struct list_type *list; /* VALUE_LIST: what its items are made of */
};

#define TABLE_NUMBER .right = true, .type = VALUE_NUMBER

/* Written before a cell of ROLE_ALARM if the style has marks; never for scripts. */
#define TABLE_MARK '!'

/* What is marked in front of a row. */
enum table_change { TABLE_SAME, TABLE_OPENED, TABLE_CHANGED, TABLE_CLOSED, TABLE_CHANGE_COUNT };

struct table {
    const struct table_column *columns;
    size_t column_count;
    size_t row_count;

    /* Sets *value. May be called more than once for a cell, and must then give the same value. */
    void (*cell)(const void *context, size_t row, size_t column, struct value *value);
    /* `cell` may be called from two threads at once (see in_two). */
    bool concurrent;
    bool *marked; /* set if a cell was marked with TABLE_MARK; may be NULL */
    /* A hint that the cells of this row are needed soon; may be NULL. */
    void (*expect)(const void *context, size_t row);
    /* Returns the JSON object that contains the column, or NULL. Columns of one group must be
     * adjacent and return the same pointer. NULL: no column has a group. */
    const char *(*group)(const void *context, size_t column);
    /* Appends the lines that people see below a row, safe on a terminal, separated by line breaks.
     * NULL: none. */
    void (*detail)(const void *context, size_t row, struct builder *out);
    const void *context;
    const struct names *names; /* interface numbers to names; may be NULL */

    /* Returns the paragraphs below a row, each ending in a newline; the writer escapes and wraps
     * them. Called once per row, in order. NULL: none. */
    struct text (*below)(void *context, size_t row);
    void *below_context;

    /* What has happened to a row since an earlier reading; NULL: nothing is marked. */
    enum table_change (*change)(const void *context, size_t row);

    /* Writes the table for Graphviz; NULL: not a graph. False: out of memory. */
    bool (*dot)(const void *context, struct output *output);

    /* Writes the table in the layout of another tool; NULL: not supported. False: out of memory. */
    bool (*tool)(const void *context, enum format format, bool heading, struct output *output);

    /* Writes the table as metrics; NULL: not supported. False: out of memory. */
    bool (*metrics)(const void *context, enum format format, struct output *output);
};

/* Sorted rows are scattered in memory, so writers announce rows this far ahead. */
#define TABLE_ROWS_AHEAD ((size_t)8)

static inline void table_expect(const struct table *table, size_t row)
{
    if (table->expect != NULL && row + TABLE_ROWS_AHEAD < table->row_count)
        table->expect(table->context, row + TABLE_ROWS_AHEAD);
}

#define TABLE_WINDOW_COLUMNS 64

/* The rows that a screen shows of a table: only these are formatted, and they are never wrapped. */
struct table_window {
    size_t first, rows;
    size_t least; /* the writer moves `first` where less rows than that would be shown */
    size_t total;       /* set by the writer: rows of the table */
    bool used, marked;  /* set by the writer: the second where the table marks its rows */
    size_t changes[TABLE_CHANGE_COUNT]; /* how many rows, where they are marked */
    const char *keys[TABLE_WINDOW_COLUMNS]; /* of its columns */
    size_t column_count, widths[TABLE_WINDOW_COLUMNS]; /* the largest so far: columns stay in place */
};

struct text_style {
    bool colour;
    bool heading;
    bool marks;                  /* TABLE_MARK: on a terminal */
    unsigned width;              /* of the terminal; 0: not a terminal */
    bool one_line;               /* details after the cells, not below them */
    struct table_window *window; /* NULL: every row is shown */
    const struct names *resolve; /* resolves hosts and services (-r); may be NULL */
};

/*
 * Writes a table for people: columns as wide as their content, separated by two blanks, or one if
 * the terminal is too narrow. No trailing blanks; nothing is cut.
 */
bool table_write_text(const struct table *table, const struct text_style *style,
                      struct output *output) NODISCARD;

/*
 * The same for rows that arrive one by one. Columns start as wide as their title and `rooms`, and
 * grow when a cell needs more. NULL: out of memory. Table, style and output must outlive the
 * stream.
 */
struct text_stream;
struct text_stream *table_stream_text(const struct table *table, const struct text_style *style,
                                      const unsigned *rooms, struct output *output) NODISCARD;
bool text_stream_row(struct text_stream *stream, size_t row) NODISCARD;
void text_stream_free(struct text_stream *stream);

/*
 * Writes RFC 4180 lines ending in CRLF; null is the empty field, the empty text is "". With
 * `for_spreadsheet` a text that a spreadsheet would read as a formula starts with `'`. `cell` is a
 * buffer, which the caller frees.
 */
void table_write_csv_heading(const struct table *table, struct output *output);
bool table_write_csv_row(const struct table *table, size_t row, bool for_spreadsheet,
                         struct builder *cell, struct output *output) NODISCARD;

#endif
