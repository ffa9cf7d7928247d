/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The output of a verb as data: topics with sections of paragraphs, drawn lines and small tables.
 * The view prints a report for people or as JSON, so that verbs need no printers of their own. */
#ifndef LSOCK_REPORT_H
#define LSOCK_REPORT_H

#include <stdbool.h>
#include <stddef.h>

#include "arena.h"
#include "compiler.h"
#include "text.h"
#include "value.h"

/* A styled part of a drawn line: bytes begin..end. */
struct report_mark {
    struct report_mark *next;
    size_t begin, end;
    enum role role;
};

struct report_line {
    struct report_line *next;
    struct text text;
    struct report_mark *marks; /* in the order of the line, without overlaps */
};

struct report_column {
    const char *key;   /* JSON key */
    const char *title; /* heading for people; no headings if all are empty */
    bool right;        /* right-aligned for people */
    /* If set: people see this and the following columns that have one as one wrapped text. Each
     * known value follows its lead ("receives "). */
    const char *lead;
    bool only_data; /* not shown to people, because another column says it in words */
};

struct report_row {
    struct report_row *next;
    struct value cells[]; /* one per column of the table */
};

enum report_block_kind {
    REPORT_PARAGRAPH, /* text, wrapped to the width of the terminal */
    REPORT_LINES,     /* lines, printed unchanged */
    REPORT_TABLE,     /* rows; the last column is wrapped */
};

struct report_block {
    struct report_block *next;
    enum report_block_kind kind;
    struct text text;
    struct report_line *lines, **next_line;
    const struct report_column *columns;
    size_t column_count;
    struct report_row *rows, **next_row;
};

struct report_section {
    struct report_section *next;
    const char *key;   /* stable, snake_case */
    const char *title; /* for people; "": none */
    bool brief;        /* one paragraph on the line of its title */
    const char *group; /* people must ask for it by this word; NULL: always shown */
    struct report_block *blocks, **next_block;
};

struct report_topic {
    struct report_topic *next;
    const char *kind;  /* "state", "term", …: stable */
    const char *name;  /* the name that people ask for */
    struct text asked; /* people asked for it by this other word; empty: by its name */
    struct text title; /* a short description; may be empty */
    unsigned state;    /* enum state of a topic about one, else STATE_NONE */
    /* If not ROLE_PLAIN: the style of its name, and the title follows on the same line instead of
     * below. */
    enum role role;
    bool brief;       /* do not mention further groups to people */
    const char *only; /* people asked only for this group; NULL: none */
    struct report_section *sections, **next_section;
};

/* The functions below append to the last item added. Out of memory sets `failed`; the report is
 * then incomplete. */
struct report {
    struct arena *arena;
    struct report_topic *topics, **next_topic;
    struct report_topic *topic;
    struct report_section *section;
    struct report_block *block;
    const char *group; /* group of the sections added from now on */
    bool whole;        /* show every group to people */
    size_t topic_count;
    bool failed;
};

/* The kinds of topics by index; NULL after the last one. */
const char *report_kinds(size_t index);

void report_init(struct report *report, struct arena *arena);

/* `kind`, `key` and titles must outlive the report; names and formatted texts are copied. */
struct report_topic *report_topic(struct report *report, const char *kind, struct text name,
                                  struct text title);

/* Starts a section. False: the current section has this key and title and is continued. */
bool report_section(struct report *report, const char *key, const char *title);
void report_paragraph(struct report *report, const char *format, ...) PRINTF_LIKE(2, 3);

/* Adds a section with one paragraph on the line of its title; `text` must outlive the report. */
void report_brief(struct report *report, const char *key, const char *title, struct text text);

/* Adds a line that is printed unchanged; NULL: out of memory. */
struct report_line *report_line(struct report *report, struct text text);
void report_mark(struct report *report, struct report_line *line, size_t begin, size_t end,
                 enum role role);

/* Starts a section with a table, or continues the one with this key and title; `key` NULL: adds a
 * table to the current section. The columns are copied, their texts must outlive the report. */
void report_table(struct report *report, const char *key, const char *title,
                  const struct report_column *columns, size_t count);

/* Adds a row with a cell for each column of the table. */
void report_cells(struct report *report, const struct value *cells);
#define REPORT_ROW(report, ...) report_cells(report, (const struct value[]){__VA_ARGS__})

/* Values for cells: a text that outlives the report (NULL: absent), a formatted text, which is
 * copied, a number, and an unknown value. */
struct value report_text(const char *text);
struct value report_printf(struct report *report, const char *format, ...) PRINTF_LIKE(2, 3);
struct value report_number(uint64_t number);
struct value report_unknown(void);

/* Appends a text to a list. A list starts as report_text(NULL). */
void report_join(struct report *report, struct value *list, const char *separator,
                 struct text text);

#endif
