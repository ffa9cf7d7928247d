/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "detail_line.h"

#include "cell.h"
#include "column_group.h"

/* Returns 0 if the number is unknown or does not apply: such phrases are omitted. */
static uint64_t number_of(const struct tcp_info_bytes *info, enum tcp_field field)
{
    uint64_t number = 0;

    return tcp_info_get(info, field, &number) == TCP_FIELD_KNOWN ? number : 0;
}

/* Words and a quantity, unless it is 0. */
struct phrase {
    enum tcp_field field;
    const char *words;
    quantity *quantity; /* NULL: words only */
    /* Adds what follows the number; may be NULL. */
    void (*more)(struct builder *out, const struct tcp_info_bytes *info, uint64_t number);
};

static void add_phrases(struct detail_line *line, const struct tcp_info_bytes *info,
                        const struct phrase *phrases, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        uint64_t number = number_of(info, phrases[i].field);

        if (number == 0)
            continue;
        detail_line_phrase(line, phrases[i].words);
        if (phrases[i].quantity != NULL)
            phrases[i].quantity(line->out, number);
        if (phrases[i].more != NULL)
            phrases[i].more(line->out, info, number);
    }
}

static void add_rtt(struct builder *out, const struct tcp_info_bytes *info, uint64_t rtt)
{
    uint64_t deviation;

    if (tcp_info_get(info, TCP_RTT_VARIATION_US, &deviation) == TCP_FIELD_KNOWN)
        quantity_deviation(out, rtt, deviation);
    else
        quantity_microseconds(out, rtt);
}

static void add_share(struct builder *out, uint64_t part, uint64_t whole)
{
    builder_add(out, TEXT(" ("));
    quantity_share(out, part, whole);
    builder_add_byte(out, ')');
}

/* retransmitted 3 of 1200 segments (0.25 %) */
static void add_segments(struct builder *out, const struct tcp_info_bytes *info, uint64_t again)
{
    uint64_t sent = number_of(info, TCP_DATA_SEGS_OUT);

    if (sent >= again) {
        builder_add(out, TEXT(" of "));
        quantity_number(out, sent);
    }
    builder_add(out, TEXT(" segments"));
    if (sent >= again)
        add_share(out, again, sent);
}

/* Adds the share of the time with data to send in which this limit applied. */
static void add_share_of_busy(struct builder *out, const struct tcp_info_bytes *info, uint64_t held)
{
    uint64_t busy = number_of(info, TCP_BUSY_US);

    if (busy >= held)
        add_share(out, held, busy);
}

static void add_app_limited(struct builder *out, const struct tcp_info_bytes *info,
                            uint64_t rate UNUSED)
{
    if (number_of(info, TCP_APP_LIMITED) != 0)
        builder_add(out, TEXT(", limited by the program"));
}

static void add_ago(struct builder *out, const struct tcp_info_bytes *info UNUSED,
                    uint64_t time UNUSED)
{
    builder_add(out, TEXT(" ago"));
}

static void add_scales(struct builder *out, const struct tcp_info_bytes *info, uint64_t flag UNUSED)
{
    quantity_number(out, number_of(info, TCP_SEND_WSCALE));
    builder_add_byte(out, '/');
    quantity_number(out, number_of(info, TCP_RECV_WSCALE));
}

static const struct phrase path[] = {
    {TCP_RTT_US, "rtt ", NULL, add_rtt},
    {TCP_MIN_RTT_US, "min rtt ", quantity_microseconds, NULL},
    {TCP_RTO_MS, "rto ", quantity_milliseconds, NULL},
    {TCP_BACKOFF, "doubled ", quantity_number, NULL},
    {TCP_SEND_MSS, "mss ", quantity_number, NULL},
    {TCP_PMTU, "pmtu ", quantity_number, NULL},
    {TCP_REORDER_SEEN, "reordered ", quantity_number, NULL},
    {TCP_REHASH, "path changes ", quantity_number, NULL},
};

static const struct phrase sending[] = {
    {TCP_CWND, "cwnd ", quantity_number, NULL},
    {TCP_SSTHRESH, "ssthresh ", quantity_number, NULL},
    {TCP_UNACKED, "in flight ", quantity_number, NULL},
    {TCP_LOST, "lost ", quantity_number, NULL},
    {TCP_SACKED, "sacked ", quantity_number, NULL},
    {TCP_RETRANS, "retransmitting ", quantity_number, NULL},
    {TCP_RETRANSMITS, "timeouts in a row ", quantity_number, NULL},
    {TCP_PROBES, "probes in a row ", quantity_number, NULL},
    {TCP_BYTES_SENT, "sent ", quantity_bytes, NULL},
    {TCP_BYTES_ACKED, "acknowledged ", quantity_bytes, NULL},
    {TCP_RETRANS_TOTAL, "retransmitted ", quantity_number, add_segments},
    {TCP_NOTSENT_BYTES, "not sent ", quantity_bytes, NULL},
    {TCP_SEND_WINDOW, "peer's window ", quantity_bytes, NULL},
    {TCP_DSACK_DUPS, "needless retransmissions ", quantity_number, NULL},
    {TCP_DELIVERED_CE, "congestion marks ", quantity_number, NULL},
};

static const struct phrase receiving[] = {
    {TCP_BYTES_RECEIVED, "received ", quantity_bytes, NULL},
    {TCP_OUT_OF_ORDER, "out of order ", quantity_number, NULL},
    {TCP_RECV_WINDOW, "window ", quantity_bytes, NULL},
    {TCP_RECV_SPACE, "space ", quantity_bytes, NULL},
    {TCP_RECV_RTT_US, "rtt ", quantity_microseconds, NULL},
    {TCP_RECEIVED_CE, "congestion marks ", quantity_number, NULL},
};

