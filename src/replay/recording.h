/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Reads recordings, the output of --json, --json=pretty and --json=lines, into a snapshot.
 * Recordings are untrusted: lengths are checked, memory is bounded by their size, and values that
 * are invalid are counted and noted, never stored in part.
 */
#ifndef LSOCK_RECORDING_H
#define LSOCK_RECORDING_H

#include <time.h>

#include "column.h"
#include "host_reading.h"
#include "machine.h"
#include "recorded_names.h"
#include "snapshot.h"

/* The earlier of the two readings written by `lsock doctor --record`. */
struct earlier_reading {
    bool have;
    struct snapshot snapshot;
    struct timespec time; /* tv_nsec -1: unknown */
    struct host_reading host;
    bool has_host;
};

/* The recording's description of itself. */
struct recording {
    struct text version;  /* of the lsock that wrote it; owned by the snapshot's arena */
    struct timespec time; /* tv_nsec -1: unknown */
    struct machine machine;
    struct recorded_names names; /* of its users and interfaces */
    struct host_reading host;    /* values of the machine, if has_host */
    bool has_host;
    struct earlier_reading *earlier; /* not owned; NULL: skipped */

    /* What its sockets have values for: bits by column number, and DETAILS_BIT of groups. */
    uint64_t columns[COLUMN_LIST_MAX / 64];
    uint32_t groups;
};

#endif
