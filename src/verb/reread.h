/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A verb's table again and again, each time from a new reading, which knows the one before. */
#ifndef LSOCK_REREAD_H
#define LSOCK_REREAD_H

#include "gather.h"
#include "verb.h"

/* Too large for a stack. Zeroed it can be closed. */
struct reread {
    struct run run; /* with the filter and the options that hold now */
    struct options options;
    struct text filter; /* the only word, where it was edited */
    struct arena passing; /* of what was printed last */
    struct gathering gatherings[2];
    unsigned newest;
    bool has_read, complete; /* complete: all readings were */
    struct output output, notes;
};

/*
 * Opens two gatherings for the run's words and these options. `places`: entered before; NULL: not
 * yet. The run, its arena and the texts of the options must outlive it, and it must not be moved.
 * Close it even after a failure.
 */
bool reread_open(struct reread *reread, const struct run *run, const struct options *options,
                 const struct places *places, struct error *error) NODISCARD;
void reread_close(struct reread *reread);

/* Where the table and its notes go from now on; see struct output. */
typedef int reread_sink(void *context, const char *bytes, size_t length);
void reread_direct(struct reread *reread, reread_sink *table, reread_sink *notes, void *context);

/* Reads the tables and prints what the verb prints. */
bool reread_next(struct reread *reread, struct error *error) NODISCARD;

/* Prints it again. */
bool reread_print(struct reread *reread, struct error *error) NODISCARD;

/* The reading that was printed last. */
const struct gathering *reread_newest(const struct reread *reread);

#endif