static const struct phrase rates[] = {
    {TCP_DELIVERY_RATE_BPS, "delivered ", quantity_rate, add_app_limited},
    {TCP_PACING_RATE_BPS, "paced ", quantity_rate, NULL},
    {TCP_MAX_PACING_RATE_BPS, "at most ", quantity_rate, NULL},
    {TCP_BUSY_US, "busy ", quantity_microseconds, NULL},
    {TCP_RWND_LIMITED_US, "limited by the peer's window ", quantity_microseconds,
     add_share_of_busy},
    {TCP_SNDBUF_LIMITED_US, "limited by the send buffer ", quantity_microseconds,
     add_share_of_busy},
    {TCP_RTO_TOTAL, "timeouts ", quantity_number, NULL},
    {TCP_RTO_TIME_MS, "recovering from timeouts ", quantity_milliseconds, NULL},
};

static const struct phrase last[] = {
    {TCP_LAST_DATA_SENT_MS, "data sent ", quantity_milliseconds, add_ago},
    {TCP_LAST_DATA_RECEIVED_MS, "data received ", quantity_milliseconds, add_ago},
    {TCP_LAST_ACK_RECEIVED_MS, "acknowledgement ", quantity_milliseconds, add_ago},
};

static const struct phrase features[] = {
    {TCP_OPTION_TIMESTAMPS, "timestamps", NULL, NULL},
    {TCP_OPTION_SACK, "sack", NULL, NULL},
    {TCP_OPTION_ECN, "ecn", NULL, NULL},
    {TCP_OPTION_ECN_SEEN, "ecn seen", NULL, NULL},
    {TCP_OPTION_FASTOPEN_DATA, "fast open", NULL, NULL},
    {TCP_OPTION_WINDOW_SCALE, "window scale ", NULL, add_scales},
};

static void add_name(struct detail_line *line, const char name[DETAIL_NAME_SIZE])
{
    detail_line_phrase(line, "");
    cell_escape(line->out, detail_name(name));
}

static void add_congestion(struct detail_line *line, const struct congestion_detail *congestion)
{
    add_name(line, congestion->name);
    switch (congestion->missing == 0 ? congestion->kind : CONGESTION_PLAIN) {
    case CONGESTION_BBR:
        if (congestion->bbr.bandwidth_bps == 0) /* nothing was measured yet */
            break;
        detail_line_quantity(line, "bandwidth ", quantity_rate, congestion->bbr.bandwidth_bps);
        detail_line_quantity(line, "min rtt ", quantity_microseconds, congestion->bbr.min_rtt_us);
        detail_line_quantity(line, "pacing gain ", quantity_number,
                             congestion->bbr.pacing_gain_percent);
        builder_add(line->out, TEXT(" %"));
        detail_line_quantity(line, "cwnd gain ", quantity_number,
                             congestion->bbr.cwnd_gain_percent);
        builder_add(line->out, TEXT(" %"));
        break;
    case CONGESTION_DCTCP:
        detail_line_phrase(line, "marked ");
        quantity_share(line->out, congestion->dctcp.alpha, 1024);
        break;
    case CONGESTION_VEGAS:
        detail_line_quantity(line, "min rtt ", quantity_microseconds, congestion->vegas.min_rtt_us);
        break;
    case CONGESTION_PLAIN:
        break;
    }
}

static void congestion_line(struct builder *out, const struct socket_detail *detail)
{
    static const char *const states[] = {NULL, "disorder", "reducing (cwr)", "recovery", "loss"};
    struct detail_line line = {out, "congestion"};
    uint64_t state =
        detail->tcp_info == NULL ? 0 : number_of(detail->tcp_info, TCP_CONGESTION_STATE);

    if (state != 0 && state < COUNT_OF(states))
        detail_line_phrase(&line, states[state]);
    if (detail->congestion != NULL)
        add_congestion(&line, detail->congestion);
}

static void features_line(struct builder *out, const struct socket_detail *detail)
{
    struct detail_line line = {out, "features"};

    if (detail->ulp != NULL)
        add_name(&line, detail->ulp->name);
    if (detail->md5 != NULL && detail->md5->count != 0)
        detail_line_phrase(&line, "MD5 signatures");
    if (detail->tcp_info != NULL)
        add_phrases(&line, detail->tcp_info, features, COUNT_OF(features));
}

void tcp_text(struct builder *out, const struct socket *socket)
{
    static const struct {
        const char *name;
        const struct phrase *phrases;
        size_t count;
    } lines[] = {
        {"path", path, COUNT_OF(path)},
        {"send", sending, COUNT_OF(sending)},
        {"receive", receiving, COUNT_OF(receiving)},
        {"rate", rates, COUNT_OF(rates)},
        {"last", last, COUNT_OF(last)},
    };
    const struct socket_detail *detail = socket->detail;
    bool connected = socket->state != STATE_LISTEN && socket->state != STATE_CLOSED;

    /* Without a connection there is only the congestion line (net/ipv4/tcp.c, tcp_get_info). */
    for (size_t i = 0; connected && detail->tcp_info != NULL && i < COUNT_OF(lines); i++) {
        struct detail_line line = {out, lines[i].name};

        /* Before the handshake ends, the kernel measures these times from its own start. */
        if (lines[i].phrases != last || (STATE_BIT(socket->state) & STATES_HANDSHAKE) == 0)
            add_phrases(&line, detail->tcp_info, lines[i].phrases, lines[i].count);
    }
    congestion_line(out, detail);
    if (connected)
        features_line(out, detail);
}
