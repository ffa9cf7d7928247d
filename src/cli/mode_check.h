/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Refuses options that a run would ignore. */
#ifndef LSOCK_MODE_CHECK_H
#define LSOCK_MODE_CHECK_H

#include "command_line.h"
#include "mode.h"

/* For messages: "--plan". */
const char *mode_title(unsigned mode);

/* False and *error: an option or a word was given that this run would ignore. */
bool modes_check(const struct command_line *line, const struct options *options,
                 struct error *error) NODISCARD;

#endif
