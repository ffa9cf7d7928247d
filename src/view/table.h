/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A table of typed cells: what every view makes and every writer takes. The writers know no
 * sockets; a listing, a diff, the help on columns are all one of these.
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
    bool right;        /* aligned to the right for people */

    /* For the schema of its document. */
    const char *of_socket; /* the column of sockets that it is about; NULL: none */
    const char *help;      /* NULL: that column's, and its type */
    enum value_type type;
    closed_list *words; /* its texts are a closed list; NULL: they are not */
};

#define TABLE_NUMBER .right = true, .type = VALUE_NUMBER

/* In front of a cell of ROLE_ALARM if the style says so, which scripts do not see. */
#define TABLE_MARK '!'

struct table {
    const struct table_column *columns;
    size_t column_count;
    size_t row_count;

    /* Fills all of *value. May be called more than once for a cell, and must then say the same. */
    void (*cell)(const void *context, size_t row, size_t column, struct value *value);
    /* Cells may be asked for by both halves of in_two at once. */
    bool concurrent;
    bool *marked; /* set if a cell was marked with TABLE_MARK; may be NULL */
    /* A hint that the cells of this row are asked for soon; NULL where it does not matter. */
    void (*expect)(const void *context, size_t row);
    /*
     * In JSON, columns of one group stand in an object of its name: the name, or NULL, the same
     * pointer for all of them, which must be side by side. NULL where no column has a group.
     */
    const char *(*group)(const void *context, size_t column);
    /*
     * What people see of a row beside its cells: appends lines, safe on a terminal, a line break
     * between them. NULL where there is nothing.
     */
    void (*detail)(const void *context, size_t row, struct builder *out);
    const void *context;
    const struct names *names; /* interface numbers to names; may be NULL */

    /* What people read below a row: paragraphs, each ending in a newline; escaped and wrapped by
     * the writer. Asked for once a row, in their order; NULL: there is none. */
    struct text (*below)(void *context, size_t row);
    void *below_context;

    /* Writes it for Graphviz; NULL: it is no graph. False: out of memory. */
    bool (*dot)(const void *context, struct output *output);

    /* Writes it in the layout of another tool; NULL: it has none. False: out of memory. */
    bool (*tool)(const void *context, enum format format, bool heading, struct output *output);

    /* Writes it as metrics; NULL: it has none. False: out of memory. */
    bool (*metrics)(const void *context, enum format format, struct output *output);
};

/* Rows in order lie anywhere in memory: the writers say early which one comes. */
#define TABLE_ROWS_AHEAD ((size_t)8)

static inline void table_expect(const struct table *table, size_t row)
{
    if (table->expect != NULL && row + TABLE_ROWS_AHEAD < table->row_count)
        table->expect(table->context, row + TABLE_ROWS_AHEAD);
}

struct text_style {
    bool colour;
    bool heading;
    bool marks;                  /* TABLE_MARK: on a terminal */
    unsigned width;              /* of the terminal; 0: there is none */
    bool one_line;               /* details stand behind the cells, not below them */
    const struct names *resolve; /* hosts and services as names (-r); may be NULL */
};

/*
 * For people: columns as wide as their content, two blanks between them, or one where a terminal is
 * too narrow for two; no blanks at the end of a line, nothing cut.
 */
bool table_write_text(const struct table *table, const struct text_style *style,
                      struct output *output) NODISCARD;

/*
 * The same of a table without end, whose rows are written as they come: a column grows when a cell
 * needs more than it has had, which are at first its title and its `rooms`. NULL: out of memory.
 * Table, style and output must live as long as it does.
 */
struct text_stream;
struct text_stream *table_stream_text(const struct table *table, const struct text_style *style,
                                      const unsigned *rooms, struct output *output) NODISCARD;
bool text_stream_row(struct text_stream *stream, size_t row) NODISCARD;
void text_stream_free(struct text_stream *stream);

/*
 * RFC 4180, lines ending in CRLF; null is the empty field, the empty text is "". A text that a
 * spreadsheet takes for a formula gets a `'` in front if it is `for_spreadsheet`. `cell` is room
 * for a cell, which the caller frees.
 */
void table_write_csv_heading(const struct table *table, struct output *output);
bool table_write_csv_row(const struct table *table, size_t row, bool for_spreadsheet,
                         struct builder *cell, struct output *output) NODISCARD;

#endif
