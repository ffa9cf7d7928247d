/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The table of --watch, printed to memory. */
#ifndef LSOCK_WATCH_PRINT_H
#define LSOCK_WATCH_PRINT_H

#include "watching.h"

/* Prints by reread_next or reread_print: as much as the screen shows. */
bool watch_print(struct watch *watch, struct reread *reread,
                 bool (*print)(struct reread *reread, struct error *error),
                 struct error *error) NODISCARD;

/* Replaces the table by one with this filter and order, unless they are invalid. */
bool watch_replace(struct watch *watch, const struct run *run, const struct options *options,
                   struct error *error) NODISCARD;

#endif
