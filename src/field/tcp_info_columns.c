/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Columns of -i: struct tcp_info of Linux. model/tcp_info.c has the offset of each field and the
 * kernel that added it. The `place` of a column is an enum tcp_field. */
#include "column_group.h"

/* For listeners the kernel sets only these fields; its other zeros have no meaning (net/ipv4/tcp.c,
 * tcp_get_info). */
static bool listeners_have(enum tcp_field field)
{
    return field == TCP_CWND || field == TCP_REORDERING || field == TCP_PACING_RATE_BPS ||
           field == TCP_MAX_PACING_RATE_BPS || field == TCP_CONGESTION_STATE;
}

/* These count from the end of the handshake; before it the kernel counts from boot. */
static bool counts_from_handshake(enum tcp_field field)
{
    return field == TCP_LAST_DATA_SENT_MS || field == TCP_LAST_DATA_RECEIVED_MS ||
           field == TCP_LAST_ACK_RECEIVED_MS;
}

static bool applies(const struct socket *socket, enum tcp_field field)
{
    if (socket->state == STATE_LISTEN || socket->state == STATE_CLOSED)
        return listeners_have(field);
    return (STATE_BIT(socket->state) & STATES_HANDSHAKE) == 0 || !counts_from_handshake(field);
}

/* Whether the number is known; if not, sets the value's presence. */
static bool get(const struct socket *socket, enum tcp_field field, struct value *value)
{
    const struct socket_detail *detail = socket->detail;

    if (detail == NULL || detail->tcp_info == NULL) {
        tcp_detail_missing(socket, value);
        return false;
    }
    if (!applies(socket, field)) {
        value_absent(value);
        return false;
    }
    switch (tcp_info_get(detail->tcp_info, field, &value->number)) {
    case TCP_FIELD_KNOWN:
        return true;
    case TCP_FIELD_NONE:
        value_absent(value);
        return false;
    case TCP_FIELD_UNKNOWN:
        break;
    }
    value_unknown(value);
    return false;
}

GETTER(field)
{
    if (get(socket, (enum tcp_field)column->place.at, value))
        column_show(column, value->number, value);
}

/* The field must return what was set: a number may be too large for it, or mean "none". */
SETTER(field)
{
    struct tcp_info_bytes *info = detail_room_tcp_info(target->room);
    enum tcp_field field = (enum tcp_field)column->place.at;
    uint64_t number, again;

    if (column_take(column, value, &number) != COLUMN_SET)
        return COLUMN_SET_WRONG;
    tcp_info_set(info, field, number);
    return set_if(tcp_info_get(info, field, &again) == TCP_FIELD_KNOWN && again == number);
}

/* The shifts have no meaning if the connection does not use the option. */
GETTER(wscale)
{
    if (get(socket, TCP_OPTION_WINDOW_SCALE, value) && value->number == 0)
        value_absent(value);
    else if (value->presence == VALUE_KNOWN)
        (void)get(socket, (enum tcp_field)column->place.at, value);
}

GETTER(size)
{
    const struct socket_detail *detail = socket->detail;

    if (detail == NULL || detail->tcp_info == NULL)
        tcp_detail_missing(socket, value);
    else if (detail->tcp_info->gathered)
        value_unknown(value);
    else
        value->number = detail->tcp_info->length;
}

/* The last column of the group. The kernel has set all fields within its size, so a null there
 * means "none". */
SETTER(size)
{
    struct tcp_info_bytes *info;

    if (value->number > TCP_INFO_SIZE)
        return COLUMN_SET_WRONG;
    info = detail_room_tcp_info(target->room);
    for (unsigned i = 0; i < TCP_FIELD_COUNT; i++) {
        const struct tcp_field_info *how = &tcp_fields[i];
        bool within = how->offset + how->size <= value->number;
        uint64_t number;

        if (tcp_info_get(info, (enum tcp_field)i, &number) == TCP_FIELD_UNKNOWN) {
            if (within && i == TCP_FASTOPEN_FAILURE)
                tcp_info_set(info, TCP_FASTOPEN_FAILURE, 0);
            else if (within)
                (void)tcp_info_set_none(info, (enum tcp_field)i);
        } else if (!within) {
            return COLUMN_SET_WRONG;
        }
    }
    info->gathered = false;
    info->length = (uint16_t)value->number;
    return COLUMN_SET;
}

/* What the congestion window allows per round trip; "send" in ss. */
GETTER(send_rate)
{
    uint64_t cwnd, mss;

    if (!get(socket, TCP_CWND, value))
        return;
    cwnd = value->number;
    if (!get(socket, TCP_SEND_MSS, value))
        return;
    mss = value->number;
    if (!get(socket, TCP_RTT_US, value))
        return;
    /* 32 bits each: at most 67 bits; real connections use 50. */
    if (cwnd != 0 && mss > UINT64_MAX / 8000000 / cwnd)
        value_unknown(value);
    else
        value->number = cwnd * mss * 8000000 / value->number;
}

