/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Repeats the table of a verb: each time from a new reading, which is compared with the previous
 * one. */
#ifndef LSOCK_REREAD_H
#define LSOCK_REREAD_H

#include "gather.h"
#include "verb.h"

/* Too large for the stack. A zeroed struct can be closed. */
struct reread {
    struct run run; /* with the current filter and options */
    struct options options;
    struct text filter;   /* the only word, if it was edited */
    struct arena passing; /* memory for the last printed table */
    struct gathering gatherings[2];
    unsigned newest;
    bool has_read, complete; /* complete: of all readings */
    struct output output, notes;
};

/*
 * Opens two gatherings for the run's words and these options. `places`: already entered; NULL: not
 * yet. The run, its arena and the texts of the options must outlive it, and it must not be moved.
 * Close it even after a failure.
 */
bool reread_open(struct reread *reread, const struct run *run, const struct options *options,
                 const struct places *places, struct error *error) NODISCARD;
void reread_close(struct reread *reread);

/* Passes the tables to `write` (see struct output), and appends their notes to the builder. */
void reread_direct(struct reread *reread,
                   int (*write)(void *context, const char *bytes, size_t length), void *context,
                   struct builder *notes);

/* Reads the tables and prints the verb's output. */
bool reread_next(struct reread *reread, struct error *error) NODISCARD;

/* Prints the last reading again. */
bool reread_print(struct reread *reread, struct error *error) NODISCARD;

/* Returns the reading that was printed last. */
const struct gathering *reread_newest(const struct reread *reread);

#endif
