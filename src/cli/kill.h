/* SPDX-License-Identifier: GPL-2.0-or-later */
/* -K: closing the sockets of a listing. */
#ifndef LSOCK_KILL_H
#define LSOCK_KILL_H

#include "listing.h"

/* What -K cannot go with, before anything is opened or read. */
bool kill_allowed(const struct run *run, bool listed, struct error *error) NODISCARD;

/* Whether there is a filter; the scope of the listing is made. */
bool kill_is_aimed(const struct listing *listing, struct error *error) NODISCARD;

/*
 * Closes the rows of the listing, of which only those remain that were closed; notes tell of the
 * others. *failed: some are still there.
 */
bool kill_rows(struct listing *listing, bool *failed, struct error *error) NODISCARD;

#endif
