/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Notes about an answer, such as a fallback, an interrupted dump or hidden owners. Printed to
 * stderr with a table, and as `warnings` in JSON. */
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
    bool once; /* add only the first note of each code */
    bool lost; /* out of memory: notes are missing */
};

/* The table of codes. A released code keeps its meaning. A test checks that note_add is called only
 * with these codes. */
struct note_code {
    const char *code;
    const char *meaning; /* one sentence, for the man page */
};
extern const struct note_code note_codes[];
extern const size_t note_code_count;

/* The codes by index; NULL after the last one. */
const char *note_code_words(size_t index);

void note_add(struct notes *notes, bool incomplete, const char *code, const char *format, ...)
    PRINTF_LIKE(4, 5);

/* As note_add, unless an equal note exists: for problems that several tables share. */
void note_add_once(struct notes *notes, bool incomplete, const char *code, const char *message);

/* As note_add, with a text of any length, which is copied. The code must live as long as the notes;
 * it may come from a recording and be missing in the table. */
void note_add_text(struct notes *notes, bool incomplete, const char *code, struct text message);

/* Whether a note has this code. */
bool notes_have_code(const struct notes *notes, const char *code);

/* Whether an equal note exists. */
bool notes_have(const struct notes *notes, const struct note *note);

/* Whether a note says that sockets may be missing. */
bool notes_incomplete(const struct notes *notes);

#endif
