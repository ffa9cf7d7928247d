/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Lists the processes of a system, whether they hold sockets or not. */
#ifndef LSOCK_PROCESS_LIST_H
#define LSOCK_PROCESS_LIST_H

#include "owner.h"

/*
 * Calls `see` once for each process, with its name, and its program, user, unit and container if
 * known. `root`: as in struct owner_request. The process is valid only during the call. False: they
 * cannot be listed, or some are hidden.
 */
bool processes_list(const char *root, void (*see)(void *context, const struct process *process),
                    void *context);

#endif
