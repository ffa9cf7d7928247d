/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What a verb has to say, as data: topics made of sections, sections made of paragraphs,
 * ready-drawn lines and small tables. Whoever knows something fills one; the view prints it for
 * people or as JSON, so that no verb has a printer of its own.
 */
#ifndef LSOCK_REPORT_H
#define LSOCK_REPORT_H

#include <stdbool.h>
#include <stddef.h>

#include "arena.h"
#include "compiler.h"
#include "text.h"
#include "value.h"

/* Part of a ready-drawn line that has a look of its own: bytes begin..end of it. */
struct report_mark {
    struct report_mark *next;
    size_t begin, end;
    enum role role;
};

struct report_line {
    struct report_line *next;
    struct text text;
    struct report_mark *marks; /* in the order of the line, none overlapping */
};

struct report_column {
    const char *key;   /* JSON key */
    const char *title; /* heading for people; none at all where all of them are empty */
    bool right;        /* aligned to the right for people */
    /*
     * Not NULL: for people this and the columns behind it, which have one too, are one wrapped
     * text, each value that is known with its own lead before it ("receives ").
     */
    const char *lead;
    bool only_data; /* not for people: another column says it in words */
};

struct report_row {
    struct report_row *next;
    struct value cells[]; /* as many as the table has columns */
};

enum report_block_kind {
    REPORT_PARAGRAPH, /* text, wrapped to the width of the terminal */
    REPORT_LINES,     /* lines, printed as they are */
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
    const char *title; /* for people; "": it has none */
    bool brief;        /* one paragraph, printed beside its title */
    const char *group; /* what people ask for by this word; NULL: they see it unasked */
    struct report_block *blocks, **next_block;
};

struct report_topic {
    struct report_topic *next;
    const char *kind;  /* "state", "term", …: stable */
    const char *name;  /* by which it is asked for */
    struct text asked; /* people asked for it by this other word; empty: by its name */
    struct text title; /* what it is, in a few words; may be empty */
    unsigned state;    /* enum state of a topic about one, else STATE_NONE */
    /* Not ROLE_PLAIN: how its name looks, and the title stands behind it, not below. */
    enum role role;
    bool brief;       /* people are not told of more groups */
    const char *only; /* people asked for this group alone; NULL: for no group */
    struct report_section *sections, **next_section;
};

/* Functions below add at the end of what was added last. Out of memory: `failed`, and what is here
 * is not whole. */
struct report {
    struct arena *arena;
    struct report_topic *topics, **next_topic;
    struct report_topic *topic;
    struct report_section *section;
    struct report_block *block;
    const char *group; /* of the sections that are added from now on */
    bool whole;        /* people see every group */
    size_t topic_count;
    bool failed;
};

/* The kinds of topics by number; NULL past the last one. */
const char *report_kinds(size_t index);

void report_init(struct report *report, struct arena *arena);

/* `kind`, `key` and the titles must outlive the report; names and formatted texts are copied. */
struct report_topic *report_topic(struct report *report, const char *kind, struct text name,
                                  struct text title);

/* Starts a section; false: the one that is open has this key and title, and goes on. */
bool report_section(struct report *report, const char *key, const char *title);
void report_paragraph(struct report *report, const char *format, ...) PRINTF_LIKE(2, 3);

/* A section that is one paragraph beside its title; `text` must outlive the report. */
void report_brief(struct report *report, const char *key, const char *title, struct text text);

/* A line as it is to be printed; NULL: out of memory. */
struct report_line *report_line(struct report *report, struct text text);
void report_mark(struct report *report, struct report_line *line, size_t begin, size_t end,
                 enum role role);

/* Starts a section with a table, or goes on with the one of this key and title; `key` NULL: a table
 * in this section. The columns are copied, their texts must outlive the report. */
void report_table(struct report *report, const char *key, const char *title,
                  const struct report_column *columns, size_t count);

/* Adds a row: a cell for each column of the table. */
void report_cells(struct report *report, const struct value *cells);
#define REPORT_ROW(report, ...) report_cells(report, (const struct value[]){__VA_ARGS__})

/* Values for cells: a text that outlives the report (NULL: absent), a formatted one, which is
 * copied, a number, and what the system does not report. */
struct value report_text(const char *text);
struct value report_printf(struct report *report, const char *format, ...) PRINTF_LIKE(2, 3);
struct value report_number(uint64_t number);
struct value report_unknown(void);

/* Adds a text to a list of texts. A list starts as report_text(NULL). */
void report_join(struct report *report, struct value *list, const char *separator,
                 struct text text);

#endif
