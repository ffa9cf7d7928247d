/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Modes of a run: what it prints, and whether it reads a recording. Each option lists the modes it
 * works with. */
#ifndef LSOCK_MODE_H
#define LSOCK_MODE_H

#include <stdint.h>

#include "format.h"

/* The output of a run: a format, or one of these. */
enum mode {
    MODE_COUNT = FORMAT_COUNT, /* --count */
    MODE_QUIET,                /* --count --record: the selected rows are in the recording */
    MODE_PLAN,                 /* --plan */
    MODE_COLUMNS,              /* --columns help */
    MODE_FORMATS,              /* --format help */
    MODE_TOPICS,               /* --list */
    MODE_SCHEMA,               /* --json-schema */

    MODE_RECORDING, /* no live tables */
    MODE_WATCH,     /* one reading after another */

    MODES_COUNT
};

#define MODE_BIT(mode) (UINT32_C(1) << (mode))
#define MODES_ALL      (MODE_BIT(MODES_COUNT) - 1)

#endif
