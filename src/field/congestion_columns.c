/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Columns of -i: the congestion control of a TCP connection. */
#include "column_group.h"

/* NULL: there is none; *value is set. */
static const struct congestion_detail *congestion_of(const struct socket *socket,
                                                     struct value *value)
{
    if (socket->detail != NULL && socket->detail->congestion != NULL)
        return socket->detail->congestion;
    tcp_detail_missing(socket, value);
    return NULL;
}

GETTER(name)
{
    const struct congestion_detail *detail = congestion_of(socket, value);

    if (detail == NULL)
        return;
    value->text = detail_name(detail->name);
    if (value->text.length == 0)
        value_unknown(value);
}

SETTER(name)
{
    return detail_set_name(detail_room_congestion(target->room)->name, value->text);
}

/* Returns the bit of a member in `missing`, which counts the words before it. `have` is the
 * member's kind. */
static uint32_t bit_of(const struct column *column)
{
    return 1u << (column->place.at - offsetof(struct congestion_detail, vegas)) / sizeof(uint32_t);
}

GETTER(member)
{
    const struct congestion_detail *detail = congestion_of(socket, value);

    if (detail == NULL)
        return;
    if ((uint32_t)detail->kind != column->place.have)
        value_absent(value);
    else if ((detail->missing & bit_of(column)) != 0)
        value_unknown(value);
    else
        column_load(column, detail, value);
}

/* The first member sets the kind; members that are not set stay missing. */
SETTER(member)
{
    struct congestion_detail *detail = detail_room_congestion(target->room);

    if (detail->kind == CONGESTION_PLAIN) {
        detail->kind = (enum congestion_kind)column->place.have;
        for (size_t i = 0; i < congestion_columns.count; i++)
            if (congestion_columns.columns[i].place.have == column->place.have)
                detail->missing |= bit_of(&congestion_columns.columns[i]);
    }
    detail->missing &= ~bit_of(column);
    return set_if((uint32_t)detail->kind == column->place.have &&
                  column_store(column, detail, value) == COLUMN_SET);
}

#define MEMBER(kind, member)                                          \
    OF_GROUP(DETAILS_TCP_INFO), .get = get_member, .set = set_member, \
                                .place = {AT(struct congestion_detail, member), .have = kind}
#define NUMBER(kind, member, UNIT) MEMBER(kind, member), .type = VALUE_NUMBER, .unit = UNIT_##UNIT
#define FLAG(kind, member)         MEMBER(kind, member), .type = VALUE_BOOL

/* clang-format off */
static const struct column columns[] = {
    {"congestion_control", "CONGESTION-CONTROL", "algorithm: cubic, bbr, reno, …",
     OF_GROUP(DETAILS_TCP_INFO), .type = VALUE_TEXT, .get = get_name, .set = set_name},
    {"bbr_bandwidth_bps", "BBR-BANDWIDTH-BPS", "BBR: measured bandwidth of the path, in bits per second",
     NUMBER(CONGESTION_BBR, bbr.bandwidth_bps, BPS)},
    {"bbr_min_rtt_us", "BBR-MIN-RTT-US", "BBR: minimum round-trip time, in microseconds",
     NUMBER(CONGESTION_BBR, bbr.min_rtt_us, US)},
    {"bbr_pacing_gain_percent", "BBR-PACING-GAIN-PERCENT", "BBR: pacing rate in percent of the bandwidth",
     NUMBER(CONGESTION_BBR, bbr.pacing_gain_percent, NONE)},
    {"bbr_cwnd_gain_percent", "BBR-CWND-GAIN-PERCENT", "BBR: congestion window in percent of the bandwidth-delay product",
     NUMBER(CONGESTION_BBR, bbr.cwnd_gain_percent, NONE)},
    {"vegas_rtt_count", "VEGAS-RTT-COUNT", "Vegas: round-trip times measured",
     NUMBER(CONGESTION_VEGAS, vegas.rtt_count, NONE)},
    {"vegas_rtt_us", "VEGAS-RTT-US", "Vegas: round-trip time, in microseconds",
     NUMBER(CONGESTION_VEGAS, vegas.rtt_us, US)},
    {"vegas_min_rtt_us", "VEGAS-MIN-RTT-US", "Vegas: minimum round-trip time, in microseconds",
     NUMBER(CONGESTION_VEGAS, vegas.min_rtt_us, US)},
    {"dctcp_alpha", "DCTCP-ALPHA", "DCTCP: share of marked bytes, in 1024ths",
     NUMBER(CONGESTION_DCTCP, dctcp.alpha, NONE)},
    {"dctcp_ecn_bytes", "DCTCP-ECN-BYTES", "DCTCP: bytes acknowledged with a congestion mark",
     NUMBER(CONGESTION_DCTCP, dctcp.ecn_bytes, BYTES)},
    {"dctcp_total_bytes", "DCTCP-TOTAL-BYTES", "DCTCP: bytes acknowledged",
     NUMBER(CONGESTION_DCTCP, dctcp.total_bytes, BYTES)},
    {"vegas_enabled", "VEGAS", "Vegas: whether it is active", FLAG(CONGESTION_VEGAS, vegas.enabled)},
    {"dctcp_enabled", "DCTCP", "DCTCP: whether the peer uses it too", FLAG(CONGESTION_DCTCP, dctcp.enabled)},
    {"dctcp_ce_state", "DCTCP-CE", "DCTCP: whether the last segment had a congestion mark",
     FLAG(CONGESTION_DCTCP, dctcp.ce_state)},
};
/* clang-format on */

const struct column_group congestion_columns = {columns, COUNT_OF(columns)};
