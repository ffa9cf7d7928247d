/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The congestion control of a TCP connection and its particulars: -i. */
#include "detail_get.h"

/* NULL: there is none, and *value says why. */
static const struct congestion_detail *congestion_of(const struct socket *socket,
                                                     struct value *value)
{
    if (socket->detail != NULL && socket->detail->congestion != NULL)
        return socket->detail->congestion;
    tcp_detail_missing(socket, value);
    return NULL;
}

/* As above where it is of this kind. */
static const struct congestion_detail *of_kind(const struct socket *socket,
                                               enum congestion_kind kind, struct value *value)
{
    const struct congestion_detail *detail = congestion_of(socket, value);

    if (detail == NULL || detail->kind == kind)
        return detail;
    value_absent(value);
    return NULL;
}

GETTER(congestion_control)
{
    const struct congestion_detail *detail = congestion_of(socket, value);

    if (detail == NULL)
        return;
    value->text = detail_name(detail->name);
    if (value->text.length == 0)
        value_unknown(value);
}

GETTER(dctcp_ce_state)
{
    const struct congestion_detail *detail = of_kind(socket, CONGESTION_DCTCP, value);

    if (detail != NULL)
        value->boolean = detail->dctcp.ce_state != 0;
}

GETTER(dctcp_enabled)
{
    const struct congestion_detail *detail = of_kind(socket, CONGESTION_DCTCP, value);

    if (detail != NULL)
        value->boolean = detail->dctcp.enabled != 0;
}

GETTER(vegas_enabled)
{
    const struct congestion_detail *detail = of_kind(socket, CONGESTION_VEGAS, value);

    if (detail != NULL)
        value->boolean = detail->vegas.enabled != 0;
}

#define NUMBERS(COLUMN)                                                                           \
    COLUMN(bbr_bandwidth_bps, "BBR-BANDWIDTH-BPS", CONGESTION_BBR, bbr.bandwidth_bps,             \
           "BBR: bandwidth of the path as it was measured, in bits a second")                     \
    COLUMN(bbr_min_rtt_us, "BBR-MIN-RTT-US", CONGESTION_BBR, bbr.min_rtt_us,                      \
           "BBR: shortest round trip, in microseconds")                                           \
    COLUMN(bbr_pacing_gain_percent, "BBR-PACING-GAIN-PERCENT", CONGESTION_BBR,                    \
           bbr.pacing_gain_percent, "BBR: pacing rate in percent of the bandwidth")               \
    COLUMN(bbr_cwnd_gain_percent, "BBR-CWND-GAIN-PERCENT", CONGESTION_BBR, bbr.cwnd_gain_percent, \
           "BBR: congestion window in percent of what fits the path")                             \
    COLUMN(vegas_rtt_count, "VEGAS-RTT-COUNT", CONGESTION_VEGAS, vegas.rtt_count,                 \
           "Vegas: round trips measured")                                                         \
    COLUMN(vegas_rtt_us, "VEGAS-RTT-US", CONGESTION_VEGAS, vegas.rtt_us,                          \
           "Vegas: round trip in microseconds")                                                   \
    COLUMN(vegas_min_rtt_us, "VEGAS-MIN-RTT-US", CONGESTION_VEGAS, vegas.min_rtt_us,              \
           "Vegas: shortest round trip, in microseconds")                                         \
    COLUMN(dctcp_alpha, "DCTCP-ALPHA", CONGESTION_DCTCP, dctcp.alpha,                             \
           "DCTCP: share of marked bytes, in 1024ths")                                            \
    COLUMN(dctcp_ecn_bytes, "DCTCP-ECN-BYTES", CONGESTION_DCTCP, dctcp.ecn_bytes,                 \
           "DCTCP: bytes acknowledged as marked")                                                 \
    COLUMN(dctcp_total_bytes, "DCTCP-TOTAL-BYTES", CONGESTION_DCTCP, dctcp.total_bytes,           \
           "DCTCP: bytes acknowledged")

#define DEFINE(name, title, kind, member, help)                                \
    GETTER(name)                                                               \
    {                                                                          \
        const struct congestion_detail *detail = of_kind(socket, kind, value); \
                                                                               \
        if (detail != NULL)                                                    \
            value->number = detail->member;                                    \
    }
#define NEED NEED_DETAILS(DETAILS_TCP_INFO)
#define ROW(name, title, kind, member, help) \
    {#name, title, help, VALUE_NUMBER, COLUMN_RIGHT, get_##name, NULL, NULL, NEED},

NUMBERS(DEFINE)

/* clang-format off */
static const struct column columns[] = {
    {"congestion_control", "CONGESTION-CONTROL", "algorithm: cubic, bbr, reno, …",
     VALUE_TEXT, 0, get_congestion_control, NULL, NULL, NEED},
    NUMBERS(ROW)
    {"vegas_enabled", "VEGAS", "Vegas: whether it is at work",
     VALUE_BOOL, 0, get_vegas_enabled, NULL, NULL, NEED},
    {"dctcp_enabled", "DCTCP", "DCTCP: whether the peer does it too",
     VALUE_BOOL, 0, get_dctcp_enabled, NULL, NULL, NEED},
    {"dctcp_ce_state", "DCTCP-CE", "DCTCP: whether the last segment came marked",
     VALUE_BOOL, 0, get_dctcp_ce_state, NULL, NULL, NEED},
};
/* clang-format on */

const struct column_group congestion_columns = {columns, COUNT_OF(columns), DETAILS_TCP_INFO};
