/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Reads the IP Helper tables: TCP and UDP sockets with their processes. Windows Vista and later. */
#ifndef LSOCK_IP_HELPER_H
#define LSOCK_IP_HELPER_H

#include "api.h"
#include "backend.h"

/* Reads one table, IPv4 and IPv6, with these system calls; see struct backend. */
enum backend_result ip_helper_collect(const struct api *api, const struct request *request,
                                      enum protocol protocol, const struct collector *collector,
                                      struct error *error);

#endif
