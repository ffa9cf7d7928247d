/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "tcp_text.h"

#include "cell.h"
#include "detail_line.h"
#include "quantity.h"

typedef void quantity(struct builder *builder, uint64_t number);

/* 0 where it is unknown or there is none: such phrases are left out. */
static uint64_t number_of(const struct tcp_info_bytes *info, enum tcp_field field)
{
    uint64_t number = 0;

    return tcp_info_get(info, field, &number) == TCP_FIELD_KNOWN ? number : 0;
}

/* Words and a quantity, unless it is 0. */
static void phrase(struct detail_line *line, const struct tcp_info_bytes *info,
                   enum tcp_field field, struct text words, quantity *write)
{
    uint64_t number = number_of(info, field);

    if (number == 0)
        return;
    detail_line_phrase(line, words);
    write(line->out, number);
}

static void flag(struct detail_line *line, const struct tcp_info_bytes *info, enum tcp_field field,
                 struct text words)
{
    if (number_of(info, field) != 0)
        detail_line_phrase(line, words);
}

static void path_line(struct builder *out, const struct tcp_info_bytes *info)
{
    struct detail_line line = detail_line_begin(out, "path");
    uint64_t rtt = number_of(info, TCP_RTT_US), deviation;

    if (rtt != 0) {
        detail_line_phrase(&line, TEXT("rtt "));
        if (tcp_info_get(info, TCP_RTT_VARIATION_US, &deviation) == TCP_FIELD_KNOWN)
            quantity_deviation(out, rtt, deviation);
        else
            quantity_microseconds(out, rtt);
    }
    phrase(&line, info, TCP_MIN_RTT_US, TEXT("min rtt "), quantity_microseconds);
    phrase(&line, info, TCP_RTO_MS, TEXT("rto "), quantity_milliseconds);
    phrase(&line, info, TCP_BACKOFF, TEXT("doubled "), quantity_number);
    phrase(&line, info, TCP_SEND_MSS, TEXT("mss "), quantity_number);
    phrase(&line, info, TCP_PMTU, TEXT("pmtu "), quantity_number);
    phrase(&line, info, TCP_REORDER_SEEN, TEXT("reordered "), quantity_number);
    phrase(&line, info, TCP_REHASH, TEXT("other paths tried "), quantity_number);
}

/* retransmitted 3 of 1200 segments (0.25 %) */
static void retransmitted(struct detail_line *line, const struct tcp_info_bytes *info)
{
    uint64_t again = number_of(info, TCP_RETRANS_TOTAL), sent = number_of(info, TCP_DATA_SEGS_OUT);

    if (again == 0)
        return;
    detail_line_phrase(line, TEXT("retransmitted "));
    quantity_number(line->out, again);
    if (sent >= again) {
        builder_add(line->out, TEXT(" of "));
        quantity_number(line->out, sent);
    }
    builder_add(line->out, TEXT(" segments"));
    if (sent >= again) {
        builder_add(line->out, TEXT(" ("));
        quantity_share(line->out, again, sent);
        builder_add_byte(line->out, ')');
    }
}

/* Which part of the time with data to send something held it up. */
static void held_up(struct detail_line *line, const struct tcp_info_bytes *info,
                    enum tcp_field field, struct text words)
{
    uint64_t held = number_of(info, field), busy = number_of(info, TCP_BUSY_US);

    if (held == 0)
        return;
    detail_line_phrase(line, words);
    quantity_microseconds(line->out, held);
    if (busy >= held) {
        builder_add(line->out, TEXT(" ("));
        quantity_share(line->out, held, busy);
        builder_add_byte(line->out, ')');
    }
}

