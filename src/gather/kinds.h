/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Kinds of sockets: protocols and their socket types, with the names that ss(8) uses for -A. */
#ifndef LSOCK_KINDS_H
#define LSOCK_KINDS_H

#include "builder.h"
#include "errors.h"
#include "protocol.h"

/* Zeroed: nothing is chosen, so the default protocols apply. */
struct kinds {
    uint32_t protocols;            /* PROTOCOL_BIT */
    uint32_t named;                /* the ones chosen by their own name, not by a group of -A */
    uint8_t types[PROTOCOL_COUNT]; /* bits of enum socket_type; 0: every type */
};

void kinds_add(struct kinds *kinds, enum protocol protocol);

/*
 * Adds the kinds in a comma-separated list; `!` before a name removes that kind. A list that starts
 * with `!` removes its kinds from the full set. An error marks the unknown name.
 */
bool kinds_parse(struct kinds *kinds, struct text list, struct error *error) NODISCARD;

/* The names, separated by blanks, for help and completions. */
#define KINDS_NAMES                                       "all inet " PROTOCOLS(LIST_NAME, LIST_BLANK_NAME) KINDS_TYPES(LIST_BLANK_TYPE)
#define LIST_BLANK_TYPE(name, short_name, protocol, type) " " name

/* Kinds with a single type: the name, and the short name of ss. */
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

/* Writes the kinds as a filter: `( A or B ) `; nothing if none was chosen. */
void kinds_write(const struct kinds *kinds, struct builder *out);

#endif
