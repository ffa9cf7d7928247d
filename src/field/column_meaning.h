/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What the filter may know of a column beyond its type: the unit of its numbers, and which part of
 * a socket it is, where a backend can be asked for just that.
 */
#ifndef LSOCK_COLUMN_MEANING_H
#define LSOCK_COLUMN_MEANING_H

#include "column.h"

enum column_unit {
    UNIT_NONE, /* a count, an identity, or bytes */
    UNIT_MICROSECONDS,
    UNIT_MILLISECONDS,
    UNIT_SECONDS,
    UNIT_BITS_PER_SECOND,
    UNIT_COUNT
};

/* Units are in the names: rtt_us, rto_ms, pacing_rate_bps. */
enum column_unit column_unit(const struct column *column);

/* As column_find, and also without the unit: `rtt` for rtt_us. */
const struct column *column_find_word(struct text word);

enum column_meaning {
    MEANING_OTHER,
    MEANING_PROTOCOL,
    MEANING_FAMILY,
    MEANING_STATE, /* the state of RFC 9293; absent where a protocol has none */
    MEANING_STATUS,
    MEANING_LISTENING,
    MEANING_CONNECTED,
    MEANING_BOUND,
    MEANING_LOCAL_ADDRESS,
    MEANING_LOCAL_PORT,
    MEANING_LOCAL, /* address and port */
    MEANING_REMOTE_ADDRESS,
    MEANING_REMOTE_PORT,
    MEANING_REMOTE,
    MEANING_INTERFACE,
};

enum column_meaning column_meaning(const struct column *column);

#endif
