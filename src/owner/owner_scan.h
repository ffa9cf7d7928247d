/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Finds the owners of a snapshot's sockets in one scan of all processes, as late as possible and
 * only on request. */
#ifndef LSOCK_OWNER_SCAN_H
#define LSOCK_OWNER_SCAN_H

#include "errors.h"
#include "snapshot.h"

struct owner_request {
    const char *root; /* NULL: this system's own; Linux: a directory like /proc */
    bool threads;     /* list each thread separately */
    bool cgroups;     /* also control group, unit and container; Windows: services */
    bool paths;       /* and the paths of their programs; Windows: and their users */
    bool command_lines;
    bool limits;          /* also the number of open descriptors and its limit */
    bool contexts;        /* also the security contexts of the processes */
    bool socket_contexts; /* also those of the sockets */
};

/*
 * Finds the owners of every socket in the snapshot that can have one, and sets owner_status of all
 * sockets. Linear in descriptors and sockets. Processes that could not be inspected are counted in
 * the snapshot's owners. If nothing can be inspected, it adds a note, and all sockets get
 * OWNER_UNKNOWN. False, with *error: out of memory.
 */
bool owner_collect(struct snapshot *snapshot, const struct owner_request *request,
                   struct error *error) NODISCARD;

/* Returns the container of a process, or else its systemd unit; .bytes NULL: neither. */
struct text owner_place(uint32_t pid, struct arena *arena);

#endif
