/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Who holds the sockets of a snapshot: one look at every process, as late as possible and only when
 * somebody wants to know.
 */
#ifndef LSOCK_OWNER_SCAN_H
#define LSOCK_OWNER_SCAN_H

#include "errors.h"
#include "snapshot.h"

struct owner_request {
    const char *root; /* NULL: this system's own; Linux: a directory like /proc */
    bool threads;     /* each thread for itself */
    bool cgroups;     /* also control group, unit and container; Windows: services */
    bool paths;       /* and the paths of their programs; Windows: and their users */
    bool command_lines;
    bool limits;          /* also how many descriptors they have open, and may have */
    bool contexts;        /* also the security contexts of the processes */
    bool socket_contexts; /* and those of the sockets */
};

/*
 * Finds the owners of every socket in the snapshot that can have one, and sets owner_status of all
 * of them. Linear in descriptors and sockets. What could not be looked at is counted in the
 * snapshot's owners; a system that cannot be looked at all is a note, and its sockets have
 * OWNER_UNKNOWN. False: out of memory, and *error says so.
 */
bool owner_collect(struct snapshot *snapshot, const struct owner_request *request,
                   struct error *error) NODISCARD;

/* What a process runs in: its container, else its systemd unit; .bytes NULL: neither. */
struct text owner_place(uint32_t pid, struct arena *arena);

#endif
