/* SPDX-License-Identifier: GPL-2.0-or-later */
/* When the Linux kernel gives up on a connection whose peer does not answer. */
#ifndef LSOCK_DEADLINE_H
#define LSOCK_DEADLINE_H

#include "examined.h"

/*
 * Milliseconds until then, by the timer that runs and the settings of the host, if no answer comes
 * and the program has set neither TCP_USER_TIMEOUT nor TCP_SYNCNT, which sock_diag does not report.
 * False: unknown.
 */
bool deadline_find(const struct examined *examined, uint64_t *milliseconds);

#endif
