/* SPDX-License-Identifier: GPL-2.0-or-later */
/* -A LIST: the names of ss(8) for kinds of sockets. */
#ifndef LSOCK_QUERY_H
#define LSOCK_QUERY_H

#include "builder.h"
#include "errors.h"
#include "options.h"
#include "protocol.h"

/* Adds the kinds of a list with commas to those of the options; `!` before a name takes them away
 * again. False: *error marks a name that is none. */
bool query_parse(struct options *options, struct text list, struct error *error) NODISCARD;

/* The names, separated by blanks, for help and completions. */
#define QUERY_NAMES "all inet " PROTOCOLS(LIST_NAME, LIST_BLANK_NAME) QUERY_TYPES(LIST_BLANK_TYPE)
#define LIST_BLANK_TYPE(name, short_name, protocol, type) " " name

/* Kinds of one type: the name, and the shorter one of ss. */
/* clang-format off */
#define QUERY_TYPES(EACH)                            \
    EACH("unix_stream", "u_str", UNIX, STREAM)       \
    EACH("unix_dgram", "u_dgr", UNIX, DGRAM)         \
    EACH("unix_seqpacket", "u_seq", UNIX, SEQPACKET) \
    EACH("packet_raw", "p_raw", PACKET, RAW)         \
    EACH("packet_dgram", "p_dgr", PACKET, DGRAM)     \
    EACH("vsock_stream", "v_str", VSOCK, STREAM)     \
    EACH("vsock_dgram", "v_dgr", VSOCK, DGRAM)
/* clang-format on */

/* As a filter: the kinds of sockets that were chosen, `( A or B ) `; nothing where all are. */
void query_write(const struct options *options, struct builder *out);

#endif
