/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What --watch shows on the screen. */
#ifndef LSOCK_WATCH_PAINT_H
#define LSOCK_WATCH_PAINT_H

#include "watching.h"

/* Writes what has changed. False: the terminal is gone. */
bool watch_paint(struct watch *watch) NODISCARD;

/* Adds the filter of the run. */
void watch_add_words(const struct run *run, struct builder *line);

#endif
