/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Network namespaces other than this process's own: finding them, and reading their tables. */
#ifndef LSOCK_NAMESPACES_H
#define LSOCK_NAMESPACES_H

#include "backend.h"

/*
 * As backend_collect, in the namespace that `which` says: a name of `ip netns`, a process id, or a
 * path; or, for "all", in every one that a process or a mount of this system shows. The sources
 * that are added carry netns, and netns_name or netns_pid where there is one.
 *
 * With the right to enter it (CAP_SYS_ADMIN) a namespace is read as one's own. Otherwise, where a
 * process in it is known, the files in /proc/PID/net are read. Of "all", one that cannot be read is
 * a note. One alone is entered for good, so that names of interfaces are its own.
 */
bool namespaces_collect(struct text which, const struct backend *only,
                        const struct request *request, const struct collector *collector,
                        struct error *error) NODISCARD;

#endif
