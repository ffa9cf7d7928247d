/* SPDX-License-Identifier: GPL-2.0-or-later */
/* -A LIST: the names of ss(8) for kinds of sockets. */
#ifndef LSOCK_QUERY_H
#define LSOCK_QUERY_H

#include "builder.h"
#include "errors.h"
#include "options.h"

/* Adds the kinds of a list with commas to those of the options; `!` before a name takes them away
 * again. False: *error marks a name that is none. */
bool query_parse(struct options *options, struct text list, struct error *error) NODISCARD;

/* The names, separated by blanks, for help and completions. */
#define QUERY_NAMES                                                                              \
    "all inet tcp mptcp sctp udp udplite raw unix unix_stream unix_dgram unix_seqpacket packet " \
    "packet_raw packet_dgram netlink vsock vsock_stream vsock_dgram xdp tipc"

/* As a filter: the kinds of sockets that were chosen, `( A or B ) `; nothing where all are. */
void query_write(const struct options *options, struct builder *out);

#endif
