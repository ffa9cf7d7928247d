/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The text of a filter, and where each byte of it came from: words of the command line, joined by
 * blanks, or lines of a file.
 */
#ifndef LSOCK_FILTER_SOURCE_H
#define LSOCK_FILTER_SOURCE_H

#include "arena.h"
#include "errors.h"

struct filter_source {
    struct text text; /* all of it */
    struct filter_piece {
        struct text typed; /* the user's own: a word, a line */
        size_t begin;      /* where in `text` it stands */
    } * pieces;
    size_t count;
    const char *file; /* its name; NULL: the command line. A file has comments. */
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
