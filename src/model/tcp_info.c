/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "tcp_info.h"

#include <string.h>

#include "number.h"

/* The columns of a row: offset, size; shift, bits; multiply, divide; none, has_none; since. */
#define WHOLE         0, 0, 0, 0, 0, 0
#define PART(s, b)    s, b, 0, 0, 0, 0
#define NONE_IS(n)    0, 0, 0, 0, n, 1
#define MS_OF_US      0, 0, 1, 1000, 0, 0
#define BITS_OF_BYTES 0, 0, 8, 1, UINT64_MAX, 1
/* A bit field of the struct. tcpi_options is a number: the same on every machine. */
#define FIELD(before, bits, size) PART(BIT_FIELD_SHIFT(before, bits, size), bits)

/* linux/tcp.h of Linux 2.6 to 7.0. */
/* clang-format off */
static const struct tcp_field_info fields[TCP_FIELD_COUNT] = {
    [TCP_CONGESTION_STATE]       = {1, 1, WHOLE, "2.6"},
    [TCP_RETRANSMITS]            = {2, 1, WHOLE, "2.6"},
    [TCP_PROBES]                 = {3, 1, WHOLE, "2.6"},
    [TCP_BACKOFF]                = {4, 1, WHOLE, "2.6"},
    [TCP_OPTION_TIMESTAMPS]      = {5, 1, PART(0, 1), "2.6"},
    [TCP_OPTION_SACK]            = {5, 1, PART(1, 1), "2.6"},
    [TCP_OPTION_WINDOW_SCALE]    = {5, 1, PART(2, 1), "2.6"},
    [TCP_OPTION_ECN]             = {5, 1, PART(3, 1), "2.6"},
    [TCP_OPTION_ECN_SEEN]        = {5, 1, PART(4, 1), "3.3"},
    [TCP_OPTION_FASTOPEN_DATA]   = {5, 1, PART(5, 1), "3.7"},
    [TCP_OPTION_USEC_TIMESTAMPS] = {5, 1, PART(6, 1), "6.7"},
    [TCP_OPTION_FASTOPEN_CHILD]  = {5, 1, PART(7, 1), "6.14"},
    [TCP_SEND_WSCALE]            = {6, 1, FIELD(0, 4, 8), "2.6"},
    [TCP_RECV_WSCALE]            = {6, 1, FIELD(4, 4, 8), "2.6"},
    [TCP_APP_LIMITED]            = {7, 1, FIELD(0, 1, 8), "4.9"},
    [TCP_FASTOPEN_FAILURE]       = {7, 1, FIELD(1, 2, 8), "5.5"},
    [TCP_RTO_MS]                 = {8, 4, MS_OF_US, "2.6"},
    [TCP_ATO_MS]                 = {12, 4, MS_OF_US, "2.6"},
    [TCP_SEND_MSS]               = {16, 4, WHOLE, "2.6"},
    [TCP_RECV_MSS]               = {20, 4, WHOLE, "2.6"},
    [TCP_UNACKED]                = {24, 4, WHOLE, "2.6"},
    [TCP_SACKED]                 = {28, 4, WHOLE, "2.6"},
    [TCP_LOST]                   = {32, 4, WHOLE, "2.6"},
    [TCP_RETRANS]                = {36, 4, WHOLE, "2.6"},
    [TCP_FACKETS]                = {40, 4, WHOLE, "2.6"}, /* always 0 since 4.15 */
    [TCP_LAST_DATA_SENT_MS]      = {44, 4, WHOLE, "2.6"}, /* 48: tcpi_last_ack_sent, never filled */
    [TCP_LAST_DATA_RECEIVED_MS]  = {52, 4, WHOLE, "2.6"},
    [TCP_LAST_ACK_RECEIVED_MS]   = {56, 4, WHOLE, "2.6"},
    [TCP_PMTU]                   = {60, 4, NONE_IS(0), "2.6"},
    [TCP_RECV_SSTHRESH]          = {64, 4, WHOLE, "2.6"},
    [TCP_RTT_US]                 = {68, 4, NONE_IS(0), "2.6"},
    [TCP_RTT_VARIATION_US]       = {72, 4, WHOLE, "2.6"},
    [TCP_SSTHRESH]               = {76, 4, NONE_IS(0x7fffffff), "2.6"}, /* TCP_INFINITE_SSTHRESH */
    [TCP_CWND]                   = {80, 4, WHOLE, "2.6"},
    [TCP_ADVERTISED_MSS]         = {84, 4, WHOLE, "2.6"},
    [TCP_REORDERING]             = {88, 4, WHOLE, "2.6"},
    [TCP_RECV_RTT_US]            = {92, 4, NONE_IS(0), "2.6"},
    [TCP_RECV_SPACE]             = {96, 4, WHOLE, "2.6"},
    [TCP_RETRANS_TOTAL]          = {100, 4, WHOLE, "2.6"},
    [TCP_PACING_RATE_BPS]        = {104, 8, BITS_OF_BYTES, "3.15"},
    [TCP_MAX_PACING_RATE_BPS]    = {112, 8, BITS_OF_BYTES, "3.15"},
    [TCP_BYTES_ACKED]            = {120, 8, WHOLE, "4.1"},
    [TCP_BYTES_RECEIVED]         = {128, 8, WHOLE, "4.1"},
    [TCP_SEGS_OUT]               = {136, 4, WHOLE, "4.2"},
    [TCP_SEGS_IN]                = {140, 4, WHOLE, "4.2"},
    [TCP_NOTSENT_BYTES]          = {144, 4, WHOLE, "4.6"},
    [TCP_MIN_RTT_US]             = {148, 4, NONE_IS(UINT32_MAX), "4.6"},
    [TCP_DATA_SEGS_IN]           = {152, 4, WHOLE, "4.6"},
    [TCP_DATA_SEGS_OUT]          = {156, 4, WHOLE, "4.6"},
    [TCP_DELIVERY_RATE_BPS]      = {160, 8, BITS_OF_BYTES, "4.9"},
    [TCP_BUSY_US]                = {168, 8, WHOLE, "4.10"},
    [TCP_RWND_LIMITED_US]        = {176, 8, WHOLE, "4.10"},
    [TCP_SNDBUF_LIMITED_US]      = {184, 8, WHOLE, "4.10"},
    [TCP_DELIVERED]              = {192, 4, WHOLE, "4.18"},
    [TCP_DELIVERED_CE]           = {196, 4, WHOLE, "4.18"},
    [TCP_BYTES_SENT]             = {200, 8, WHOLE, "4.19"},
    [TCP_BYTES_RETRANS]          = {208, 8, WHOLE, "4.19"},
    [TCP_DSACK_DUPS]             = {216, 4, WHOLE, "4.19"},
    [TCP_REORDER_SEEN]           = {220, 4, WHOLE, "4.19"},
    [TCP_OUT_OF_ORDER]           = {224, 4, WHOLE, "5.4"},
    [TCP_SEND_WINDOW]            = {228, 4, WHOLE, "5.4"},
    [TCP_RECV_WINDOW]            = {232, 4, WHOLE, "6.2"},
    [TCP_REHASH]                 = {236, 4, WHOLE, "6.2"},
    [TCP_RTO_TOTAL]              = {240, 2, WHOLE, "6.7"},
    [TCP_RTO_RECOVERIES]         = {242, 2, WHOLE, "6.7"},
    [TCP_RTO_TIME_MS]            = {244, 4, WHOLE, "6.7"},
    [TCP_RECEIVED_CE]            = {248, 4, WHOLE, "6.18"},
    [TCP_DELIVERED_E1_BYTES]     = {252, 4, WHOLE, "6.18"},
    [TCP_DELIVERED_E0_BYTES]     = {256, 4, WHOLE, "6.18"},
    [TCP_DELIVERED_CE_BYTES]     = {260, 4, WHOLE, "6.18"},
    [TCP_RECEIVED_E1_BYTES]      = {264, 4, WHOLE, "6.18"},
    [TCP_RECEIVED_E0_BYTES]      = {268, 4, WHOLE, "6.18"},
    [TCP_RECEIVED_CE_BYTES]      = {272, 4, WHOLE, "6.18"},
    [TCP_ECN_MODE]               = {276, 4, FIELD(0, 2, 32), "7.0"},
    [TCP_ACCECN_OPTION_SEEN]     = {276, 4, FIELD(2, 2, 32), "7.0"},
    [TCP_ACCECN_FAILURES]        = {276, 4, FIELD(4, 4, 32), "7.0"},
};
/* clang-format on */

