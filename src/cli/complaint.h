/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The error of a run, on stderr: the only place that prints it. */
#ifndef LSOCK_COMPLAINT_H
#define LSOCK_COMPLAINT_H

#include "command_line.h"
#include "errors.h"

/*
 * Prints `lsock: message`, the command line with the offending part underlined where the error has
 * marked one, and the remedy.
 */
void complain(const struct command_line *line, const struct error *error, bool colour);

#endif
