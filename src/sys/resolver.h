/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What system_lookup.c needs of the system's resolver, POSIX or Winsock. */
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

/* Starts the resolver where that is needed; false: it cannot be used. */
bool resolver_ready(void);

/* Hands every address of a host to `found`. */
void resolver_addresses(const char *name,
                        void (*found)(void *context, const struct sockaddr *address, size_t length),
                        void *context);

/* The name of an address, zero-terminated; false: it has none. */
bool resolver_name(const struct sockaddr *address, socklen_t length, char *room, size_t size);

/* False: it is no IP address. */
bool lookup_address(const struct sockaddr *address, struct host_address *host);

/* The look-ups that not every system has: of users, cgroups and interfaces. */
void resolver_init(struct names *names);

#endif
