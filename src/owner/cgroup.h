/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Finds the systemd unit and the container in /proc/PID/cgroup. */
#ifndef LSOCK_CGROUP_H
#define LSOCK_CGROUP_H

#include "text.h"

/* Parts of the file's text, or empty. */
struct cgroup {
    struct text path;
    struct text unit;
    struct text container; /* a full id, or a name with systemd's \x2d escapes */
    bool container_is_id;
    const char *runtime; /* of the container: a literal, or NULL */
};

/* Reads /proc/PID/cgroup (cgroups(7)): version 2, version 1 and both side by side. */
void cgroup_read(struct text file, struct cgroup *cgroup);

#endif
