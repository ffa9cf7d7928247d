/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "privilege.h"

#define BIT(name) CAPABILITY_BIT(CAPABILITY_##name)

const char *const capability_names[CAPABILITY_COUNT] = {
    [CAPABILITY_DAC_OVERRIDE] = "CAP_DAC_OVERRIDE",
    [CAPABILITY_DAC_READ_SEARCH] = "CAP_DAC_READ_SEARCH",
    [CAPABILITY_NET_ADMIN] = "CAP_NET_ADMIN",
    [CAPABILITY_NET_BIND_SERVICE] = "CAP_NET_BIND_SERVICE",
    [CAPABILITY_SYS_ADMIN] = "CAP_SYS_ADMIN",
    [CAPABILITY_SYS_PTRACE] = "CAP_SYS_PTRACE",
};

const struct privilege_row privilege_rows[] = {
    {PRIVILEGE_OWNERS, "processes of other users: `-p`, and columns and filters about processes",
     BIT(SYS_PTRACE) | BIT(DAC_READ_SEARCH)},
    {PRIVILEGE_MARKS, "marks, BPF filters and other restricted details: `-e`, `-i`, `-b`, `fwmark`",
     BIT(NET_ADMIN)},
    {PRIVILEGE_DESTROY, "closing sockets: `-K`", BIT(NET_ADMIN)},
    {PRIVILEGE_NETNS, "another network namespace: `-N`", BIT(SYS_ADMIN) | BIT(SYS_PTRACE)},
    {PRIVILEGE_ALL_NETNS, "namespaces mounted in closed directories: `--netns all`",
     BIT(DAC_READ_SEARCH)},
    {PRIVILEGE_RECORD, "a file in a directory of another user: `--record`", BIT(DAC_OVERRIDE)},
    {PRIVILEGE_EVENTS, "a receive buffer larger than `net.core.rmem_max`: `-E`",
     BIT(NET_ADMIN)},
    {PRIVILEGE_BIND, "binding a port below 1024: `why`", BIT(NET_BIND_SERVICE)},
};

bool privilege_permits(const char *what, struct error *error)
{
    return !privilege_is_raised() ||
           error_set(error, STATUS_USAGE,
                     "%s is refused: lsock runs with more privilege than its caller", what);
}

const size_t privilege_row_count = COUNT_OF(privilege_rows);
