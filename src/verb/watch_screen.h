/* SPDX-License-Identifier: GPL-2.0-or-later */
/* --watch on a terminal. */
#ifndef LSOCK_WATCH_SCREEN_H
#define LSOCK_WATCH_SCREEN_H

#include "reread.h"
#include "screen.h"

/* Reads and shows tables until a key or signal ends it. If the filter or order is edited, *reread
 * (allocated by calloc) is replaced. */
bool watch_screen(const struct run *run, struct reread **reread, struct error *error) NODISCARD;

#endif