static void send_line(struct builder *out, const struct tcp_info_bytes *info)
{
    struct detail_line line = detail_line_begin(out, "send");

    phrase(&line, info, TCP_CWND, TEXT("cwnd "), quantity_number);
    phrase(&line, info, TCP_SSTHRESH, TEXT("ssthresh "), quantity_number);
    phrase(&line, info, TCP_UNACKED, TEXT("in flight "), quantity_number);
    phrase(&line, info, TCP_LOST, TEXT("lost "), quantity_number);
    phrase(&line, info, TCP_SACKED, TEXT("sacked "), quantity_number);
    phrase(&line, info, TCP_RETRANS, TEXT("retransmitting "), quantity_number);
    phrase(&line, info, TCP_RETRANSMITS, TEXT("timeouts in a row "), quantity_number);
    phrase(&line, info, TCP_PROBES, TEXT("probes in a row "), quantity_number);
    phrase(&line, info, TCP_BYTES_SENT, TEXT("sent "), quantity_bytes);
    phrase(&line, info, TCP_BYTES_ACKED, TEXT("acknowledged "), quantity_bytes);
    retransmitted(&line, info);
    phrase(&line, info, TCP_NOTSENT_BYTES, TEXT("not sent "), quantity_bytes);
    phrase(&line, info, TCP_SEND_WINDOW, TEXT("peer's window "), quantity_bytes);
    phrase(&line, info, TCP_DSACK_DUPS, TEXT("sent in vain "), quantity_number);
    phrase(&line, info, TCP_DELIVERED_CE, TEXT("congestion marks "), quantity_number);
}

static void rate_line(struct builder *out, const struct tcp_info_bytes *info)
{
    struct detail_line line = detail_line_begin(out, "rate");

    phrase(&line, info, TCP_DELIVERY_RATE_BPS, TEXT("delivered "), quantity_rate);
    if (number_of(info, TCP_DELIVERY_RATE_BPS) != 0)
        flag(&line, info, TCP_APP_LIMITED, TEXT("limited by the program"));
    phrase(&line, info, TCP_PACING_RATE_BPS, TEXT("paced "), quantity_rate);
    phrase(&line, info, TCP_MAX_PACING_RATE_BPS, TEXT("at most "), quantity_rate);
    phrase(&line, info, TCP_BUSY_US, TEXT("busy "), quantity_microseconds);
    held_up(&line, info, TCP_RWND_LIMITED_US, TEXT("held up by the peer's window "));
    held_up(&line, info, TCP_SNDBUF_LIMITED_US, TEXT("held up by the send buffer "));
    phrase(&line, info, TCP_RTO_TOTAL, TEXT("timeouts "), quantity_number);
    phrase(&line, info, TCP_RTO_TIME_MS, TEXT("lost to them "), quantity_milliseconds);
}

static void receive_line(struct builder *out, const struct tcp_info_bytes *info)
{
    struct detail_line line = detail_line_begin(out, "receive");

    phrase(&line, info, TCP_BYTES_RECEIVED, TEXT("received "), quantity_bytes);
    phrase(&line, info, TCP_OUT_OF_ORDER, TEXT("out of order "), quantity_number);
    phrase(&line, info, TCP_RECV_WINDOW, TEXT("window "), quantity_bytes);
    phrase(&line, info, TCP_RECV_SPACE, TEXT("space "), quantity_bytes);
    phrase(&line, info, TCP_RECV_RTT_US, TEXT("rtt "), quantity_microseconds);
    phrase(&line, info, TCP_RECEIVED_CE, TEXT("congestion marks "), quantity_number);
}

static void last_line(struct builder *out, const struct tcp_info_bytes *info)
{
    static const struct {
        enum tcp_field field;
        struct text words;
    } events[] = {
        {TCP_LAST_DATA_SENT_MS, {"data sent ", 10}},
        {TCP_LAST_DATA_RECEIVED_MS, {"data received ", 14}},
        {TCP_LAST_ACK_RECEIVED_MS, {"acknowledgement ", 16}},
    };
    struct detail_line line = detail_line_begin(out, "last");

    for (size_t i = 0; i < COUNT_OF(events); i++) {
        uint64_t ago = number_of(info, events[i].field);

        if (ago == 0)
            continue;
        detail_line_phrase(&line, events[i].words);
        quantity_milliseconds(out, ago);
        builder_add(out, TEXT(" ago"));
    }
}

static void name_phrase(struct detail_line *line, const char name[DETAIL_NAME_SIZE])
{
    size_t length = 0;

    while (length < DETAIL_NAME_SIZE && name[length] != '\0')
        length++;
    detail_line_phrase(line, TEXT(""));
    cell_escape(line->out, (struct text){name, length});
}

