/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What the user must know about an answer beside the answer: a fallback, an interrupted dump,
 * hidden owners. Printed to stderr beside a table, as `warnings` in JSON.
 */
#ifndef LSOCK_NOTE_H
#define LSOCK_NOTE_H

#include <stdbool.h>
#include <stddef.h>

#include "arena.h"
#include "compiler.h"

struct note {
    const char *code;    /* a stable word for scripts, such as "dump_interrupted": see note_codes */
    const char *message; /* for people; owned by the arena of the notes */
    bool incomplete;     /* sockets may be missing because of it */
};

struct notes {
    struct arena *arena;
    struct note *list;
    size_t count, capacity;
    bool once; /* only the first note of each code is added */
    bool lost; /* no memory for a note: the list itself is not whole */
};

/*
 * The one table of codes. A code, once it was in a release, keeps its meaning. A test sees to it
 * that note_add is called with no other.
 */
struct note_code {
    const char *code;
    const char *meaning; /* a sentence of the man page */
};
extern const struct note_code note_codes[];
extern const size_t note_code_count;

/* The codes by number; NULL past the last one. */
const char *note_code_words(size_t index);

void note_add(struct notes *notes, bool incomplete, const char *code, const char *format, ...)
    PRINTF_LIKE(4, 5);

/* As above, unless there is one that says the same: what several tables have in common. */
void note_add_once(struct notes *notes, bool incomplete, const char *code, const char *message);

/* As above with a text of any length, which is copied, and a code that lives as long as the notes:
 * one from a recording, which need not be in the table. */
void note_add_text(struct notes *notes, bool incomplete, const char *code, struct text message);

/* Whether one of them has this code. */
bool notes_have_code(const struct notes *notes, const char *code);

/* Whether one of them says the same. */
bool notes_have(const struct notes *notes, const struct note *note);

/* Whether a note says that sockets may be missing. */
bool notes_incomplete(const struct notes *notes);

#endif
