/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Columns of --tos (packet marking) and --inet-sockopt (socket options). */
#include "column_group.h"

GETTER(traffic)
{
    if (column->place.have == DETAIL_TCLASS && socket->family != FAMILY_INET6)
        value_absent(value);
    else if (!detail_load(column, socket, value))
        detail_missing(socket, value);
}

/* `place` is an enum socket_option. */
GETTER(option)
{
    const struct socket_detail *detail = socket->detail;
    unsigned bit = 1u << column->place.at;

    if (detail == NULL || (detail->have & DETAIL_OPTIONS) == 0)
        detail_missing(socket, value);
    else if ((detail->options_missing & bit) != 0)
        value_unknown(value);
    else
        value->boolean = (detail->options & bit) != 0;
}

SETTER(option)
{
    struct socket_detail *detail = &target->room->detail;
    uint16_t bit = (uint16_t)(1u << column->place.at);

    if ((detail->have & DETAIL_OPTIONS) == 0)
        detail->options_missing = UINT16_MAX;
    detail->have |= DETAIL_OPTIONS;
    detail->options_missing &= (uint16_t)~bit;
    if (value->boolean)
        detail->options |= bit;
    return COLUMN_SET;
}

#define TRAFFIC(member, HAVE)                                                                 \
    .type = VALUE_NUMBER, OF_GROUP(DETAILS_TRAFFIC), .get = get_traffic, .set = detail_store, \
    .place = {AT(struct socket_detail, member), .have = HAVE}
#define OPTION(which)                                                                    \
    .type = VALUE_BOOL, OF_GROUP(DETAILS_OPTIONS), .get = get_option, .set = set_option, \
    .place = {.at = which}

/* clang-format off */
static const struct column columns[] = {
    {"tos", "TOS", "type of service byte of its IPv4 packets (IP_TOS)", TRAFFIC(tos, DETAIL_TOS)},
    {"traffic_class", "TCLASS", "traffic class of its IPv6 packets (IPV6_TCLASS)", TRAFFIC(tclass, DETAIL_TCLASS)},
    {"class_id", "CLASS-ID", "class for traffic control (net_cls), else the priority (SO_PRIORITY)",
     TRAFFIC(class_id, DETAIL_CLASS_ID)},
    {"recverr", "RECVERR", "errors are queued (IP_RECVERR)", OPTION(OPTION_RECVERR)},
    {"is_icsk", "IS-ICSK", "connection-oriented (struct inet_connection_sock)", OPTION(OPTION_IS_ICSK)},
    {"freebind", "FREEBIND", "may bind to a nonlocal address (IP_FREEBIND)", OPTION(OPTION_FREEBIND)},
    {"hdrincl", "HDRINCL", "writes its own IP headers (IP_HDRINCL)", OPTION(OPTION_HDRINCL)},
    {"mc_loop", "MC-LOOP", "this machine also receives its multicasts (IP_MULTICAST_LOOP)",
     OPTION(OPTION_MC_LOOP)},
    {"transparent", "TRANSPARENT", "accepts packets for other addresses (IP_TRANSPARENT)",
     OPTION(OPTION_TRANSPARENT)},
    {"mc_all", "MC-ALL", "receives every multicast that the host has joined (IP_MULTICAST_ALL)",
     OPTION(OPTION_MC_ALL)},
    {"nodefrag", "NODEFRAG", "the kernel does not reassemble its fragments on output (IP_NODEFRAG)",
     OPTION(OPTION_NODEFRAG)},
    {"bind_address_no_port", "BIND-NO-PORT", "the kernel chooses its port at connect (IP_BIND_ADDRESS_NO_PORT)",
     OPTION(OPTION_BIND_ADDRESS_NO_PORT)},
    {"recverr_rfc4884", "RECVERR-RFC4884", "errors are queued with their extensions (IP_RECVERR_RFC4884)",
     OPTION(OPTION_RECVERR_RFC4884)},
    {"defer_connect", "DEFER-CONNECT", "connects with the first write (TCP_FASTOPEN_CONNECT)",
     OPTION(OPTION_DEFER_CONNECT)},
};
/* clang-format on */

const struct column_group option_columns = {columns, COUNT_OF(columns)};
