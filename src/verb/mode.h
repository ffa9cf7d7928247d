/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What a run prints, and whether it reads a recording. Each option says which of these take it. */
#ifndef LSOCK_MODE_H
#define LSOCK_MODE_H

#include <stdint.h>

#include "format.h"

/* Every run has one of the outputs: a format, or one of these. */
enum mode {
    MODE_COUNT = FORMAT_COUNT, /* --count */
    MODE_QUIET,                /* --count --record: what is asked for is seen in the recording */
    MODE_PLAN,                 /* --plan */
    MODE_COLUMNS,              /* --columns help */
    MODE_FORMATS,              /* --format help */
    MODE_TOPICS,               /* --list */
    MODE_SCHEMA,               /* --json-schema */

    MODE_RECORDING, /* no live tables */

    MODES_COUNT
};

#define MODE_BIT(mode) (UINT32_C(1) << (mode))
#define MODES_ALL      (MODE_BIT(MODES_COUNT) - 1)

#endif
