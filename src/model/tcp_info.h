/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What Linux tells about a TCP connection, struct tcp_info of linux/tcp.h, read by offset and
 * length. The kernel only ever appends, so a shorter one comes from an older kernel, and what lies
 * behind its end is unknown. The table in tcp_info.c, not the headers of the machine that built the
 * program, says what there is.
 */
#ifndef LSOCK_TCP_INFO_H
#define LSOCK_TCP_INFO_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "compiler.h"

/* In the order of the struct. */
enum tcp_field {
    TCP_CONGESTION_STATE, /* enum tcp_ca_state: open, disorder, cwr, recovery, loss */
    TCP_RETRANSMITS,
    TCP_PROBES,
    TCP_BACKOFF,
    TCP_OPTION_TIMESTAMPS,
    TCP_OPTION_SACK,
    TCP_OPTION_WINDOW_SCALE,
    TCP_OPTION_ECN,
    TCP_OPTION_ECN_SEEN,
    TCP_OPTION_FASTOPEN_DATA,
    TCP_OPTION_USEC_TIMESTAMPS,
    TCP_OPTION_FASTOPEN_CHILD,
    TCP_SEND_WSCALE,
    TCP_RECV_WSCALE,
    TCP_APP_LIMITED,
    TCP_FASTOPEN_FAILURE,
    TCP_RTO_MS,
    TCP_ATO_MS,
    TCP_SEND_MSS,
    TCP_RECV_MSS,
    TCP_UNACKED,
    TCP_SACKED,
    TCP_LOST,
    TCP_RETRANS,
    TCP_FACKETS,
    TCP_LAST_DATA_SENT_MS,
    TCP_LAST_DATA_RECEIVED_MS,
    TCP_LAST_ACK_RECEIVED_MS,
    TCP_PMTU,
    TCP_RECV_SSTHRESH,
    TCP_RTT_US,
    TCP_RTT_VARIATION_US,
    TCP_SSTHRESH,
    TCP_CWND,
    TCP_ADVERTISED_MSS,
    TCP_REORDERING,
    TCP_RECV_RTT_US,
    TCP_RECV_SPACE,
    TCP_RETRANS_TOTAL,
    TCP_PACING_RATE_BPS,
    TCP_MAX_PACING_RATE_BPS,
    TCP_BYTES_ACKED,
    TCP_BYTES_RECEIVED,
    TCP_SEGS_OUT,
    TCP_SEGS_IN,
    TCP_NOTSENT_BYTES,
    TCP_MIN_RTT_US,
    TCP_DATA_SEGS_IN,
    TCP_DATA_SEGS_OUT,
    TCP_DELIVERY_RATE_BPS,
    TCP_BUSY_US,
    TCP_RWND_LIMITED_US,
    TCP_SNDBUF_LIMITED_US,
    TCP_DELIVERED,
    TCP_DELIVERED_CE,
    TCP_BYTES_SENT,
    TCP_BYTES_RETRANS,
    TCP_DSACK_DUPS,
    TCP_REORDER_SEEN,
    TCP_OUT_OF_ORDER,
    TCP_SEND_WINDOW,
    TCP_RECV_WINDOW,
    TCP_REHASH,
    TCP_RTO_TOTAL,
    TCP_RTO_RECOVERIES,
    TCP_RTO_TIME_MS,
    TCP_RECEIVED_CE,
    TCP_DELIVERED_E1_BYTES,
    TCP_DELIVERED_E0_BYTES,
    TCP_DELIVERED_CE_BYTES,
    TCP_RECEIVED_E1_BYTES,
    TCP_RECEIVED_E0_BYTES,
    TCP_RECEIVED_CE_BYTES,
    TCP_ECN_MODE,
    TCP_ACCECN_OPTION_SEEN,
    TCP_ACCECN_FAILURES,
    TCP_FIELD_COUNT
};

/* As far as the table goes. The last four bytes meant something else before Linux 7.0. */
#define TCP_INFO_SIZE            280
#define TCP_INFO_SIZE_BEFORE_7_0 276

#define TCP_FIELD_WORDS ((TCP_FIELD_COUNT + 63) / 64)

/* Zeroed it is empty. */
struct tcp_info_bytes {
    uint16_t length; /* what there is of them, at most TCP_INFO_SIZE */
    bool gathered;   /* field by field, from elsewhere than a struct of the kernel */
    uint64_t missing[TCP_FIELD_WORDS]; /* within the length, bits by field: unknown all the same */
    uint8_t bytes[TCP_INFO_SIZE];
};

/* How a field is stored, and in which kernel it came. */
struct tcp_field_info {
    uint16_t offset, size; /* bytes */
    uint8_t shift, bits;   /* a part of it; bits 0: the whole */
    uint16_t multiply;     /* the stored number times this over that is the field; 0: as it is */
    uint16_t divide;
    uint64_t none;     /* the stored number that stands for "there is none" … */
    uint8_t has_none;  /* … where there is such a number */
    const char *since; /* Linux version */
};

const struct tcp_field_info *tcp_field_info(enum tcp_field field);

enum tcp_answer {
    TCP_FIELD_UNKNOWN, /* the kernel did not send it */
    TCP_FIELD_NONE,    /* it sent that there is none: no sample yet, no limit */
    TCP_FIELD_KNOWN,
};

/* Numbers that do not fit any more are UINT64_MAX. */
enum tcp_answer tcp_info_get(const struct tcp_info_bytes *info, enum tcp_field field,
                             uint64_t *number);

/* Makes it one of which all fields are unknown, to be filled one by one. */
void tcp_info_begin(struct tcp_info_bytes *info);

/* Stores a number where tcp_info_get finds it, as near as the unit allows; grows `length`. What
 * does not fit the field is cut to its largest. */
void tcp_info_set(struct tcp_info_bytes *info, enum tcp_field field, uint64_t number);

/* Stores that there is none. False: the field has no way to say so. */
bool tcp_info_set_none(struct tcp_info_bytes *info, enum tcp_field field);

#endif
