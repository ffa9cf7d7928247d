/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Recordings: what --json, --json=pretty and --json=lines wrote, back into a snapshot. A recording
 * is a stranger's text: whatever it says, nothing is read past its end, memory is bounded by what
 * it holds, and what it cannot mean is counted and noted, never half-taken.
 */
#ifndef LSOCK_RECORDING_H
#define LSOCK_RECORDING_H

#include <time.h>

#include "column.h"
#include "machine.h"
#include "recorded_names.h"

/* What it says of itself. */
struct recording {
    struct text version;  /* of the lsock that wrote it; owned by the snapshot's arena */
    struct timespec time; /* tv_nsec -1: it does not say */
    struct machine machine;
    struct recorded_names names; /* of its users and interfaces */

    /* What its sockets have a word on: bits by number of the column, and DETAILS_BIT of groups. */
    uint64_t columns[COLUMN_LIST_MAX / 64];
    uint32_t groups;
};

#endif
