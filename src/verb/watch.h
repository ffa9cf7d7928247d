/* SPDX-License-Identifier: GPL-2.0-or-later */
/* --watch: prints any table repeatedly, each time from a new reading. */
#ifndef LSOCK_WATCH_H
#define LSOCK_WATCH_H

#include "run.h"

/* On a terminal, shows a full screen controlled by keys; elsewhere prints one table after another.
 * Runs until interrupted. */
enum exit_status watch_run(const struct run *run, struct error *error);

#endif
