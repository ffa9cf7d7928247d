/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Errors and notes on stderr: the only place that prints them. */
#ifndef LSOCK_COMPLAINT_H
#define LSOCK_COMPLAINT_H

#include "command_line.h"
#include "errors.h"
#include "note.h"

/*
 * Prints `lsock: message`, the command line with the offending part underlined where the error has
 * marked one, and the remedy.
 */
void complain(const struct command_line *line, const struct error *error, bool colour);

/* Prints each note as `lsock: message`. */
void complain_notes(const struct notes *notes, bool colour);

/* As above without those that `told` has as well. */
void complain_more_notes(const struct notes *notes, const struct notes *told, bool colour);

#endif
