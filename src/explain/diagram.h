/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The state diagram of RFC 9293 (Figure 5), with the number of sockets in each state. */
#ifndef LSOCK_DIAGRAM_H
#define LSOCK_DIAGRAM_H

#include <stdint.h>

#include "report.h"
#include "state.h"

/*
 * Adds the lines to the open section. `counts` by state; NULL: unknown, shown as "-". Without utf8
 * the frames use + - | and the arrowheads > < ^ v.
 */
void diagram_draw(struct report *report, const uint64_t *counts, bool utf8);

#endif
