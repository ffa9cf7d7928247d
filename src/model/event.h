/* SPDX-License-Identifier: GPL-2.0-or-later */
/* An event of a socket (-E): currently only that the kernel destroyed it. */
#ifndef LSOCK_EVENT_H
#define LSOCK_EVENT_H

#include <stdbool.h>

#include "moment.h"
#include "state.h"

struct event {
    char time[MOMENT_ROOM]; /* when it was reported: RFC 3339, UTC */
    enum state after;       /* TCP: the state in which the kernel continues: CLOSED, or a record in
                               TIME-WAIT or FIN-WAIT-2; STATE_NONE: unknown */
};

#endif
