/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The text of a filter and the origin of each byte: command-line words joined by blanks, or lines
 * of a file. */
#ifndef LSOCK_FILTER_SOURCE_H
#define LSOCK_FILTER_SOURCE_H

#include "arena.h"
#include "errors.h"
#include "nearest.h"

/* Kinds of bare words. Words of the same kind are alternatives, words of different kinds must all
 * match. */
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

/* What a bare name refers to. The texts live as long as the filter. */
struct filter_name {
    enum bare_kind kind; /* NONE: no known object has this name */
    struct text filter;  /* such as `process = nginx` */
    struct text hint;    /* NONE: what to type instead, or empty */
    struct text doubt;   /* NONE: why the name may exist nevertheless, or empty */
};

/* Finds the objects with a name. */
struct filter_names {
    void *context;
    /* Also offers similar names to `nearest`. False: *error is set. */
    bool (*find)(void *context, struct text word, struct nearest *nearest, struct filter_name *name,
                 struct error *error);
};

struct filter_source {
    struct text text; /* the whole text */
    struct filter_piece {
        struct text typed; /* the original word or line */
        size_t begin;      /* its position in `text` */
    } * pieces;
    size_t count;
    const char *file; /* file name; NULL: the command line. Files may contain comments. */

    /* NULL: for scripts, in which names need keywords and several words need operators. */
    const struct filter_names *names;
};

/* The words must outlive the source. False: out of memory. */
bool filter_source_words(struct filter_source *source, struct arena *arena,
                         const struct text *words, size_t count) NODISCARD;

/* `content` and `name` must outlive the source. */
bool filter_source_file(struct filter_source *source, struct arena *arena, struct text content,
                        const char *name) NODISCARD;

/* Marks bytes begin..end of the joined text in the original text. */
void filter_source_mark(const struct filter_source *source, struct error *error, size_t begin,
                        size_t end);

#endif