static void congestion_phrases(struct detail_line *line, const struct congestion_detail *congestion)
{
    struct builder *out = line->out;

    name_phrase(line, congestion->name);
    switch (congestion->missing == 0 ? congestion->kind : CONGESTION_PLAIN) {
    case CONGESTION_BBR:
        if (congestion->bbr.bandwidth_bps == 0) /* nothing was measured yet */
            break;
        detail_line_phrase(line, TEXT("bandwidth "));
        quantity_rate(out, congestion->bbr.bandwidth_bps);
        detail_line_phrase(line, TEXT("min rtt "));
        quantity_microseconds(out, congestion->bbr.min_rtt_us);
        detail_line_phrase(line, TEXT("pacing gain "));
        quantity_number(out, congestion->bbr.pacing_gain_percent);
        builder_add(out, TEXT(" %"));
        detail_line_phrase(line, TEXT("cwnd gain "));
        quantity_number(out, congestion->bbr.cwnd_gain_percent);
        builder_add(out, TEXT(" %"));
        break;
    case CONGESTION_DCTCP:
        detail_line_phrase(line, TEXT("marked "));
        quantity_share(out, congestion->dctcp.alpha, 1024);
        break;
    case CONGESTION_VEGAS:
        detail_line_phrase(line, TEXT("min rtt "));
        quantity_microseconds(out, congestion->vegas.min_rtt_us);
        break;
    case CONGESTION_PLAIN:
        break;
    }
}

static void congestion_line(struct builder *out, const struct socket_detail *detail)
{
    static const char *const states[] = {NULL, "disorder", "reducing (cwr)", "recovery", "loss"};
    struct detail_line line = detail_line_begin(out, "congestion");
    uint64_t state =
        detail->tcp_info == NULL ? 0 : number_of(detail->tcp_info, TCP_CONGESTION_STATE);

    if (state != 0 && state < COUNT_OF(states))
        detail_line_phrase(&line, text_of(states[state]));
    if (detail->congestion != NULL)
        congestion_phrases(&line, detail->congestion);
}

static void features_line(struct builder *out, const struct socket_detail *detail)
{
    struct detail_line line = detail_line_begin(out, "features");
    const struct tcp_info_bytes *info = detail->tcp_info;

    if (detail->ulp != NULL)
        name_phrase(&line, detail->ulp->name);
    if (detail->md5 != NULL && detail->md5->count != 0)
        detail_line_phrase(&line, TEXT("MD5 signatures"));
    if (info == NULL)
        return;
    flag(&line, info, TCP_OPTION_TIMESTAMPS, TEXT("timestamps"));
    flag(&line, info, TCP_OPTION_SACK, TEXT("sack"));
    flag(&line, info, TCP_OPTION_ECN, TEXT("ecn"));
    flag(&line, info, TCP_OPTION_ECN_SEEN, TEXT("ecn seen"));
    flag(&line, info, TCP_OPTION_FASTOPEN_DATA, TEXT("fast open"));
    if (number_of(info, TCP_OPTION_WINDOW_SCALE) != 0) {
        detail_line_phrase(&line, TEXT("window scale "));
        quantity_number(out, number_of(info, TCP_SEND_WSCALE));
        builder_add_byte(out, '/');
        quantity_number(out, number_of(info, TCP_RECV_WSCALE));
    }
}

void tcp_text(struct builder *out, const struct socket *socket)
{
    const struct socket_detail *detail = socket->detail;
    const struct tcp_info_bytes *info = detail->tcp_info;

    /* Of a socket without a connection there is nothing more (net/ipv4/tcp.c, tcp_get_info). */
    if (socket->state == STATE_LISTEN || socket->state == STATE_CLOSED) {
        congestion_line(out, detail);
        return;
    }
    if (info != NULL) {
        path_line(out, info);
        send_line(out, info);
        receive_line(out, info);
        rate_line(out, info);
    }
    /* Before the handshake ends the kernel counts from its own start. */
    if (info != NULL && (STATE_BIT(socket->state) & STATES_HANDSHAKE) == 0)
        last_line(out, info);
    congestion_line(out, detail);
    features_line(out, detail);
}
