/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The text of a filter, and where each byte of it came from: words of the command line, joined by
 * blanks, or lines of a file.
 */
#ifndef LSOCK_FILTER_SOURCE_H
#define LSOCK_FILTER_SOURCE_H

#include "arena.h"
#include "errors.h"
#include "nearest.h"

/* The kinds of words that are a test by themselves. Those of one kind are alternatives, those of
 * different kinds must all hold. */
enum bare_kind {
    BARE_NONE,
    BARE_PORT,
    BARE_STATE,
    BARE_ADDRESS,
    BARE_PROCESS,
    BARE_UNIT,
    BARE_CONTAINER,
    BARE_USER,
    BARE_INTERFACE,
    BARE_NAMESPACE,
    BARE_COUNT
};

/* What a word is the name of. The texts live as long as the filter. */
struct filter_name {
    enum bare_kind kind; /* NONE: nothing known has this name */
    struct text filter;  /* such as `process = nginx` */
    struct text hint;    /* NONE: what to type instead; may be empty */
    struct text doubt;   /* NONE: why something may have it all the same; may be empty */
};

/* The names of what exists. */
struct filter_names {
    void *context;
    /* Offers names that are similar to the word. False: the error is set. */
    bool (*find)(void *context, struct text word, struct nearest *nearest, struct filter_name *name,
                 struct error *error);
};

struct filter_source {
    struct text text; /* all of it */
    struct filter_piece {
        struct text typed; /* the user's own: a word, a line */
        size_t begin;      /* where in `text` it stands */
    } * pieces;
    size_t count;
    const char *file; /* its name; NULL: the command line. A file has comments. */

    /* NULL: for a script, which must say what a name is of, and what holds of several words. */
    const struct filter_names *names;
};

/* The words must outlive the source. False: out of memory. */
bool filter_source_words(struct filter_source *source, struct arena *arena,
                         const struct text *words, size_t count) NODISCARD;

/* `content` and `name` must outlive the source. */
bool filter_source_file(struct filter_source *source, struct arena *arena, struct text content,
                        const char *name) NODISCARD;

/* Marks bytes begin..end of the joined text in the user's own. */
void filter_source_mark(const struct filter_source *source, struct error *error, size_t begin,
                        size_t end);

#endif
