/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Owners where the tables of sockets name the process (Windows): what is left is to say what each
 * process is. Pure but for `struct process_source`, the system's or a test's.
 */
#ifndef LSOCK_PID_OWNERS_H
#define LSOCK_PID_OWNERS_H

#include "owner_scan.h"

/* What one process may be asked; zeroed, and left so where it does not tell. */
struct process_details {
    char path[1024]; /* zero-terminated UTF-8, like all texts here */
    char user[512];
    char command_line[3 * 32767 + 1]; /* the longest that Windows passes on */
};

struct process_source {
    void *context;
    bool elevated; /* who asks may ask all that can be asked */

    /* Visits each process of the system, and each service (one process may run several); the name
     * is good for that moment. False: the system does not list them. */
    bool (*processes)(void *context, void (*visit)(void *visitor, uint32_t pid, const char *name),
                      void *visitor);
    bool (*services)(void *context, void (*visit)(void *visitor, uint32_t pid, const char *name),
                     void *visitor);

    /* Of the request it reads `paths` and `command_lines`. False: it may not be asked. */
    bool (*details)(void *context, uint32_t pid, const struct owner_request *request,
                    struct process_details *details);
};

/* As owner_collect. */
bool pid_owners_collect(struct snapshot *snapshot, const struct owner_request *request,
                        const struct process_source *source, struct error *error) NODISCARD;

#endif
