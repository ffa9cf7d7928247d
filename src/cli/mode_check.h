/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Refuses options that a run would ignore. */
#ifndef LSOCK_MODE_CHECK_H
#define LSOCK_MODE_CHECK_H

#include "command_line.h"
#include "mode.h"
#include "verb.h"

/* Returns the name for messages, such as "--plan". */
const char *mode_title(unsigned mode);

/* Returns the first option that this run would ignore, or NULL. Options that the verb does not take
 * come before those that the output cannot use. */
const struct option *modes_refused(const struct command_line *line, const struct verb *verb,
                                   const struct options *options);

/* False, with *error set: the run would ignore one of the given options or words. */
bool modes_check(const struct command_line *line, const struct options *options,
                 struct error *error) NODISCARD;

#endif
