/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The hierarchy of control groups (v2): numbers and paths. */
#ifndef LSOCK_CGROUP_TREE_H
#define LSOCK_CGROUP_TREE_H

#include <stdbool.h>
#include <stdint.h>

#include "text.h"

/* The number of a group; its path from the root of the hierarchy, as /proc/PID/cgroup has it, or
 * with the mount point before it. False: there is none. */
bool cgroup_tree_id(struct text path, uint64_t *id);

/* Hands every group that can be seen to `visit`, with its path from the root, "/" of the root
 * itself, until it returns false. False: part of the tree could not be read. */
bool cgroup_tree_walk(bool (*visit)(void *context, uint64_t id, struct text path), void *context);

#endif
