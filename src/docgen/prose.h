/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Reads man/options.mdoc: what the man page says about options beyond their summaries. */
#ifndef LSOCK_PROSE_H
#define LSOCK_PROSE_H

#include "errors.h"

/* Call it once, first. False, with *error, if it cannot be read or names an unknown option. */
bool prose_read(const char *root, struct error *error) NODISCARD;

/* Returns lines of mdoc; length 0: the summary is enough. */
struct text prose_of(const char *option);

#endif
