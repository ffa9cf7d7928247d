/* SPDX-License-Identifier: GPL-2.0-or-later */
/* --watch: any table, from one reading after another. */
#ifndef LSOCK_WATCH_H
#define LSOCK_WATCH_H

#include "run.h"

/* On a terminal on its own screen, which keys control; elsewhere one table after another. Until
 * somebody ends it. */
enum exit_status watch_run(const struct run *run, struct error *error);

#endif
