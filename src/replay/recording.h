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
#include "host_reading.h"
#include "machine.h"
#include "recorded_names.h"
#include "snapshot.h"

/* The earlier of the two readings that `lsock doctor --record` writes. */
struct earlier_reading {
    bool have;
    struct snapshot snapshot;
    struct timespec time; /* tv_nsec -1: it does not say */
    struct host_reading host;
    bool has_host;
};

/* What it says of itself. */
struct recording {
    struct text version;  /* of the lsock that wrote it; owned by the snapshot's arena */
    struct timespec time; /* tv_nsec -1: it does not say */
    struct machine machine;
    struct recorded_names names; /* of its users and interfaces */
    struct host_reading host;    /* of the machine, if has_host */
    bool has_host;
    struct earlier_reading *earlier; /* not owned; NULL: skipped */

    /* What its sockets have a word on: bits by number of the column, and DETAILS_BIT of groups. */
    uint64_t columns[COLUMN_LIST_MAX / 64];
    uint32_t groups;
};

#endif
