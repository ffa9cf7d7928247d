/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The firewall's connections: /proc/net/nf_conntrack, which root can read. */
#ifndef LSOCK_CONNTRACK_H
#define LSOCK_CONNTRACK_H

#include <stdbool.h>
#include <stdint.h>

#include "host_reading.h"

/* One of them. The texts point into the line. */
struct conntrack_entry {
    struct text protocol;    /* "tcp" */
    struct text to, to_port; /* where the first packet was sent; no port: length 0 */
    struct text by, by_port; /* who answers; DNAT: another */
};

/* Parses a line. False: it is none. */
bool conntrack_parse(struct text line, struct conntrack_entry *entry);

/* Finds the protocol and destination with the most connections: "61 of them tcp to 10.0.0.2". Empty:
 * unknown, or none has a tenth of them. */
void conntrack_top(char out[CONNTRACK_TOP_ROOM]);

/* Finds where the firewall sends connections to this port of this host, by one that it tracks:
 * "172.17.0.2:80". False: none is known. */
bool conntrack_redirect(struct text protocol, uint16_t port, char out[CONNTRACK_TOP_ROOM]);

#endif
