/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What the man page says of options beyond their summaries: man/options.mdoc. */
#ifndef LSOCK_PROSE_H
#define LSOCK_PROSE_H

#include "errors.h"

/* False, with *error, also if there is no option of some name. Call it once, first. */
bool prose_read(const char *root, struct error *error) NODISCARD;

/* Lines of mdoc; length 0: the summary is all. */
struct text prose_of(const char *option);

#endif
