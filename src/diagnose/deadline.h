/* SPDX-License-Identifier: GPL-2.0-or-later */
/* When the Linux kernel gives up on a connection whose peer does not answer. */
#ifndef LSOCK_DEADLINE_H
#define LSOCK_DEADLINE_H

#include "examined.h"

/*
 * Returns the milliseconds until then, from the running timer and the host's settings, if no answer
 * arrives. Assumes that the program has set neither TCP_USER_TIMEOUT nor TCP_SYNCNT, which
 * sock_diag does not report. False: unknown.
 */
bool deadline_find(const struct examined *examined, uint64_t *milliseconds);

#endif
