/* SPDX-License-Identifier: GPL-2.0-or-later */
/* --record: writes what was gathered to a file for --read. */
#ifndef LSOCK_WRITE_RECORDING_H
#define LSOCK_WRITE_RECORDING_H

#include "gather.h"
#include "recording.h"
#include "run.h"

/* What doctor records beside the sockets. */
struct recorded_more {
    const struct host_reading *host;       /* NULL: unknown */
    const struct earlier_reading *earlier; /* NULL: there is none */
    const uint32_t *rows;                  /* of the earlier reading */
    size_t row_count;
};

/* Writes all rows, those beyond the limit included, as JSON lines; nothing without the option.
 * `more`: NULL, except for doctor. */
bool recording_write(const struct gathering *gathering, const struct recorded_more *more,
                     const struct run *run, struct error *error) NODISCARD;

#endif
