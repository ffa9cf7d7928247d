/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The default verb: list sockets. */
#ifndef LSOCK_LIST_H
#define LSOCK_LIST_H

#include "run.h"

/*
 * Lists, and prints the notes. The status is STATUS_DONE or STATUS_FAILED (part of the answer is
 * missing); where it is neither, *error says why nothing was listed.
 */
enum exit_status list_run(const struct run *run, struct error *error) NODISCARD;

#endif
