/* SPDX-License-Identifier: GPL-2.0-or-later */
/* For systems without cgroups, network namespaces and capabilities: a program keeps all rights of
 * its caller. */
#include <errno.h>

#include "cgroup_tree.h"
#include "network_namespace.h"
#include "privilege.h"

bool cgroup_tree_id(struct text path UNUSED, uint64_t *id UNUSED)
{
    return false;
}

bool cgroup_tree_walk(bool (*visit)(void *context, uint64_t id, struct text path) UNUSED,
                      void *context UNUSED)
{
    return true;
}

uint64_t netns_initial(void)
{
    return 0;
}

bool privilege_is_raised(void)
{
    return false;
}

bool privilege_limit(unsigned needs UNUSED, struct error *error UNUSED)
{
    return true;
}

bool privilege_use(unsigned needs UNUSED, struct error *error UNUSED)
{
    return true;
}

bool privilege_advise(int failure UNUSED, struct error *error UNUSED)
{
    return false;
}

bool privilege_has(enum capability capability UNUSED)
{
    return true;
}
