/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The processes of a system, whether they hold sockets or not. */
#ifndef LSOCK_PROCESS_LIST_H
#define LSOCK_PROCESS_LIST_H

#include "owner.h"

/*
 * Shows each process once: its name, program, user, unit and container if they are known. `root`:
 * as in struct owner_request. The process is good for that moment. False: they cannot be listed, or
 * some are hidden.
 */
bool processes_list(const char *root, void (*see)(void *context, const struct process *process),
                    void *context);

#endif
