/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The hierarchy of control groups (v2): converts between ids and paths. */
#ifndef LSOCK_CGROUP_TREE_H
#define LSOCK_CGROUP_TREE_H

#include <stdbool.h>
#include <stdint.h>

#include "text.h"

/* Finds the id of a group by its path from the root of the hierarchy, as in /proc/PID/cgroup, or
 * with the mount point before it. False: no such group. */
bool cgroup_tree_id(struct text path, uint64_t *id);

/* Calls `visit` for every visible group with its path from the root ("/" for the root itself),
 * until it returns false. Returns false if part of the tree could not be read. */
bool cgroup_tree_walk(bool (*visit)(void *context, uint64_t id, struct text path), void *context);

#endif
