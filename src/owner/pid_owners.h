/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Owners where the tables of sockets name the process (Windows): what is left is to say what each
 * process is. Pure but for `struct process_source`, the system's or a test's.
 */
#ifndef LSOCK_PID_OWNERS_H
#define LSOCK_PID_OWNERS_H

#include "owner_scan.h"

/* The longest path or command line of Windows, as UTF-8. */
#define PROCESS_TEXT (3 * 32767 + 1)

/* The longest name of an account with its domain. */
#define PROCESS_ACCOUNT (3 * 1024 + 1)

/* What one process may be asked; zeroed, and left so where it does not tell. */
struct process_details {
    char path[PROCESS_TEXT]; /* zero-terminated UTF-8, like all texts here */
    char command_line[PROCESS_TEXT];
    size_t sid_length; /* of its user; 0: unknown */
    _Alignas(8) unsigned char sid[68]; /* SECURITY_MAX_SID_SIZE */
};

struct process_source {
    void *context;
    const char *remedy; /* of processes that may not be asked, behind a note; "": there is none */

    /* Visits each process of the system, and each service (one process may run several); the name
     * is good for that moment. False: the system does not list them. */
    bool (*processes)(void *context, void (*visit)(void *visitor, uint32_t pid, const char *name),
                      void *visitor);
    bool (*services)(void *context, void (*visit)(void *visitor, uint32_t pid, const char *name),
                     void *visitor);

    /* Of the request it reads `paths` and `command_lines`. False: it may not be asked. */
    bool (*details)(void *context, uint32_t pid, const struct owner_request *request,
                    struct process_details *details);

    /* The name of the account with this SID, which a domain controller may take seconds to tell. */
    void (*account)(void *context, void *sid, char *name, size_t size);
};

/* As owner_collect. */
bool pid_owners_collect(struct snapshot *snapshot, const struct owner_request *request,
                        const struct process_source *source, struct error *error) NODISCARD;

#endif
