/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The resolver functions that system_lookup.c needs, for POSIX or Winsock. */
#ifndef LSOCK_RESOLVER_H
#define LSOCK_RESOLVER_H

#ifdef _WIN32
#include "windows_compat.h"

#include <ws2tcpip.h>
#else
#include <arpa/inet.h>
#include <netdb.h>
#include <netinet/in.h>
#include <sys/socket.h>
#endif

#include "names.h"

/* Starts the resolver if necessary; false: not available. */
bool resolver_ready(void);

/* Calls `found` for every address of a host. */
void resolver_addresses(const char *name,
                        void (*found)(void *context, const struct sockaddr *address, size_t length),
                        void *context);

/* Writes the host name of an address, zero-terminated; false: it has none. */
bool resolver_name(const struct sockaddr *address, socklen_t length, char *room, size_t size);

/* False: not an IP address. */
bool lookup_address(const struct sockaddr *address, struct host_address *host);

/* Sets the look-ups that only some systems have: users, cgroups and interfaces. */
void resolver_init(struct names *names);

#endif
