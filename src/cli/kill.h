/* SPDX-License-Identifier: GPL-2.0-or-later */
/* -K: closing the sockets of a listing. */
#ifndef LSOCK_KILL_H
#define LSOCK_KILL_H

#include "listing.h"

/* What -K cannot go with, before anything is opened or read. */
bool kill_allowed(const struct run *run, struct error *error) NODISCARD;

/* Whether there is a filter; the scope of the listing is made. */
bool kill_is_aimed(const struct listing *listing, struct error *error) NODISCARD;

/*
 * Closes the rows of the listing and leaves in it those that were closed, with --dry-run those that
 * would be; notes name the others. *status: DONE, NO if there was nothing to close, or FAILED if
 * some are still there.
 */
bool kill_rows(struct listing *listing, enum exit_status *status, struct error *error) NODISCARD;

/* Prints on stderr how many were closed. */
void kill_report(const struct listing *listing);

#endif
