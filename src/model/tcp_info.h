/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Linux's struct tcp_info (linux/tcp.h), read by offset and length. The kernel only appends fields,
 * so older kernels send a shorter struct, and fields past its end are unknown. The table in
 * tcp_info.c defines the fields, not the headers of the build machine.
 */
#ifndef LSOCK_TCP_INFO_H
#define LSOCK_TCP_INFO_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "compiler.h"

/*
 * The fields in the order of the struct in Linux 2.6 to 7.0: name, offset and size in bytes,
 * encoding (see tcp_info.c), and the first kernel that sent it. Offset 48, tcpi_last_ack_sent, is
 * never set.
 */
/* clang-format off */
#define TCP_FIELDS(X) \
    X(CONGESTION_STATE, 1, 1, WHOLE, "2.6") /* enum tcp_ca_state */ \
    X(RETRANSMITS, 2, 1, WHOLE, "2.6") \
    X(PROBES, 3, 1, WHOLE, "2.6") \
    X(BACKOFF, 4, 1, WHOLE, "2.6") \
    X(OPTION_TIMESTAMPS, 5, 1, PART(0, 1), "2.6") \
    X(OPTION_SACK, 5, 1, PART(1, 1), "2.6") \
    X(OPTION_WINDOW_SCALE, 5, 1, PART(2, 1), "2.6") \
    X(OPTION_ECN, 5, 1, PART(3, 1), "2.6") \
    X(OPTION_ECN_SEEN, 5, 1, PART(4, 1), "3.3") \
    X(OPTION_FASTOPEN_DATA, 5, 1, PART(5, 1), "3.7") \
    X(OPTION_USEC_TIMESTAMPS, 5, 1, PART(6, 1), "6.7") \
    X(OPTION_FASTOPEN_CHILD, 5, 1, PART(7, 1), "6.14") \
    X(SEND_WSCALE, 6, 1, FIELD(0, 4, 8), "2.6") \
    X(RECV_WSCALE, 6, 1, FIELD(4, 4, 8), "2.6") \
    X(APP_LIMITED, 7, 1, FIELD(0, 1, 8), "4.9") \
    X(FASTOPEN_FAILURE, 7, 1, FIELD(1, 2, 8), "5.5") \
    X(RTO_MS, 8, 4, MS_OF_US, "2.6") \
    X(ATO_MS, 12, 4, MS_OF_US, "2.6") \
    X(SEND_MSS, 16, 4, WHOLE, "2.6") \
    X(RECV_MSS, 20, 4, WHOLE, "2.6") \
    X(UNACKED, 24, 4, WHOLE, "2.6") \
    X(SACKED, 28, 4, WHOLE, "2.6") \
    X(LOST, 32, 4, WHOLE, "2.6") \
    X(RETRANS, 36, 4, WHOLE, "2.6") \
    X(FACKETS, 40, 4, WHOLE, "2.6") /* always 0 since 4.15 */ \
    X(LAST_DATA_SENT_MS, 44, 4, WHOLE, "2.6") \
    X(LAST_DATA_RECEIVED_MS, 52, 4, WHOLE, "2.6") \
    X(LAST_ACK_RECEIVED_MS, 56, 4, WHOLE, "2.6") \
    X(PMTU, 60, 4, NONE_IS(0), "2.6") \
    X(RECV_SSTHRESH, 64, 4, WHOLE, "2.6") \
    X(RTT_US, 68, 4, NONE_IS(0), "2.6") \
    X(RTT_VARIATION_US, 72, 4, WHOLE, "2.6") \
    X(SSTHRESH, 76, 4, NONE_IS(0x7fffffff), "2.6") /* TCP_INFINITE_SSTHRESH */ \
    X(CWND, 80, 4, WHOLE, "2.6") \
    X(ADVERTISED_MSS, 84, 4, WHOLE, "2.6") \
    X(REORDERING, 88, 4, WHOLE, "2.6") \
    X(RECV_RTT_US, 92, 4, NONE_IS(0), "2.6") \
    X(RECV_SPACE, 96, 4, WHOLE, "2.6") \
    X(RETRANS_TOTAL, 100, 4, WHOLE, "2.6") \
    X(PACING_RATE_BPS, 104, 8, BITS_OF_BYTES, "3.15") \
    X(MAX_PACING_RATE_BPS, 112, 8, BITS_OF_BYTES, "3.15") \
    X(BYTES_ACKED, 120, 8, WHOLE, "4.1") \
    X(BYTES_RECEIVED, 128, 8, WHOLE, "4.1") \
    X(SEGS_OUT, 136, 4, WHOLE, "4.2") \
    X(SEGS_IN, 140, 4, WHOLE, "4.2") \
    X(NOTSENT_BYTES, 144, 4, WHOLE, "4.6") \
    X(MIN_RTT_US, 148, 4, NONE_IS(UINT32_MAX), "4.6") \
    X(DATA_SEGS_IN, 152, 4, WHOLE, "4.6") \
    X(DATA_SEGS_OUT, 156, 4, WHOLE, "4.6") \
    X(DELIVERY_RATE_BPS, 160, 8, BITS_OF_BYTES, "4.9") \
    X(BUSY_US, 168, 8, WHOLE, "4.10") \
    X(RWND_LIMITED_US, 176, 8, WHOLE, "4.10") \
    X(SNDBUF_LIMITED_US, 184, 8, WHOLE, "4.10") \
    X(DELIVERED, 192, 4, WHOLE, "4.18") \
    X(DELIVERED_CE, 196, 4, WHOLE, "4.18") \
    X(BYTES_SENT, 200, 8, WHOLE, "4.19") \
    X(BYTES_RETRANS, 208, 8, WHOLE, "4.19") \
    X(DSACK_DUPS, 216, 4, WHOLE, "4.19") \
    X(REORDER_SEEN, 220, 4, WHOLE, "4.19") \
    X(OUT_OF_ORDER, 224, 4, WHOLE, "5.4") \
    X(SEND_WINDOW, 228, 4, WHOLE, "5.4") \
    X(RECV_WINDOW, 232, 4, WHOLE, "6.2") \
    X(REHASH, 236, 4, WHOLE, "6.2") \
    X(RTO_TOTAL, 240, 2, WHOLE, "6.7") \
    X(RTO_RECOVERIES, 242, 2, WHOLE, "6.7") \
    X(RTO_TIME_MS, 244, 4, WHOLE, "6.7") \
    X(RECEIVED_CE, 248, 4, WHOLE, "6.18") \
    X(DELIVERED_E1_BYTES, 252, 4, WHOLE, "6.18") \
    X(DELIVERED_E0_BYTES, 256, 4, WHOLE, "6.18") \
    X(DELIVERED_CE_BYTES, 260, 4, WHOLE, "6.18") \
    X(RECEIVED_E1_BYTES, 264, 4, WHOLE, "6.18") \
    X(RECEIVED_E0_BYTES, 268, 4, WHOLE, "6.18") \
    X(RECEIVED_CE_BYTES, 272, 4, WHOLE, "6.18") \
    X(ECN_MODE, 276, 4, FIELD(0, 2, 32), "7.0") \
    X(ACCECN_OPTION_SEEN, 276, 4, FIELD(2, 2, 32), "7.0") \
    X(ACCECN_FAILURES, 276, 4, FIELD(4, 4, 32), "7.0")
