/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The congestion control of a TCP connection and its particulars: -i. */
#include "column_setting.h"
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

/* As above where it is of this kind, and a member of that kind's struct is known. */
static const struct congestion_detail *of_kind(const struct socket *socket,
                                               enum congestion_kind kind, unsigned place,
                                               struct value *value)
{
    const struct congestion_detail *detail = congestion_of(socket, value);

    if (detail == NULL)
        return NULL;
    if (detail->kind != kind)
        value_absent(value);
    else if ((detail->missing & (1u << place)) != 0)
        value_unknown(value);
    else
        return detail;
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

SETTER(congestion_control)
{
    struct congestion_detail *detail;

    if (!value_is_known(value))
        return COLUMN_SET;
    detail = detail_room_congestion(record->room);
    return detail_set_name(detail->name, value->text);
}

/* Of this kind from now on; of its members those that are not set are missing. NULL: there is
 * nothing to set. */
static struct congestion_detail *become(const struct column_record *record,
                                        enum congestion_kind kind, unsigned place,
                                        const struct value *value, enum column_set *result)
{
    static const uint32_t members[] = {
        [CONGESTION_VEGAS] = (1u << 4) - 1,
        [CONGESTION_DCTCP] = (1u << 5) - 1,
        [CONGESTION_BBR] = (1u << 4) - 1,
    };
    struct congestion_detail *detail;

    *result = COLUMN_SET;
    if (!value_is_known(value))
        return NULL;
    detail = detail_room_congestion(record->room);
    if (detail->kind == CONGESTION_PLAIN) {
        detail->kind = kind;
        detail->missing = members[kind];
    }
    detail->missing &= ~(1u << place);
    if (detail->kind == kind)
        return detail;
    *result = COLUMN_SET_WRONG;
    return NULL;
}

/* name, title, kind, place in its struct, member, its type there; help */
#define NUMBERS(COLUMN)                                                                          \
    COLUMN(bbr_bandwidth_bps, "BBR-BANDWIDTH-BPS", CONGESTION_BBR, 0, bbr.bandwidth_bps, 64,     \
           "BBR: bandwidth of the path as it was measured, in bits a second")                    \
    COLUMN(bbr_min_rtt_us, "BBR-MIN-RTT-US", CONGESTION_BBR, 1, bbr.min_rtt_us, 32,              \
           "BBR: shortest round trip, in microseconds")                                          \
    COLUMN(bbr_pacing_gain_percent, "BBR-PACING-GAIN-PERCENT", CONGESTION_BBR, 2,                \
           bbr.pacing_gain_percent, 32, "BBR: pacing rate in percent of the bandwidth")          \
    COLUMN(bbr_cwnd_gain_percent, "BBR-CWND-GAIN-PERCENT", CONGESTION_BBR, 3,                    \
           bbr.cwnd_gain_percent, 32, "BBR: congestion window in percent of what fits the path") \
    COLUMN(vegas_rtt_count, "VEGAS-RTT-COUNT", CONGESTION_VEGAS, 1, vegas.rtt_count, 32,         \
           "Vegas: round trips measured")                                                        \
    COLUMN(vegas_rtt_us, "VEGAS-RTT-US", CONGESTION_VEGAS, 2, vegas.rtt_us, 32,                  \
           "Vegas: round trip in microseconds")                                                  \
    COLUMN(vegas_min_rtt_us, "VEGAS-MIN-RTT-US", CONGESTION_VEGAS, 3, vegas.min_rtt_us, 32,      \
           "Vegas: shortest round trip, in microseconds")                                        \
    COLUMN(dctcp_alpha, "DCTCP-ALPHA", CONGESTION_DCTCP, 2, dctcp.alpha, 32,                     \
           "DCTCP: share of marked bytes, in 1024ths")                                           \
    COLUMN(dctcp_ecn_bytes, "DCTCP-ECN-BYTES", CONGESTION_DCTCP, 3, dctcp.ecn_bytes, 32,         \
           "DCTCP: bytes acknowledged as marked")                                                \
    COLUMN(dctcp_total_bytes, "DCTCP-TOTAL-BYTES", CONGESTION_DCTCP, 4, dctcp.total_bytes, 32,   \
           "DCTCP: bytes acknowledged")

#define FLAGS(COLUMN)                                                       \
    COLUMN(vegas_enabled, "VEGAS", CONGESTION_VEGAS, 0, vegas.enabled,      \
           "Vegas: whether it is at work")                                  \
    COLUMN(dctcp_enabled, "DCTCP", CONGESTION_DCTCP, 0, dctcp.enabled,      \
           "DCTCP: whether the peer does it too")                           \
    COLUMN(dctcp_ce_state, "DCTCP-CE", CONGESTION_DCTCP, 1, dctcp.ce_state, \
           "DCTCP: whether the last segment came marked")

#define DEFINE_NUMBER(name, title, kind, place, member, bits, help)                     \
    GETTER(name)                                                                        \
    {                                                                                   \
        const struct congestion_detail *detail = of_kind(socket, kind, place, value);   \
                                                                                        \
        if (detail != NULL)                                                             \
            value->number = detail->member;                                             \
    }                                                                                   \
    SETTER(name)                                                                        \
    {                                                                                   \
        enum column_set result;                                                         \
        struct congestion_detail *detail = become(record, kind, place, value, &result); \
                                                                                        \
        if (detail == NULL)                                                             \
            return result;                                                              \
        detail->member = (uint##bits##_t)value->number;                                 \
        return value->number > UINT##bits##_MAX ? COLUMN_SET_WRONG : COLUMN_SET;        \
    }
#define DEFINE_FLAG(name, title, kind, place, member, help)                             \
    GETTER(name)                                                                        \
    {                                                                                   \
        const struct congestion_detail *detail = of_kind(socket, kind, place, value);   \
                                                                                        \
        if (detail != NULL)                                                             \
            value->boolean = detail->member != 0;                                       \
    }                                                                                   \
    SETTER(name)                                                                        \
    {                                                                                   \
        enum column_set result;                                                         \
        struct congestion_detail *detail = become(record, kind, place, value, &result); \
                                                                                        \
        if (detail != NULL)                                                             \
            detail->member = value->boolean;                                            \
        return result;                                                                  \
    }
#define NEED NEED_DETAILS(DETAILS_TCP_INFO)
#define ROW_NUMBER(name, title, kind, place, member, bits, help) \
    {#name, title, help, VALUE_NUMBER, COLUMN_RIGHT, get_##name, NULL, NULL, NEED},
#define ROW_FLAG(name, title, kind, place, member, help) \
    {#name, title, help, VALUE_BOOL, 0, get_##name, NULL, NULL, NEED},

NUMBERS(DEFINE_NUMBER)
FLAGS(DEFINE_FLAG)

/* clang-format off */
static const struct column columns[] = {
    {"congestion_control", "CONGESTION-CONTROL", "algorithm: cubic, bbr, reno, …",
     VALUE_TEXT, 0, get_congestion_control, NULL, NULL, NEED},
    NUMBERS(ROW_NUMBER)
    FLAGS(ROW_FLAG)
};
/* clang-format on */

const struct column_group congestion_columns = {columns, COUNT_OF(columns), DETAILS_TCP_INFO};

#define SETTING_NUMBER(name, title, kind, place, member, bits, help) {#name, set_##name},
#define SETTING_FLAG(name, title, kind, place, member, help)         {#name, set_##name},

/* clang-format off */
static const struct column_setting settings[] = {
    {"congestion_control", set_congestion_control},
    NUMBERS(SETTING_NUMBER)
    FLAGS(SETTING_FLAG)
};
/* clang-format on */

const struct column_settings congestion_settings = {settings, COUNT_OF(settings)};
