/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The reasons that `lsock why` gives: one table, whose rows are findings. */
#ifndef LSOCK_PORT_REASONS_H
#define LSOCK_PORT_REASONS_H

#include "checks.h"

enum reason {
    REASON_LISTENS,
    REASON_BOUND,
    REASON_CONNECTION,
    REASON_RECORD,
    REASON_OPTIONS,
    REASON_PRIVILEGED,
    REASON_LOOPBACK,
    REASON_ELSEWHERE,
    REASON_EPHEMERAL,
    REASON_TRIED,
    REASON_REFUSED,
    REASON_PROXY,
    REASON_REDIRECTED,
    REASON_PATH_LISTENS,
    REASON_PATH_BOUND,
    REASON_PATH_STALE,
    REASON_PATH_REMOVED,
    REASON_PATH_UNKNOWN,
};

extern const struct check port_reasons[];

/* Returns every possible reason, by number; NULL past the last one. */
const struct check *port_reason_at(size_t index);

/* Returns the reason with this code; NULL if there is none. */
const struct check *port_reason_find(struct text code);

#endif
