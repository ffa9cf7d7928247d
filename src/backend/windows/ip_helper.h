/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The IP Helper tables: TCP and UDP sockets with their processes. Windows Vista and later. */
#ifndef LSOCK_IP_HELPER_H
#define LSOCK_IP_HELPER_H

#include "api.h"
#include "backend.h"

/* One table, IPv4 and IPv6, by these system calls; as struct backend has it. */
enum backend_result ip_helper_collect(const struct api *api, const struct request *request,
                                      enum protocol protocol, const struct collector *collector,
                                      struct error *error);

#endif
