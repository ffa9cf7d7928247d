/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Closes gathered sockets. */
#ifndef LSOCK_CLOSING_H
#define LSOCK_CLOSING_H

#include "gather.h"

/* Removes listeners and bound sockets from the rows, unless the filter names them. A note says so.
 */
void closing_spare(struct gathering *gathering);

/*
 * Closes the rows. Closed rows remain in the gathering; notes explain the others. *failed: some are
 * still open.
 */
bool closing_run(struct gathering *gathering, bool *failed, struct error *error) NODISCARD;

#endif
