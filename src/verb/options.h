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
    ACTION_FORMATS, /* --format help */
};

enum colour {
    COLOUR_AUTO,
    COLOUR_ALWAYS,
    COLOUR_NEVER,
};

/* Options that choose a verb. */
enum {
    CHOSEN_KILL = 1 << 0,    /* -K */
    CHOSEN_EVENTS = 1 << 1,  /* -E */
    CHOSEN_SUMMARY = 1 << 2, /* -s, --prometheus, --openmetrics */
    CHOSEN_GROUP = 1 << 3,   /* --group-by */
    CHOSEN_MAP = 1 << 4,     /* --map */
};

/* What is shown of owners. */
enum {
    OWNERS_SHOWN = 1 << 0,
    OWNERS_HIDDEN = 1 << 1,
    OWNERS_NOT_BY_DEFAULT = 1 << 2, /* only if OWNERS_SHOWN */
    OWNERS_UNITS = 1 << 3,
    OWNERS_THREADS = 1 << 4,
    OWNERS_CONTEXTS = 1 << 5,
    OWNERS_SOCKET_CONTEXTS = 1 << 6,
};

struct options {
    enum action action;
    uint32_t chosen; /* CHOSEN_… */

    /* What to list; 0: not said. */
    struct kinds kinds;
    uint32_t families;
    const char *filter_file; /* -F; "-": standard input; NULL: not said */
    enum selection selection;

    /* What to show of it. Texts point into argv; length 0: not said. */
    struct text columns, sort, group_by;
    uint64_t limit; /* QUERY_NO_LIMIT: all */
    bool count, plan;
    uint32_t details; /* DETAILS_BIT: groups of details */
    uint32_t owners;  /* OWNERS_… */
    bool cgroups;

    bool dry_run; /* -K */

    uint64_t top; /* -s: remote addresses; OPTIONS_UNSAID: not said */

    uint64_t interval; /* -E: seconds between readings of the tables, 0: never again */

    /* wait, assert */
    uint64_t timeout;                    /* in seconds */
    uint64_t at_least, at_most, exactly; /* OPTIONS_UNSAID: not said */
    struct text by;                      /* bytes NULL: not said */
    bool gone, quiet;

    /* How. */
    enum format format;
    enum colour colour;
    enum state_dialect state_names;
    bool no_heading, no_queues, one_line, resolve;

    bool list_topics;        /* of `lsock explain`, or checks of `lsock doctor` */
    bool no_reuse, try_bind; /* of `lsock why` */
    struct text only, skip;  /* codes of checks */
    bool full;               /* of `lsock explain` */
    bool explain;            /* below each socket what its own numbers say */

    /* Where from. */
    const struct backend *backend; /* NULL: the best one that works */
    bool no_pushdown;              /* ask for everything and judge here */
    const char *proc_root;         /* NULL: not said */
    struct text netns;             /* length 0: this process's own */
    const char *read;              /* a recording in the place of the live tables; NULL: not said */
    const char *read_later;        /* of doctor: the second one; NULL: not said */
    const struct importer *importer; /* of the recording; NULL: the one that recognises it */

    /* Where to beside standard output. */
    const char *record; /* NULL: not said */
};

#define OPTIONS_UNSAID UINT64_MAX

/* Nothing was given. */
#define OPTIONS_DEFAULT                           \
    ((struct options){.limit = QUERY_NO_LIMIT,    \
                      .top = OPTIONS_UNSAID,      \
                      .interval = 1,              \
                      .timeout = 60,              \
                      .at_least = OPTIONS_UNSAID, \
                      .at_most = OPTIONS_UNSAID,  \
                      .exactly = OPTIONS_UNSAID})

#endif
