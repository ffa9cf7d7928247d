/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What the control group of a process tells of it: its systemd unit and its container. */
#ifndef LSOCK_CGROUP_H
#define LSOCK_CGROUP_H

#include "text.h"

/* Parts of the text that was read, or empty. */
struct cgroup {
    struct text path;
    struct text unit;
    struct text container; /* a whole id, or a name with systemd's \x2d escapes */
    bool container_is_id;
    const char *runtime; /* of the container; a literal, NULL: none */
};

/* Reads /proc/PID/cgroup (cgroups(7)): version 2, version 1 and both side by side. */
void cgroup_read(struct text file, struct cgroup *cgroup);

#endif
