/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Prints the error of a run to stderr. Errors are printed nowhere else. */
#ifndef LSOCK_COMPLAINT_H
#define LSOCK_COMPLAINT_H

#include "command_line.h"
#include "errors.h"

/*
 * Prints `lsock: message`, the offending part of the command line underlined (if the error marks
 * one), and the remedy.
 */
void complain(const struct command_line *line, const struct error *error, bool colour);

#endif
