/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Draws an exchange: both ends and the segments between them. */
#ifndef LSOCK_LADDER_PICTURE_H
#define LSOCK_LADDER_PICTURE_H

#include "texts.h"
#include "report.h"

/* Small picture, one line per step, with "you are here" beside this state (STATE_NONE: nowhere). */
void ladder_draw_small(struct report *report, const struct ladder *ladder, enum state here,
                       bool utf8);

/* Full picture: numbered steps, calls of both programs, sequence and acknowledgment numbers. */
void ladder_draw(struct report *report, const struct ladder *ladder, bool utf8);

/* Returns the exchange that shows a state best. */
const struct ladder *ladder_of(enum state state);

#endif
