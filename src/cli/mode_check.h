/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Refuses options that a run would ignore. */
#ifndef LSOCK_MODE_CHECK_H
#define LSOCK_MODE_CHECK_H

#include "command_line.h"
#include "mode.h"
#include "verb.h"

/* For messages: "--plan". */
const char *mode_title(unsigned mode);

/* The first option that a run of this verb would ignore; what the verb does not take comes before
 * what the output has no use for. NULL: none. */
const struct option *modes_refused(const struct command_line *line, const struct verb *verb,
                                   const struct options *options);

/* False and *error: an option or a word was given that this run would ignore. */
bool modes_check(const struct command_line *line, const struct options *options,
                 struct error *error) NODISCARD;

#endif
