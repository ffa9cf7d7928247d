/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What a listing needs of the system, narrowed as far as is known before asking. A backend may
 * answer with more than was asked (the rows are judged again), never with less.
 */
#ifndef LSOCK_REQUEST_H
#define LSOCK_REQUEST_H

#include <stdbool.h>
#include <stdint.h>

#include "protocol.h"
#include "state.h"

/* A pseudo state of requests: bound sockets, which are CLOSED but stand in a table of their own
 * (Linux: a walk of the bind table). */
#define STATE_BIT_BOUND (1u << STATE_COUNT)

struct request {
    uint32_t protocols; /* PROTOCOL_BIT */
    uint32_t families;  /* FAMILY_BIT: sockets that serve one of these */

    /* Per protocol: STATE_BIT and STATE_BIT_BOUND. Others than TCP have ESTABLISHED for connected
     * and CLOSED for unconnected ones. */
    uint32_t states[PROTOCOL_COUNT];

    uint32_t need; /* enum column_need of field: what else is wanted of each socket */

    bool created; /* also when it was made: Windows keeps that in a larger table */

    const char *proc_root; /* a tree to read in place of /proc; NULL: /proc itself */
};

#endif
