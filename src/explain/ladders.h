/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The well-known exchanges, step by step, with the state of both ends after each. */
#ifndef LSOCK_LADDERS_H
#define LSOCK_LADDERS_H

#include <stddef.h>

#include "state.h"

enum ladder_way { WAY_NONE, WAY_RIGHT, WAY_LEFT, WAY_BOTH };

struct ladder_step {
    enum state left, right; /* after the step */
    enum ladder_way way;
    const char *segment; /* "SYN,ACK"; NULL: a call, or time passes */
    const char *note;
};

struct ladder {
    const char *name;
    const char *aliases;         /* separated by ';' */
    const char *text;            /* what it is for */
    const char *left, *right;    /* who they are: "client", "server" */
    struct ladder_step steps[8]; /* ends with a step without states */
    const char *first;           /* who is first to get where */
    const char *more;            /* NULL: nothing */
    const char *source;
};

extern const struct ladder ladder_table[];
extern const size_t ladder_count;

#endif
