/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Look-ups of names on this system. sys implements them; cli passes them to the writers (number to
 * name) and to the filter (name to number). A pointer to this struct, or any function in it, may be
 * NULL: then only numbers are available.
 */
#ifndef LSOCK_NAMES_H
#define LSOCK_NAMES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "text.h"

/* An address of a host: 4 bytes, or 16 if is_ipv6; network byte order. */
struct host_address {
    bool is_ipv6;
    uint8_t bytes[16];
};

struct names {
    bool windows; /* a Windows system: names ignore case, and backslashes need no escape */
    void *context;
    void *resolver; /* the context of the host and service functions */

    /* Number to name. `names` owns the text; length 0: no such name. Answers are cached, so
     * repeated calls are cheap. Both halves of in_two may call these. */
    struct text (*host)(void *context, const struct host_address *address);
    struct text (*service)(void *context, uint16_t port, const char *protocol);
    struct text (*user)(void *context, uint32_t uid);
    struct text (*interface)(void *context, uint32_t index);
    struct text (*cgroup)(void *context, uint64_t id); /* path from the root of the hierarchy (v2) */

    /*
     * Name to number; returns false, or a count of 0, if there is no such name. errno tells why the
     * look-up of an interface or control group failed. host_addresses may ask DNS; it writes at
     * most `room` addresses and returns how many there are.
     */
    size_t (*host_addresses)(void *context, struct text name, struct host_address *out,
                             size_t room);
    bool (*service_port)(void *context, struct text name, uint16_t *port);
    bool (*interface_index)(void *context, struct text name, uint32_t *index);
    bool (*cgroup_id)(void *context, struct text path, uint64_t *id);

    /* Calls `see` for each interface of this network namespace with each of its addresses; NULL: it
     * has none. False: interfaces cannot be listed. */
    bool (*interfaces)(void (*see)(void *viewer, struct text name, bool loopback,
                                   const struct host_address *address),
                       void *viewer);
};

#endif
