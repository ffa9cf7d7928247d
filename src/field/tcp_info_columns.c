/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What Linux tells about a TCP connection: -i. model/tcp_info.c says where each of it lies, and
 * since when. */
#include "column_setting.h"
#include "detail_get.h"

/* Of a listener the kernel fills in no more than these; the rest is zeroes that mean nothing
 * (net/ipv4/tcp.c, tcp_get_info). */
static bool listeners_have(enum tcp_field field)
{
    return field == TCP_CWND || field == TCP_REORDERING || field == TCP_PACING_RATE_BPS ||
           field == TCP_MAX_PACING_RATE_BPS || field == TCP_CONGESTION_STATE;
}

/* These count from the end of the handshake; before it the kernel counts from its own start. */
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

/* Whether the number is known; if not, says why. */
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

static void get_flag(const struct socket *socket, enum tcp_field field, struct value *value)
{
    if (get(socket, field, value))
        value->boolean = value->number != 0;
}

/* The shifts mean nothing where the connection does not use the option. */
static void get_wscale(const struct socket *socket, enum tcp_field field, struct value *value)
{
    if (get(socket, TCP_OPTION_WINDOW_SCALE, value) && value->number == 0)
        value_absent(value);
    else if (value->presence == VALUE_KNOWN)
        (void)get(socket, field, value);
}

/* A word of a closed list, NULL for "there is none"; a number over its end is newer than the list.
 */
static void get_word(const struct socket *socket, enum tcp_field field, const char *const *words,
                     size_t count, struct value *value)
{
    if (!get(socket, field, value))
        return;
    if (value->number >= count)
        value_unknown(value);
    else if (words[value->number] == NULL)
        value_absent(value);
    else
        value->text = text_of(words[value->number]);
}

/* What the field gives back must be what was set: a number may be too large for it, or stand for
 * "there is none". */
static enum column_set put(const struct column_record *record, enum tcp_field field,
                           uint64_t number)
{
    struct tcp_info_bytes *info = detail_room_tcp_info(record->room);
    uint64_t again;

    tcp_info_set(info, field, number);
    return tcp_info_get(info, field, &again) == TCP_FIELD_KNOWN && again == number
               ? COLUMN_SET
               : COLUMN_SET_WRONG;
}

static enum column_set set_number(const struct column_record *record, enum tcp_field field,
                                  const struct value *value)
{
    return value_is_known(value) ? put(record, field, value->number) : COLUMN_SET;
}

static enum column_set set_flag(const struct column_record *record, enum tcp_field field,
                                const struct value *value)
{
    return value_is_known(value) ? put(record, field, value->boolean) : COLUMN_SET;
}

static enum column_set set_word(const struct column_record *record, enum tcp_field field,
                                const char *const *words, size_t count, const struct value *value)
{
    size_t which;

    if (!value_is_known(value))
        return COLUMN_SET;
    which = value_take_word(value, words, count);
    return which < count ? put(record, field, which) : COLUMN_SET_WRONG;
}

