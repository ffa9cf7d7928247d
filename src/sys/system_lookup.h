/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Uncached look-ups on this system; system_names.c caches the answers. An answer of length 0 means:
 * no such name. An answer is valid until the next call; some are written to `room`, which has
 * LOOKUP_ROOM bytes.
 */
#ifndef LSOCK_SYSTEM_LOOKUP_H
#define LSOCK_SYSTEM_LOOKUP_H

#include "names.h"

#define LOOKUP_ROOM 1056 /* more than NI_MAXHOST and IF_NAMESIZE on any system */

/* May ask DNS. */
struct text lookup_host(const struct host_address *address, char *room, size_t size);

/* An empty protocol matches any. */
struct text lookup_service(uint16_t port, const char *protocol);
struct text lookup_user(uint32_t uid);
struct text lookup_interface(uint32_t index, char *room);

/* Sets the name-to-number look-ups that this system supports, for the filter: each typed word is
 * looked up once. The others stay NULL. */
void lookup_init(struct names *names);

/* Copies a name to a C string; false: it does not fit or contains a zero byte. */
bool lookup_string(struct text name, char *room, size_t size);

#endif
