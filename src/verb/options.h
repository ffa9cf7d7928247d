/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What the command line asked for. Setters only write here; doing comes later. */
#ifndef LSOCK_OPTIONS_H
#define LSOCK_OPTIONS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "present.h"
#include "query.h"

enum action {
    ACTION_VERB,
    ACTION_HELP,
    ACTION_VERSION,
    ACTION_SCHEMA,
    ACTION_COLUMNS, /* --columns help */
};

enum colour {
    COLOUR_AUTO,
    COLOUR_ALWAYS,
    COLOUR_NEVER,
};

struct options {
    enum action action;

    /* What to list; 0: not said. */
    struct kinds kinds;
    uint32_t families;
    bool family_given;       /* by -f */
    const char *filter_file; /* -F; "-": standard input; NULL: not said */
    enum selection selection;
    bool selection_given;

    /* What to show of it. Texts point into argv; length 0: not said. */
    struct text columns, sort;
    uint64_t limit;
    bool limited;
    bool count, plan;
    uint32_t details; /* DETAILS_BIT: groups of details */
    bool summary, openmetrics;
    bool processes, no_processes, units, threads, cgroups, contexts, socket_contexts;

    bool kill, dry_run; /* -K */

    bool events; /* -E */
    bool interval_given;
    uint64_t interval; /* --interval: seconds, 0: never again */

    /* How. */
    enum format format;
    enum colour colour;
    enum state_dialect state_names;
    bool no_heading, no_queues, one_line, resolve;
    bool for_spreadsheet; /* --csv=spreadsheet */

    bool list_topics; /* of `lsock explain` */
    bool explain;     /* below each socket what its own numbers say */

    /* Where from. */
    struct text backend;
    bool no_pushdown;      /* ask for everything and judge here */
    const char *proc_root; /* NULL: not said */
    struct text netns;     /* length 0: this process's own */
    const char *read;      /* a recording in the place of the live tables; NULL: not said */

    /* Where to beside standard output. */
    const char *record; /* NULL: not said */
};

#endif
