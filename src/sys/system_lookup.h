/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * One question to the system, asked each time; system_names.c remembers the answers. An answer of
 * length 0: no such name. It is good until the next question; some write it to `room`, which has
 * LOOKUP_ROOM bytes.
 */
#ifndef LSOCK_SYSTEM_LOOKUP_H
#define LSOCK_SYSTEM_LOOKUP_H

#include "names.h"

#define LOOKUP_ROOM 1056 /* more than NI_MAXHOST and IF_NAMESIZE of any system */

/* May ask DNS. */
struct text lookup_host(const struct host_address *address, char *room, size_t size);

/* An empty protocol: any. */
struct text lookup_service(uint16_t port, const char *protocol);
struct text lookup_user(uint32_t uid);
struct text lookup_interface(uint32_t index, char *room);

/* Sets the questions from names to numbers that this system can answer, for the filter: asked once
 * for each word that is typed. The others stay NULL. */
void lookup_init(struct names *names);

/* A name as C has it; false where it does not fit or holds a zero byte. */
bool lookup_string(struct text name, char *room, size_t size);

#endif
