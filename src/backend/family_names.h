/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Names for the numbers that stand where other families have addresses. Linux, every table. */
#ifndef LSOCK_FAMILY_NAMES_H
#define LSOCK_FAMILY_NAMES_H

#include <stdint.h>

#include "detail.h"

/*
 * The protocol that a packet socket gets, as the local name in the room: "all", "ip", "arp", … or
 * 0x88b5; none for 0: it gets nothing. Host byte order.
 */
void packet_name_set(struct detail_room *room, uint16_t protocol);

/* The netlink family: "route", "generic", … of netlink(7), or its number. */
void netlink_name_set(struct detail_room *room, uint32_t family);

#endif