#define WORDS(name, field, ...)                                                      \
    static const char *const name##_words[] = {__VA_ARGS__};                         \
    GETTER(name)                                                                     \
    {                                                                                \
        get_word(socket, field, name##_words, COUNT_OF(name##_words), value);        \
    }                                                                                \
    SETTER(name)                                                                     \
    {                                                                                \
        return set_word(record, field, name##_words, COUNT_OF(name##_words), value); \
    }

WORDS(congestion_state, TCP_CONGESTION_STATE, "open", "disorder", "cwr", "recovery", "loss")

/* enum tcp_fastopen_client_fail: the first of them also stands for no failure. */
WORDS(fastopen_failure, TCP_FASTOPEN_FAILURE, NULL, "cookie_unavailable", "data_not_acked",
      "syn_retransmitted")

/* TCPI_ECN_MODE_… */
WORDS(ecn_mode, TCP_ECN_MODE, "disabled", "rfc3168", "accurate", "pending")

/* TCP_ACCECN_OPT_… */
WORDS(ecn_option_seen, TCP_ACCECN_OPTION_SEEN, "none", "empty", "counters", "failed")

GETTER(send_wscale)
{
    get_wscale(socket, TCP_SEND_WSCALE, value);
}

GETTER(recv_wscale)
{
    get_wscale(socket, TCP_RECV_WSCALE, value);
}

SETTER(send_wscale)
{
    return set_number(record, TCP_SEND_WSCALE, value);
}

SETTER(recv_wscale)
{
    return set_number(record, TCP_RECV_WSCALE, value);
}

GETTER(tcp_info_size_bytes)
{
    const struct socket_detail *detail = socket->detail;

    if (detail == NULL || detail->tcp_info == NULL)
        tcp_detail_missing(socket, value);
    else if (detail->tcp_info->gathered)
        value_unknown(value);
    else
        value->number = detail->tcp_info->length;
}

/* The last of the group. The kernel has filled in all that lies within its size: a null there says
 * that there is none. */
SETTER(tcp_info_size_bytes)
{
    struct tcp_info_bytes *info;

    if (!value_is_known(value))
        return COLUMN_SET;
    if (value->number > TCP_INFO_SIZE)
        return COLUMN_SET_WRONG;
    info = detail_room_tcp_info(record->room);
    for (unsigned i = 0; i < TCP_FIELD_COUNT; i++) {
        const struct tcp_field_info *how = tcp_field_info((enum tcp_field)i);
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

/* What the window lets through in a round trip; the "send" of ss. */
GETTER(send_rate_bps)
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
    /* 32 bits each: 67 bits at most, of which a real connection uses 50. */
    if (cwnd != 0 && mss > UINT64_MAX / 8000000 / cwnd)
        value_unknown(value);
    else
        value->number = cwnd * mss * 8000000 / value->number;
}

#define NUMBERS(COLUMN)                                                                           \
    COLUMN(rtt_us, TCP_RTT_US, "RTT-US", "round trip time, smoothed, in microseconds")            \
    COLUMN(rtt_variation_us, TCP_RTT_VARIATION_US, "RTT-VARIATION-US",                            \
           "mean deviation of the round trip time, in microseconds")                              \
    COLUMN(min_rtt_us, TCP_MIN_RTT_US, "MIN-RTT-US",                                              \
           "shortest round trip of late, in microseconds")                                        \
    COLUMN(recv_rtt_us, TCP_RECV_RTT_US, "RECV-RTT-US",                                           \
           "round trip time as the receiver sees it, in microseconds")                            \
    COLUMN(rto_ms, TCP_RTO_MS, "RTO-MS", "retransmission timeout, in milliseconds")               \
    COLUMN(ato_ms, TCP_ATO_MS, "ATO-MS", "how long an acknowledgement may be delayed, in ms")     \
    COLUMN(backoff, TCP_BACKOFF, "BACKOFF", "how often that timeout has been doubled")            \
    COLUMN(timeouts, TCP_RETRANSMITS, "TIMEOUTS", "retransmission timeouts in a row")             \
    COLUMN(probes, TCP_PROBES, "PROBES", "probes in a row without an answer")                     \
    COLUMN(send_mss_bytes, TCP_SEND_MSS, "SEND-MSS", "largest segment that is sent, in bytes")    \
    COLUMN(recv_mss_bytes, TCP_RECV_MSS, "RECV-MSS", "largest segment that came in, in bytes")    \
    COLUMN(advertised_mss_bytes, TCP_ADVERTISED_MSS, "ADVERTISED-MSS",                            \
           "largest segment that the peer was told to send, in bytes")                            \
    COLUMN(pmtu_bytes, TCP_PMTU, "PMTU", "largest packet that the path takes, in bytes")          \
    COLUMN(cwnd, TCP_CWND, "CWND", "congestion window, in segments")                              \
    COLUMN(ssthresh, TCP_SSTHRESH, "SSTHRESH",                                                    \
           "slow start threshold, in segments; null: no congestion so far")                       \
    COLUMN(unacked, TCP_UNACKED, "UNACKED", "segments sent and not acknowledged")                 \
    COLUMN(sacked, TCP_SACKED, "SACKED", "of them: acknowledged out of order")                    \
    COLUMN(lost, TCP_LOST, "LOST", "of them: taken for lost")                                     \
    COLUMN(retrans, TCP_RETRANS, "RETRANS", "of them: sent once more")                            \
    COLUMN(fackets, TCP_FACKETS, "FACKETS", "of them: forward acknowledged; 0 since Linux 4.15")  \
    COLUMN(retrans_total, TCP_RETRANS_TOTAL, "RETRANS-TOTAL", "segments sent once more so far")   \
    COLUMN(reordering, TCP_REORDERING, "REORDERING",                                              \
           "by how many segments the path may reorder before one counts as lost")                 \
    COLUMN(reorder_seen, TCP_REORDER_SEEN, "REORDER-SEEN", "how often the path reordered")        \
    COLUMN(dsack_dups, TCP_DSACK_DUPS, "DSACK-DUPS",                                              \
           "segments of which the peer said that it got them twice")                              \
    COLUMN(out_of_order, TCP_OUT_OF_ORDER, "OUT-OF-ORDER", "segments that came in out of order")  \
    COLUMN(bytes_sent, TCP_BYTES_SENT, "BYTES-SENT", "bytes sent, those sent once more too")      \
    COLUMN(bytes_acked, TCP_BYTES_ACKED, "BYTES-ACKED", "bytes that the peer acknowledged")       \
    COLUMN(bytes_retrans, TCP_BYTES_RETRANS, "BYTES-RETRANS", "bytes sent once more")             \
    COLUMN(bytes_received, TCP_BYTES_RECEIVED, "BYTES-RECEIVED", "bytes received")                \
    COLUMN(notsent_bytes, TCP_NOTSENT_BYTES, "NOTSENT", "bytes written and not sent so far")      \
    COLUMN(segs_out, TCP_SEGS_OUT, "SEGS-OUT", "segments sent")                                   \
    COLUMN(segs_in, TCP_SEGS_IN, "SEGS-IN", "segments received")                                  \
    COLUMN(data_segs_out, TCP_DATA_SEGS_OUT, "DATA-SEGS-OUT", "segments with data sent")          \
    COLUMN(data_segs_in, TCP_DATA_SEGS_IN, "DATA-SEGS-IN", "segments with data received")         \
    COLUMN(delivered, TCP_DELIVERED, "DELIVERED", "segments that the peer got")                   \
    COLUMN(delivered_ce, TCP_DELIVERED_CE, "DELIVERED-CE",                                        \
           "of them: marked by the network for congestion (ECN)")                                 \
    COLUMN(pacing_rate_bps, TCP_PACING_RATE_BPS, "PACING-BPS",                                    \
           "rate at which segments are let go, in bits a second; null: not paced")                \
    COLUMN(max_pacing_rate_bps, TCP_MAX_PACING_RATE_BPS, "MAX-PACING-BPS",                        \
           "limit of it (SO_MAX_PACING_RATE), in bits a second; null: none")                      \
    COLUMN(delivery_rate_bps, TCP_DELIVERY_RATE_BPS, "DELIVERY-BPS",                              \
           "rate at which the peer got data of late, in bits a second")                           \
    COLUMN(busy_us, TCP_BUSY_US, "BUSY-US", "time with data to send, in microseconds")            \
    COLUMN(rwnd_limited_us, TCP_RWND_LIMITED_US, "RWND-LIMITED-US",                               \
           "of it: held up by the peer's window, in microseconds")                                \
    COLUMN(sndbuf_limited_us, TCP_SNDBUF_LIMITED_US, "SNDBUF-LIMITED-US",                         \
           "of it: held up by the own buffer's size, in microseconds")                            \
    COLUMN(recv_space_bytes, TCP_RECV_SPACE, "RECV-SPACE",                                        \
           "what the receive buffer is tuned for, in bytes")                                      \
    COLUMN(recv_ssthresh_bytes, TCP_RECV_SSTHRESH, "RECV-SSTHRESH",                               \
           "largest window that is offered, in bytes")                                            \
    COLUMN(send_window_bytes, TCP_SEND_WINDOW, "SEND-WINDOW",                                     \
           "window that the peer offers, in bytes")                                               \
    COLUMN(recv_window_bytes, TCP_RECV_WINDOW, "RECV-WINDOW",                                     \
           "window that the peer is offered, in bytes")                                           \
    COLUMN(last_data_sent_ms, TCP_LAST_DATA_SENT_MS, "LAST-SENT-MS",                              \
           "milliseconds since data was sent")                                                    \
    COLUMN(last_data_received_ms, TCP_LAST_DATA_RECEIVED_MS, "LAST-RECEIVED-MS",                  \
           "milliseconds since data was received")                                                \
    COLUMN(last_ack_received_ms, TCP_LAST_ACK_RECEIVED_MS, "LAST-ACK-MS",                         \
           "milliseconds since an acknowledgement was received")                                  \
    COLUMN(rto_total, TCP_RTO_TOTAL, "RTO-TOTAL", "retransmission timeouts so far")               \
    COLUMN(rto_recoveries, TCP_RTO_RECOVERIES, "RTO-RECOVERIES",                                  \
           "how often it went on after such timeouts")                                            \
    COLUMN(rto_time_ms, TCP_RTO_TIME_MS, "RTO-TIME-MS", "milliseconds lost to such timeouts")     \
    COLUMN(rehash, TCP_REHASH, "REHASH", "how often another path was tried for such a timeout")   \
    COLUMN(received_ce, TCP_RECEIVED_CE, "RECEIVED-CE",                                           \
           "segments received with a mark for congestion")                                        \
    COLUMN(delivered_e1_bytes, TCP_DELIVERED_E1_BYTES, "DELIVERED-E1",                            \
           "bytes that the peer got with ECT(1)")                                                 \
    COLUMN(delivered_e0_bytes, TCP_DELIVERED_E0_BYTES, "DELIVERED-E0",                            \
           "bytes that the peer got with ECT(0)")                                                 \
    COLUMN(delivered_ce_bytes, TCP_DELIVERED_CE_BYTES, "DELIVERED-CE-BYTES",                      \
           "bytes that the peer got with a mark for congestion")                                  \
    COLUMN(received_e1_bytes, TCP_RECEIVED_E1_BYTES, "RECEIVED-E1", "bytes received with ECT(1)") \
    COLUMN(received_e0_bytes, TCP_RECEIVED_E0_BYTES, "RECEIVED-E0", "bytes received with ECT(0)") \
    COLUMN(received_ce_bytes, TCP_RECEIVED_CE_BYTES, "RECEIVED-CE-BYTES",                         \
           "bytes received with a mark for congestion")                                           \
    COLUMN(ecn_failures, TCP_ACCECN_FAILURES, "ECN-FAILURES",                                     \
           "why Accurate ECN is off: bits TCP_ACCECN_…_FAIL of the kernel; Linux 7.0")

#define FLAGS(COLUMN)                                                                              \
    COLUMN(timestamps, TCP_OPTION_TIMESTAMPS, "TIMESTAMPS", "uses timestamps (RFC 7323)")          \
    COLUMN(usec_timestamps, TCP_OPTION_USEC_TIMESTAMPS, "USEC-TIMESTAMPS",                         \
           "those timestamps count microseconds")                                                  \
    COLUMN(sack, TCP_OPTION_SACK, "SACK", "uses selective acknowledgements (RFC 2018)")            \
    COLUMN(window_scaling, TCP_OPTION_WINDOW_SCALE, "WINDOW-SCALING",                              \
           "uses window scaling (RFC 7323)")                                                       \
    COLUMN(ecn, TCP_OPTION_ECN, "ECN", "has agreed on explicit congestion notification")           \
    COLUMN(ecn_seen, TCP_OPTION_ECN_SEEN, "ECN-SEEN", "at least one packet came with an ECT mark") \
    COLUMN(fastopen_data, TCP_OPTION_FASTOPEN_DATA, "FASTOPEN-DATA",                               \
           "its SYN carried data that was acknowledged (Fast Open)")                               \
    COLUMN(fastopen_child, TCP_OPTION_FASTOPEN_CHILD, "FASTOPEN-CHILD",                            \
           "was accepted by Fast Open")                                                            \
    COLUMN(app_limited, TCP_APP_LIMITED, "APP-LIMITED",                                            \
           "the delivery rate was limited by the program, not by the path")

#define DEFINE_NUMBER(name, field, title, help)  \
    GETTER(name)                                 \
    {                                            \
        (void)get(socket, field, value);         \
    }                                            \
    SETTER(name)                                 \
    {                                            \
        return set_number(record, field, value); \
    }
#define DEFINE_FLAG(name, field, title, help)  \
    GETTER(name)                               \
    {                                          \
        get_flag(socket, field, value);        \
    }                                          \
    SETTER(name)                               \
    {                                          \
        return set_flag(record, field, value); \
    }
#define NEED NEED_DETAILS(DETAILS_TCP_INFO)
#define ROW_NUMBER(name, field, title, help) \
    {#name, title, help, VALUE_NUMBER, COLUMN_RIGHT, get_##name, NULL, NULL, NEED},
#define ROW_FLAG(name, field, title, help) \
    {#name, title, help, VALUE_BOOL, 0, get_##name, NULL, NULL, NEED},

NUMBERS(DEFINE_NUMBER)
FLAGS(DEFINE_FLAG)

/* clang-format off */
static const struct column columns[] = {
    NUMBERS(ROW_NUMBER)
    {"send_rate_bps", "SEND-BPS", "what cwnd, MSS and round trip time allow, in bits a second",
     VALUE_NUMBER, COLUMN_RIGHT, get_send_rate_bps, NULL, NULL, NEED},
    {"congestion_state", "CONGESTION", "open, disorder, cwr, recovery or loss",
     VALUE_TEXT, 0, get_congestion_state, NULL, NULL, NEED},
    FLAGS(ROW_FLAG)
    {"fastopen_failure", "FASTOPEN-FAILURE",
     "why Fast Open failed: cookie_unavailable, data_not_acked, syn_retransmitted",
     VALUE_TEXT, 0, get_fastopen_failure, NULL, NULL, NEED},
    {"send_wscale", "SEND-WSCALE", "shift of the window that the peer offers; null: not used",
     VALUE_NUMBER, COLUMN_RIGHT, get_send_wscale, NULL, NULL, NEED},
    {"recv_wscale", "RECV-WSCALE", "shift of the window that the peer is offered; null: not used",
     VALUE_NUMBER, COLUMN_RIGHT, get_recv_wscale, NULL, NULL, NEED},
    {"ecn_mode", "ECN-MODE", "disabled, rfc3168, accurate or pending; Linux 7.0",
     VALUE_TEXT, 0, get_ecn_mode, NULL, NULL, NEED},
    {"ecn_option_seen", "ECN-OPTION",
     "of the Accurate ECN option was seen: none, empty, counters, failed; Linux 7.0",
     VALUE_TEXT, 0, get_ecn_option_seen, NULL, NULL, NEED},
    {"tcp_info_size_bytes", "TCP-INFO-SIZE",
     "bytes of struct tcp_info that the kernel filled in",
     VALUE_NUMBER, COLUMN_RIGHT, get_tcp_info_size_bytes, NULL, NULL, NEED},
};
/* clang-format on */

const struct column_group tcp_info_columns = {columns, COUNT_OF(columns), DETAILS_TCP_INFO};

#define SETTING(name, field, title, help) {#name, set_##name},

/* clang-format off */
static const struct column_setting settings[] = {
    NUMBERS(SETTING)
    FLAGS(SETTING)
    {"send_rate_bps", NULL},
    {"congestion_state", set_congestion_state},
    {"fastopen_failure", set_fastopen_failure},
    {"send_wscale", set_send_wscale},
    {"recv_wscale", set_recv_wscale},
    {"ecn_mode", set_ecn_mode},
    {"ecn_option_seen", set_ecn_option_seen},
    {"tcp_info_size_bytes", set_tcp_info_size_bytes},
};
/* clang-format on */

const struct column_settings tcp_info_settings = {settings, COUNT_OF(settings)};
