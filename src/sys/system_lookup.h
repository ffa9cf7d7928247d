/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * One question to the system, asked each time; system_names.c remembers the answers. Each may write
 * its answer to `room`, which has at least LOOKUP_ROOM bytes; length 0: no such name. The answer is
 * good until the next question.
 */
#ifndef LSOCK_SYSTEM_LOOKUP_H
#define LSOCK_SYSTEM_LOOKUP_H

#include "names.h"

#define LOOKUP_ROOM 1056 /* more than NI_MAXHOST and IF_NAMESIZE of any system */

/* May ask DNS. */
struct text lookup_host(const struct host_address *address, char *room, size_t size);

/* An empty protocol: any. */
struct text lookup_service(uint16_t port, const char *protocol, char *room, size_t size);
struct text lookup_user(uint32_t uid, char *room, size_t size);
struct text lookup_interface(uint32_t index, char *room, size_t size);

#endif
