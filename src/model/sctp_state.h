/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The states of an SCTP association (RFC 9260 section 4). */
#ifndef LSOCK_SCTP_STATE_H
#define LSOCK_SCTP_STATE_H

#include <stdint.h>

#include "text.h"

/* Numbered as in Linux (linux/sctp.h, enum sctp_sstat_state without its first member). */
enum sctp_state {
    SCTP_CLOSED,
    SCTP_COOKIE_WAIT,
    SCTP_COOKIE_ECHOED,
    SCTP_ESTABLISHED,
    SCTP_SHUTDOWN_PENDING,
    SCTP_SHUTDOWN_SENT,
    SCTP_SHUTDOWN_RECEIVED,
    SCTP_SHUTDOWN_ACK_SENT,
    SCTP_STATE_COUNT
};

extern const char *const sctp_state_names[SCTP_STATE_COUNT];

/* The RFC's spelling: "COOKIE-WAIT"; NULL for an unknown number. */
const char *sctp_state_name(int16_t number);

/* -1: no such state. */
int16_t sctp_state_by_name(struct text name);

#endif
