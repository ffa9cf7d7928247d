/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Look-ups of names that only the system knows. Declared here, filled by sys, handed by cli to
 * those who print (number to name) and to the filter (name to number). Any pointer to it may be
 * NULL, and so may each function in it: then there are only numbers.
 */
#ifndef LSOCK_NAMES_H
#define LSOCK_NAMES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "text.h"

/* An address that a host name stands for: 4 bytes, or 16 where is_ipv6; network byte order. */
struct host_address {
    bool is_ipv6;
    uint8_t bytes[16];
};

struct names {
    bool windows; /* of a Windows system: case does not matter, and backslashes are plain */
    void *context;
    void *resolver; /* the context of hosts and services */

    /*
     * Number to name. The text is owned by `names` and lives as long as it; length 0: no such
     * name. Each answer is kept, so asking again is cheap. Both halves of in_two may ask.
     */
    struct text (*host)(void *context, const struct host_address *address);
    struct text (*service)(void *context, uint16_t port, const char *protocol);
    struct text (*user)(void *context, uint32_t uid);
    struct text (*interface)(void *context, uint32_t index);
    struct text (*cgroup)(void *context, uint64_t id); /* path from the root of the hierarchy (v2) */

    /*
     * Name to number; false, or a count of 0, where there is no such name. If the
     * look-up of an interface or control group fails, errno says why. host_addresses may ask DNS
     * and writes at most `room` addresses; it returns how many there are.
     */
    size_t (*host_addresses)(void *context, struct text name, struct host_address *out,
                             size_t room);
    bool (*service_port)(void *context, struct text name, uint16_t *port);
    bool (*interface_index)(void *context, struct text name, uint32_t *index);
    bool (*cgroup_id)(void *context, struct text path, uint64_t *id);

    /* Shows each interface of this network namespace with each of its addresses; NULL: it has
     * none. False: they cannot be listed. */
    bool (*interfaces)(void (*see)(void *viewer, struct text name, bool loopback,
                                   const struct host_address *address),
                       void *viewer);
};

#endif