/* clang-format on */

#define TCP_FIELD_ID(name, ...) TCP_##name,

enum tcp_field { TCP_FIELDS(TCP_FIELD_ID) TCP_FIELD_COUNT };

/* The end of the table. The last four bytes had another meaning before Linux 7.0. */
#define TCP_INFO_SIZE            280
#define TCP_INFO_SIZE_BEFORE_7_0 276

#define TCP_FIELD_WORDS ((TCP_FIELD_COUNT + 63) / 64)

/* Zeroed: empty. */
struct tcp_info_bytes {
    uint16_t length;                   /* number of valid bytes, at most TCP_INFO_SIZE */
    bool gathered;                     /* filled field by field, not from a kernel struct */
    uint64_t missing[TCP_FIELD_WORDS]; /* bits by field: unknown although within the length */
    uint8_t bytes[TCP_INFO_SIZE];
};

/* Encoding of a field, and the first kernel that has it. */
struct tcp_field_info {
    uint16_t offset, size; /* bytes */
    uint8_t shift, bits;   /* a bit field; bits 0: the whole number */
    uint16_t multiply;     /* the field is the stored number * multiply / divide; 0: unchanged */
    uint16_t divide;
    uint64_t none;     /* the stored number that means "none" … */
    uint8_t has_none;  /* … if there is such a number */
    const char *since; /* Linux version */
};

extern const struct tcp_field_info tcp_fields[];

enum tcp_answer {
    TCP_FIELD_UNKNOWN, /* the kernel did not send it */
    TCP_FIELD_NONE,    /* the kernel sent "none": no sample yet, no limit */
    TCP_FIELD_KNOWN,
};

/* Numbers that do not fit are UINT64_MAX. */
enum tcp_answer tcp_info_get(const struct tcp_info_bytes *info, enum tcp_field field,
                             uint64_t *number);

/* Starts a struct with all fields unknown, to be filled one by one. */
void tcp_info_begin(struct tcp_info_bytes *info);

/* Stores a number for tcp_info_get, rounded to the field's unit; extends `length`. A number that is
 * too large becomes the field's maximum. */
void tcp_info_set(struct tcp_info_bytes *info, enum tcp_field field, uint64_t number);

/* Stores "none". False: the field cannot express it. */
bool tcp_info_set_none(struct tcp_info_bytes *info, enum tcp_field field);

#endif