const struct tcp_field_info *tcp_field_info(enum tcp_field field)
{
    return &fields[field];
}

static uint64_t scale(uint64_t number, uint64_t multiply, uint64_t divide)
{
    if (multiply == 0)
        return number;
    if (number > UINT64_MAX / multiply)
        return UINT64_MAX;
    /* To the nearest, but for a number so large that it does not matter. */
    number *= multiply;
    return number > UINT64_MAX - divide / 2 ? number / divide : (number + divide / 2) / divide;
}

static uint64_t bit_of(enum tcp_field field)
{
    return UINT64_C(1) << (field % 64);
}

enum tcp_answer tcp_info_get(const struct tcp_info_bytes *info, enum tcp_field field,
                             uint64_t *number)
{
    const struct tcp_field_info *how = &fields[field];
    uint64_t stored;

    if (info->length < how->offset + how->size || (info->missing[field / 64] & bit_of(field)) != 0)
        return TCP_FIELD_UNKNOWN;
    stored = number_load(info->bytes + how->offset, how->size);
    if (how->bits != 0)
        stored = (stored >> how->shift) & ((UINT64_C(1) << how->bits) - 1);
    if (how->has_none != 0 && stored == how->none)
        return TCP_FIELD_NONE;
    *number = scale(stored, how->multiply, how->divide);
    return TCP_FIELD_KNOWN;
}

