/* SPDX-License-Identifier: GPL-2.0-or-later */
/* --record: writes what was gathered to a file for --read. */
#ifndef LSOCK_WRITE_RECORDING_H
#define LSOCK_WRITE_RECORDING_H

#include "gather.h"
#include "run.h"

/* Writes all rows, those beyond the limit included, as JSON lines; nothing without the option. */
bool recording_write(const struct gathering *gathering, const struct run *run,
                     struct error *error) NODISCARD;

#endif
