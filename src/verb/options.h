/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The options of a run, as given on the command line. Setters only write this struct. */
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

/* Options that select a verb. */
enum {
    CHOSEN_KILL = 1 << 0,    /* -K */
    CHOSEN_EVENTS = 1 << 1,  /* -E */
    CHOSEN_SUMMARY = 1 << 2, /* -s, --prometheus, --openmetrics */
    CHOSEN_GROUP = 1 << 3,   /* --group-by */
    CHOSEN_MAP = 1 << 4,     /* --map */
};

/* Which details of owners are shown. */
enum {
    OWNERS_SHOWN = 1 << 0,
    OWNERS_HIDDEN = 1 << 1,
    OWNERS_NOT_BY_DEFAULT = 1 << 2, /* hidden unless OWNERS_SHOWN is set */
    OWNERS_UNITS = 1 << 3,
    OWNERS_THREADS = 1 << 4,
    OWNERS_CONTEXTS = 1 << 5,
    OWNERS_SOCKET_CONTEXTS = 1 << 6,
};

struct options {
    enum action action;
    uint32_t chosen; /* CHOSEN_… */

    /* Which sockets; 0: not given. */
    struct kinds kinds;
    uint32_t families;
    const char *filter_file; /* -F; "-": standard input; NULL: not given */
    enum selection selection;

    /* What to show. Texts point into argv; length 0: not given. */
    struct text columns, sort, group_by;
    uint64_t limit; /* QUERY_NO_LIMIT: no limit */
    bool count, plan;
    uint32_t details; /* DETAILS_BIT: groups of details */
    uint32_t owners;  /* OWNERS_… */
    bool cgroups;

    bool dry_run; /* -K */

    uint64_t top; /* -s: number of remote addresses; OPTIONS_UNSAID: not given */

    uint64_t watch;    /* milliseconds between readings of the tables; 0: there is but one */
    uint64_t interval; /* see options_interval; OPTIONS_UNSAID: not given */

    /* For wait and assert. */
    uint64_t timeout;                    /* in seconds */
    uint64_t at_least, at_most, exactly; /* OPTIONS_UNSAID: not given */
    struct text by;                      /* bytes NULL: not given */
    bool gone, quiet;

    /* Output format. */
    enum format format;
    enum colour colour;
    enum state_dialect state_names;
    bool no_heading, no_queues, one_line, resolve;

    bool list_topics;        /* topics of `lsock explain`, or checks of `lsock doctor` */
    bool no_reuse, try_bind; /* for `lsock why` */
    struct text only, skip;  /* codes of checks */
    bool full;               /* for `lsock explain` */
    bool explain;            /* explain each socket's numbers below its row */

    /* Source of the sockets. */
    const struct backend *backend; /* NULL: the best available */
    bool no_pushdown;              /* request everything and filter in lsock */
    const char *proc_root;         /* NULL: not given */
    struct text netns;             /* length 0: the namespace of this process */
    const char *read;              /* a recording instead of live tables; NULL: not given */
    const char *read_later;        /* of doctor: the second one; NULL: not said */
    const struct importer *importer; /* of the recording; NULL: recognised automatically */

    /* Where to write besides standard output. */
    const char *record; /* NULL: not given */
};

#define OPTIONS_UNSAID UINT64_MAX

/* The options of an empty command line. */
#define OPTIONS_DEFAULT                           \
    ((struct options){.limit = QUERY_NO_LIMIT,    \
                      .top = OPTIONS_UNSAID,      \
                      .interval = OPTIONS_UNSAID, \
                      .timeout = 60,              \
                      .at_least = OPTIONS_UNSAID, \
                      .at_most = OPTIONS_UNSAID,  \
                      .exactly = OPTIONS_UNSAID})

/* --interval in seconds: 1 unless it was given. */
static inline uint64_t options_interval(const struct options *options)
{
    return options->interval == OPTIONS_UNSAID ? 1 : options->interval;
}

#endif
