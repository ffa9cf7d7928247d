/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Kinds of sockets: protocols, and socket types of them. -A names them as ss(8) does. */
#ifndef LSOCK_KINDS_H
#define LSOCK_KINDS_H

#include "builder.h"
#include "errors.h"
#include "protocol.h"

/* Zeroed: nothing is chosen, which means the default protocols. */
struct kinds {
    uint32_t protocols;            /* PROTOCOL_BIT */
    uint32_t named;                /* of these: each by its own name, not by a group of -A */
    uint8_t types[PROTOCOL_COUNT]; /* bits of enum socket_type; 0: every type */
};

void kinds_add(struct kinds *kinds, enum protocol protocol);

/*
 * Adds the kinds of a comma-separated list; `!` before a name removes that kind. A list that starts
 * with `!` removes from the full set. The error marks a name that is unknown.
 */
bool kinds_parse(struct kinds *kinds, struct text list, struct error *error) NODISCARD;

/* The names, separated by blanks, for help and completions. */
#define KINDS_NAMES                                       "all inet " PROTOCOLS(LIST_NAME, LIST_BLANK_NAME) KINDS_TYPES(LIST_BLANK_TYPE)
#define LIST_BLANK_TYPE(name, short_name, protocol, type) " " name

/* Kinds of one type: the name, and the shorter one of ss. */
/* clang-format off */
#define KINDS_TYPES(EACH)                            \
    EACH("unix_stream", "u_str", UNIX, STREAM)       \
    EACH("unix_dgram", "u_dgr", UNIX, DGRAM)         \
    EACH("unix_seqpacket", "u_seq", UNIX, SEQPACKET) \
    EACH("packet_raw", "p_raw", PACKET, RAW)         \
    EACH("packet_dgram", "p_dgr", PACKET, DGRAM)     \
    EACH("vsock_stream", "v_str", VSOCK, STREAM)     \
    EACH("vsock_dgram", "v_dgr", VSOCK, DGRAM)
/* clang-format on */

/* As a filter: `( A or B ) `; nothing where no kind was chosen. */
void kinds_write(const struct kinds *kinds, struct builder *out);

#endif
