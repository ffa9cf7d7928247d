/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The state of --watch on a terminal. */
#ifndef LSOCK_WATCHING_H
#define LSOCK_WATCHING_H

#include "follow.h"
#include "frame.h"
#include "known_lines.h"
#include "reread.h"
#include "screen.h"

#define PROMPT_ROOM 512
#define MARK        2 /* columns before each line */

/* The work needed to bring the screen up to date. */
enum due { DUE_NOTHING, DUE_FRAME, DUE_TABLE, DUE_READING };

struct watch;

/* An input line at the bottom. */
struct prompt {
    const char *title; /* NULL: not open */
    /* NULL: only a message */
    bool (*accept)(struct watch *watch, struct text typed, struct error *error);
    char typed[PROMPT_ROOM];
    size_t length;
    struct error problem; /* with the last input */
};

struct watch {
    const struct run *run;
    struct reread **reread;
    struct follow follow;
    struct builder table, notes; /* of the newest reading */
    struct known_lines known;    /* of the table in the reading before */
    struct table_window window;
    size_t fitting;       /* rows of the window that fit on the screen */
    size_t rows, columns; /* of the screen, at least 3 rows */
    size_t left;
    struct frame frame;
    struct prompt prompt;
    bool paused, helps, ends;
    enum due due;
    char host[SCREEN_HOST_ROOM];
};

/* Returns the rows between the first and the last line. */
static inline size_t body_rows(const struct watch *watch)
{
    return watch->rows - 2;
}

static inline bool has_problem(const struct watch *watch)
{
    return watch->prompt.title != NULL && watch->prompt.problem.status != STATUS_DONE;
}

#endif