void tcp_info_begin(struct tcp_info_bytes *info)
{
    memset(info, 0, sizeof(*info));
    info->gathered = true;
    info->length = TCP_INFO_SIZE;
    memset(info->missing, 0xff, sizeof(info->missing));
}

static uint64_t largest_of(const struct tcp_field_info *how)
{
    unsigned bits = how->bits != 0 ? how->bits : 8u * how->size;

    return bits == 64 ? UINT64_MAX : (UINT64_C(1) << bits) - 1;
}

static void put(struct tcp_info_bytes *info, enum tcp_field field, uint64_t stored)
{
    const struct tcp_field_info *how = &fields[field];
    size_t end = (size_t)how->offset + how->size;

    if (how->bits != 0) {
        uint64_t whole = number_load(info->bytes + how->offset, how->size);

        stored = (whole & ~(largest_of(how) << how->shift)) | stored << how->shift;
    }
    (void)number_store(info->bytes + how->offset, how->size, stored);
    info->missing[field / 64] &= ~bit_of(field);
    if (info->length < end)
        info->length = (uint16_t)end;
}

void tcp_info_set(struct tcp_info_bytes *info, enum tcp_field field, uint64_t number)
{
    const struct tcp_field_info *how = &fields[field];
    uint64_t largest = largest_of(how);
    uint64_t stored = how->multiply == 0 ? number : scale(number, how->divide, how->multiply);

    /* The largest is what tcp_info_get makes of a number that does not fit once it is scaled. */
    if (stored > largest || (number == UINT64_MAX && how->multiply > how->divide))
        stored = largest - (how->has_none != 0 && how->none == largest);
    put(info, field, stored);
}

bool tcp_info_set_none(struct tcp_info_bytes *info, enum tcp_field field)
{
    if (fields[field].has_none != 0)
        put(info, field, fields[field].none);
    return fields[field].has_none != 0;
}
