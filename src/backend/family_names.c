/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Names for the numbers that other families have instead of addresses. */
#include "linux_socket.h"

#include <stdio.h>

#include "compiler.h"

/* linux/if_ether.h: ETH_P_… */
static const struct {
    uint16_t protocol;
    const char *name;
} packet_names[] = {
    {0x0003, "all"},   {0x0800, "ip"},    {0x0806, "arp"},  {0x8035, "rarp"},
    {0x8100, "vlan"},  {0x86dd, "ipv6"},  {0x8847, "mpls"}, {0x8863, "pppoe-discovery"},
    {0x8864, "pppoe"}, {0x888e, "eapol"}, {0x88a8, "qinq"}, {0x88cc, "lldp"},
    {0x88f7, "ptp"},
};

/* linux/netlink.h: NETLINK_… */
static const char *const netlink_names[] = {
    [0] = "route",      [1] = "unused",         [2] = "usersock",    [3] = "firewall",
    [4] = "sock_diag",  [5] = "nflog",          [6] = "xfrm",        [7] = "selinux",
    [8] = "iscsi",      [9] = "audit",          [10] = "fib_lookup", [11] = "connector",
    [12] = "netfilter", [13] = "ip6_fw",        [14] = "dnrtmsg",    [15] = "kobject_uevent",
    [16] = "generic",   [18] = "scsitransport", [19] = "ecryptfs",   [20] = "rdma",
    [21] = "crypto",    [22] = "smc",
};

/* Sets a name, or the number if there is none; all names fit the room. */
static void set(struct detail_room *room, const char *name, bool hex, unsigned number)
{
    char digits[12];

    snprintf(digits, sizeof(digits), hex ? "0x%04x" : "%u", number);
    if (!detail_room_set_local(room, text_of(name != NULL ? name : digits)))
        room->ends.local.length = 0;
}

void packet_name_set(struct detail_room *room, uint16_t protocol)
{
    const char *name = protocol == 0 ? "" : NULL;

    for (size_t i = 0; i < COUNT_OF(packet_names); i++)
        if (packet_names[i].protocol == protocol)
            name = packet_names[i].name;
    set(room, name, true, protocol);
}

void netlink_name_set(struct detail_room *room, uint32_t family)
{
    set(room, family < COUNT_OF(netlink_names) ? netlink_names[family] : NULL, false, family);
}
