/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What a run does: its verb, what it prints, and what it reads. Each option says which of these
 * take it. */
#ifndef LSOCK_MODE_H
#define LSOCK_MODE_H

#include <stdint.h>

/* One of each of the three kinds holds for every run. */
enum mode {
    MODE_LIST,
    MODE_SUMMARY, /* -s */
    MODE_KILL,    /* -K */
    MODE_EVENTS,  /* -E */
    MODE_DIFF,
    MODE_EXPLAIN,

    MODE_TABLE,
    MODE_CSV,
    MODE_JSON,
    MODE_COUNT,   /* --count */
    MODE_QUIET,   /* --count --record: what is asked for is seen in the recording */
    MODE_METRICS, /* --openmetrics */
    MODE_PLAN,    /* --plan */
    MODE_COLUMNS, /* --columns help */
    MODE_TOPICS,  /* --list */
    MODE_SCHEMA,  /* --json-schema */

    MODE_LIVE,
    MODE_RECORDING,

    MODES_COUNT
};

#define MODE_BIT(mode) (UINT32_C(1) << (mode))
#define MODES_VERB     (MODE_BIT(MODE_TABLE) - 1)
#define MODES_SOURCE   (MODE_BIT(MODE_LIVE) | MODE_BIT(MODE_RECORDING))
#define MODES_ALL      (MODE_BIT(MODES_COUNT) - 1)
#define MODES_OUTPUT   (MODES_ALL & ~MODES_VERB & ~MODES_SOURCE)

#endif