#define FIELD(field) OF_GROUP(DETAILS_TCP_INFO), .set = set_field, .place = {.at = field}
#define NUMBER(field, UNIT) \
    FIELD(field), .get = get_field, .type = VALUE_NUMBER, .unit = UNIT_##UNIT
#define SUM(field, UNIT) NUMBER(field, UNIT), .flags = COLUMN_SUM
#define FLAG(field)      FIELD(field), .get = get_field, .type = VALUE_BOOL
#define WORD(field, ...)                                                                \
    OF_GROUP(DETAILS_TCP_INFO), .get = get_field, .set = set_field, .type = VALUE_TEXT, \
                                .place = {.at = field, WORDS(__VA_ARGS__)}

/* clang-format off */
static const struct column columns[] = {
    {"rtt_us", "RTT-US", "smoothed round-trip time, in microseconds", NUMBER(TCP_RTT_US, US)},
    {"rtt_variation_us", "RTT-VARIATION-US", "mean deviation of the round-trip time, in microseconds",
     NUMBER(TCP_RTT_VARIATION_US, US)},
    {"min_rtt_us", "MIN-RTT-US", "recent minimum of the round-trip time, in microseconds", NUMBER(TCP_MIN_RTT_US, US)},
    {"recv_rtt_us", "RECV-RTT-US", "round-trip time measured by the receiver, in microseconds",
     NUMBER(TCP_RECV_RTT_US, US)},
    {"rto_ms", "RTO-MS", "retransmission timeout, in milliseconds", NUMBER(TCP_RTO_MS, MS)},
    {"ato_ms", "ATO-MS", "timeout of delayed acknowledgements, in milliseconds", NUMBER(TCP_ATO_MS, MS)},
    {"backoff", "BACKOFF", "how often the retransmission timeout was doubled", NUMBER(TCP_BACKOFF, NONE)},
    {"timeouts", "TIMEOUTS", "consecutive retransmission timeouts", NUMBER(TCP_RETRANSMITS, NONE)},
    {"probes", "PROBES", "consecutive unanswered probes", NUMBER(TCP_PROBES, NONE)},
    {"send_mss_bytes", "SEND-MSS", "largest segment sent, in bytes", NUMBER(TCP_SEND_MSS, BYTES)},
    {"recv_mss_bytes", "RECV-MSS", "largest segment received, in bytes", NUMBER(TCP_RECV_MSS, BYTES)},
    {"advertised_mss_bytes", "ADVERTISED-MSS", "MSS advertised to the peer, in bytes",
     NUMBER(TCP_ADVERTISED_MSS, BYTES)},
    {"pmtu_bytes", "PMTU", "path MTU, in bytes", NUMBER(TCP_PMTU, BYTES)},
    {"cwnd", "CWND", "congestion window, in segments", NUMBER(TCP_CWND, NONE)},
    {"ssthresh", "SSTHRESH", "slow start threshold, in segments; null: no congestion so far",
     NUMBER(TCP_SSTHRESH, NONE)},
    {"unacked", "UNACKED", "segments sent and not acknowledged", SUM(TCP_UNACKED, NONE)},
    {"sacked", "SACKED", "unacked segments that were acknowledged out of order", SUM(TCP_SACKED, NONE)},
    {"lost", "LOST", "unacked segments considered lost", SUM(TCP_LOST, NONE)},
    {"retrans", "RETRANS", "unacked segments that were retransmitted", SUM(TCP_RETRANS, NONE)},
    {"fackets", "FACKETS", "unacked segments acknowledged by FACK; 0 since Linux 4.15", NUMBER(TCP_FACKETS, NONE)},
    {"retrans_total", "RETRANS-TOTAL", "segments retransmitted so far", SUM(TCP_RETRANS_TOTAL, NONE)},
    {"reordering", "REORDERING", "reordering distance, in segments, before a segment counts as lost",
     NUMBER(TCP_REORDERING, NONE)},
    {"reorder_seen", "REORDER-SEEN", "reordering events seen", SUM(TCP_REORDER_SEEN, NONE)},
    {"dsack_dups", "DSACK-DUPS", "segments that the peer reported as duplicates (DSACK)", SUM(TCP_DSACK_DUPS, NONE)},
    {"out_of_order", "OUT-OF-ORDER", "segments received out of order", SUM(TCP_OUT_OF_ORDER, NONE)},
    {"bytes_sent", "BYTES-SENT", "bytes sent, including retransmissions", SUM(TCP_BYTES_SENT, BYTES)},
    {"bytes_acked", "BYTES-ACKED", "bytes acknowledged by the peer", SUM(TCP_BYTES_ACKED, BYTES)},
    {"bytes_retrans", "BYTES-RETRANS", "bytes retransmitted", SUM(TCP_BYTES_RETRANS, BYTES)},
    {"bytes_received", "BYTES-RECEIVED", "bytes received", SUM(TCP_BYTES_RECEIVED, BYTES)},
    {"notsent_bytes", "NOTSENT", "bytes written and not yet sent", SUM(TCP_NOTSENT_BYTES, BYTES)},
    {"segs_out", "SEGS-OUT", "segments sent", SUM(TCP_SEGS_OUT, NONE)},
    {"segs_in", "SEGS-IN", "segments received", SUM(TCP_SEGS_IN, NONE)},
    {"data_segs_out", "DATA-SEGS-OUT", "data segments sent", SUM(TCP_DATA_SEGS_OUT, NONE)},
    {"data_segs_in", "DATA-SEGS-IN", "data segments received", SUM(TCP_DATA_SEGS_IN, NONE)},
    {"delivered", "DELIVERED", "segments delivered to the peer", SUM(TCP_DELIVERED, NONE)},
    {"delivered_ce", "DELIVERED-CE", "delivered segments with a congestion mark (ECN CE)",
     SUM(TCP_DELIVERED_CE, NONE)},
    {"pacing_rate_bps", "PACING-BPS", "pacing rate, in bits per second; null: not paced",
     NUMBER(TCP_PACING_RATE_BPS, BPS)},
    {"max_pacing_rate_bps", "MAX-PACING-BPS", "limit of the pacing rate (SO_MAX_PACING_RATE), in bits per second; null: none",
     NUMBER(TCP_MAX_PACING_RATE_BPS, BPS)},
    {"delivery_rate_bps", "DELIVERY-BPS", "recent delivery rate, in bits per second",
     NUMBER(TCP_DELIVERY_RATE_BPS, BPS)},
    {"busy_us", "BUSY-US", "time with data to send, in microseconds", NUMBER(TCP_BUSY_US, US)},
    {"rwnd_limited_us", "RWND-LIMITED-US", "busy time limited by the peer's window, in microseconds",
     NUMBER(TCP_RWND_LIMITED_US, US)},
    {"sndbuf_limited_us", "SNDBUF-LIMITED-US", "busy time limited by the send buffer, in microseconds",
     NUMBER(TCP_SNDBUF_LIMITED_US, US)},
    {"recv_space_bytes", "RECV-SPACE", "receive space that buffer auto-tuning aims at, in bytes",
     NUMBER(TCP_RECV_SPACE, BYTES)},
    {"recv_ssthresh_bytes", "RECV-SSTHRESH", "largest receive window to advertise, in bytes",
     NUMBER(TCP_RECV_SSTHRESH, BYTES)},
    {"send_window_bytes", "SEND-WINDOW", "window advertised by the peer, in bytes", NUMBER(TCP_SEND_WINDOW, BYTES)},
    {"recv_window_bytes", "RECV-WINDOW", "window advertised to the peer, in bytes", NUMBER(TCP_RECV_WINDOW, BYTES)},
    {"last_data_sent_ms", "LAST-SENT-MS", "milliseconds since data was last sent", NUMBER(TCP_LAST_DATA_SENT_MS, MS)},
    {"last_data_received_ms", "LAST-RECEIVED-MS", "milliseconds since data was last received",
     NUMBER(TCP_LAST_DATA_RECEIVED_MS, MS)},
    {"last_ack_received_ms", "LAST-ACK-MS", "milliseconds since the last acknowledgement was received",
     NUMBER(TCP_LAST_ACK_RECEIVED_MS, MS)},
    {"rto_total", "RTO-TOTAL", "retransmission timeouts so far", SUM(TCP_RTO_TOTAL, NONE)},
    {"rto_recoveries", "RTO-RECOVERIES", "recoveries from retransmission timeouts", SUM(TCP_RTO_RECOVERIES, NONE)},
    {"rto_time_ms", "RTO-TIME-MS", "time spent in retransmission timeouts, in milliseconds",
     NUMBER(TCP_RTO_TIME_MS, MS)},
    {"rehash", "REHASH", "how often a retransmission timeout selected another path", SUM(TCP_REHASH, NONE)},
    {"received_ce", "RECEIVED-CE", "segments received with a congestion mark (ECN CE)", SUM(TCP_RECEIVED_CE, NONE)},
    {"delivered_e1_bytes", "DELIVERED-E1", "bytes delivered with ECT(1)", SUM(TCP_DELIVERED_E1_BYTES, BYTES)},
    {"delivered_e0_bytes", "DELIVERED-E0", "bytes delivered with ECT(0)", SUM(TCP_DELIVERED_E0_BYTES, BYTES)},
    {"delivered_ce_bytes", "DELIVERED-CE-BYTES", "bytes delivered with a congestion mark (ECN CE)",
     SUM(TCP_DELIVERED_CE_BYTES, BYTES)},
    {"received_e1_bytes", "RECEIVED-E1", "bytes received with ECT(1)", SUM(TCP_RECEIVED_E1_BYTES, BYTES)},
    {"received_e0_bytes", "RECEIVED-E0", "bytes received with ECT(0)", SUM(TCP_RECEIVED_E0_BYTES, BYTES)},
    {"received_ce_bytes", "RECEIVED-CE-BYTES", "bytes received with a congestion mark (ECN CE)",
     SUM(TCP_RECEIVED_CE_BYTES, BYTES)},
    {"ecn_failures", "ECN-FAILURES", "why Accurate ECN is off: bits TCP_ACCECN_…_FAIL of the kernel; Linux 7.0",
     NUMBER(TCP_ACCECN_FAILURES, NONE)},
    {"send_rate_bps", "SEND-BPS", "rate that cwnd, MSS and round-trip time allow, in bits per second",
     OF_GROUP(DETAILS_TCP_INFO), .type = VALUE_NUMBER, .unit = UNIT_BPS, .flags = COLUMN_DERIVED,
     .get = get_send_rate},
    {"congestion_state", "CONGESTION", "open, disorder, cwr, recovery or loss",
     WORD(TCP_CONGESTION_STATE, "open", "disorder", "cwr", "recovery", "loss")},
    {"timestamps", "TIMESTAMPS", "uses timestamps (RFC 7323)", FLAG(TCP_OPTION_TIMESTAMPS)},
    {"usec_timestamps", "USEC-TIMESTAMPS", "timestamps count microseconds", FLAG(TCP_OPTION_USEC_TIMESTAMPS)},
    {"sack", "SACK", "uses selective acknowledgements (RFC 2018)", FLAG(TCP_OPTION_SACK)},
    {"window_scaling", "WINDOW-SCALING", "uses window scaling (RFC 7323)", FLAG(TCP_OPTION_WINDOW_SCALE)},
    {"ecn", "ECN", "negotiated explicit congestion notification", FLAG(TCP_OPTION_ECN)},
    {"ecn_seen", "ECN-SEEN", "at least one packet came with an ECT mark", FLAG(TCP_OPTION_ECN_SEEN)},
    {"fastopen_data", "FASTOPEN-DATA", "its SYN carried data that was acknowledged (Fast Open)",
     FLAG(TCP_OPTION_FASTOPEN_DATA)},
    {"fastopen_child", "FASTOPEN-CHILD", "was accepted by Fast Open", FLAG(TCP_OPTION_FASTOPEN_CHILD)},
    {"app_limited", "APP-LIMITED", "the program limits the delivery rate, not the path",
     FLAG(TCP_APP_LIMITED)},
    /* enum tcp_fastopen_client_fail: the first value also means "no failure". */
    {"fastopen_failure", "FASTOPEN-FAILURE",
     "why Fast Open failed: cookie_unavailable, data_not_acked, syn_retransmitted",
     WORD(TCP_FASTOPEN_FAILURE, "", "cookie_unavailable", "data_not_acked", "syn_retransmitted")},
    {"send_wscale", "SEND-WSCALE", "shift of the window that the peer advertises; null: not used",
     FIELD(TCP_SEND_WSCALE), .get = get_wscale, .type = VALUE_NUMBER},
    {"recv_wscale", "RECV-WSCALE", "shift of the window advertised to the peer; null: not used",
     FIELD(TCP_RECV_WSCALE), .get = get_wscale, .type = VALUE_NUMBER},
    /* TCPI_ECN_MODE_… */
    {"ecn_mode", "ECN-MODE", "disabled, rfc3168, accurate or pending; Linux 7.0",
     WORD(TCP_ECN_MODE, "disabled", "rfc3168", "accurate", "pending")},
    /* TCP_ACCECN_OPT_… */
    {"ecn_option_seen", "ECN-OPTION", "Accurate ECN option seen: none, empty, counters, failed; Linux 7.0",
     WORD(TCP_ACCECN_OPTION_SEEN, "none", "empty", "counters", "failed")},
    {"tcp_info_size_bytes", "TCP-INFO-SIZE", "bytes of struct tcp_info that the kernel filled in",
     OF_GROUP(DETAILS_TCP_INFO), .type = VALUE_NUMBER, .unit = UNIT_BYTES, .get = get_size, .set = set_size},
};
/* clang-format on */

const struct column_group tcp_info_columns = {columns, COUNT_OF(columns)};
