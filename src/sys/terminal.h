/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The terminal, if there is one. */
#ifndef LSOCK_TERMINAL_H
#define LSOCK_TERMINAL_H

#include <stdbool.h>
#include <stdio.h>

/* Whether a person reads what is written to `file`. */
bool terminal_is(FILE *file);

#endif
