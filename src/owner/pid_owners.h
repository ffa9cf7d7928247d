/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Finds owners where the socket tables name the pid (Windows): only the details of processes are
 * looked up. Makes no system calls; struct process_source provides them, or a test's. */
#ifndef LSOCK_PID_OWNERS_H
#define LSOCK_PID_OWNERS_H

#include "owner_scan.h"

/* The longest path or command line of Windows in UTF-8. */
#define PROCESS_TEXT (3 * 32767 + 1)

/* The longest account name with its domain. */
#define PROCESS_ACCOUNT (3 * 1024 + 1)

/* Details of one process; zeroed, and unknown details stay so. */
struct process_details {
    char path[PROCESS_TEXT]; /* zero-terminated UTF-8, like all texts here */
    char command_line[PROCESS_TEXT];
    size_t sid_length; /* of the user's SID; 0: unknown */
    _Alignas(8) unsigned char sid[68]; /* SECURITY_MAX_SID_SIZE */
};

struct process_source {
    void *context;
    const char *remedy; /* appended to the note about processes that refused access, or "" */

    /* Calls `visit` for each process, or for each service (a process may run several); the name is
     * valid only during the call. False: the system cannot list them. */
    bool (*processes)(void *context, void (*visit)(void *visitor, uint32_t pid, const char *name),
                      void *visitor);
    bool (*services)(void *context, void (*visit)(void *visitor, uint32_t pid, const char *name),
                     void *visitor);

    /* Of the request it reads `paths` and `command_lines`. False: access denied. */
    bool (*details)(void *context, uint32_t pid, const struct owner_request *request,
                    struct process_details *details);

    /* The account name of this SID; a domain controller may take seconds to answer. */
    void (*account)(void *context, void *sid, char *name, size_t size);
};

/* See owner_collect. */
bool pid_owners_collect(struct snapshot *snapshot, const struct owner_request *request,
                        const struct process_source *source, struct error *error) NODISCARD;

#endif
