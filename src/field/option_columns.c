/* SPDX-License-Identifier: GPL-2.0-or-later */
/* How the packets of a socket are marked (--tos), and its options (--inet-sockopt). */
#include "column_setting.h"
#include "detail_get.h"

static bool has(const struct socket *socket, enum detail_have what, struct value *value)
{
    if (socket->detail != NULL && (socket->detail->have & (uint32_t)what) != 0)
        return true;
    detail_missing(socket, value);
    return false;
}

GETTER(tos)
{
    if (has(socket, DETAIL_TOS, value))
        value->number = socket->detail->tos;
}

GETTER(traffic_class)
{
    if (socket->family != FAMILY_INET6)
        value_absent(value);
    else if (has(socket, DETAIL_TCLASS, value))
        value->number = socket->detail->tclass;
}

GETTER(class_id)
{
    if (has(socket, DETAIL_CLASS_ID, value))
        value->number = socket->detail->class_id;
}

SETTER(tos)
{
    uint64_t number = 0;
    enum column_set result = detail_take_number(record, value, UINT8_MAX, DETAIL_TOS, &number);

    record->room->detail.tos = (uint8_t)number;
    return result;
}

SETTER(traffic_class)
{
    uint64_t number = 0;
    enum column_set result = detail_take_number(record, value, UINT8_MAX, DETAIL_TCLASS, &number);

    record->room->detail.tclass = (uint8_t)number;
    return result;
}

SETTER(class_id)
{
    uint64_t number = 0;
    enum column_set result =
        detail_take_number(record, value, UINT32_MAX, DETAIL_CLASS_ID, &number);

    record->room->detail.class_id = (uint32_t)number;
    return result;
}

#define TRAFFIC NEED_DETAILS(DETAILS_TRAFFIC)

/* clang-format off */
static const struct column traffic[] = {
    {"tos", "TOS", "type of service byte of its IPv4 packets (IP_TOS)",
     VALUE_NUMBER, COLUMN_RIGHT, get_tos, NULL, NULL, TRAFFIC},
    {"traffic_class", "TCLASS", "traffic class of its IPv6 packets (IPV6_TCLASS)",
     VALUE_NUMBER, COLUMN_RIGHT, get_traffic_class, NULL, NULL, TRAFFIC},
    {"class_id", "CLASS-ID", "class for traffic control (net_cls), else the priority (SO_PRIORITY)",
     VALUE_NUMBER, COLUMN_RIGHT, get_class_id, NULL, NULL, TRAFFIC},
};
/* clang-format on */

const struct column_group traffic_columns = {traffic, COUNT_OF(traffic), DETAILS_TRAFFIC};

static const struct column_setting traffic_set[] = {
    {"tos", set_tos},
    {"traffic_class", set_traffic_class},
    {"class_id", set_class_id},
};

const struct column_settings traffic_settings = {traffic_set, COUNT_OF(traffic_set)};

static void get_option(const struct socket *socket, enum socket_option which, struct value *value)
{
    if (!has(socket, DETAIL_OPTIONS, value))
        return;
    value->boolean = (socket->detail->options & (1u << which)) != 0;
    if ((socket->detail->options_missing & (1u << which)) != 0)
        value_unknown(value);
}

static enum column_set set_option(const struct column_record *record, enum socket_option which,
                                  const struct value *value)
{
    struct socket_detail *detail = &record->room->detail;

    if (!value_is_known(value))
        return COLUMN_SET;
    if ((detail->have & DETAIL_OPTIONS) == 0)
        detail->options_missing = UINT16_MAX;
    detail->have |= DETAIL_OPTIONS;
    detail->options_missing &= (uint16_t) ~(1u << which);
    if (value->boolean)
        detail->options |= (uint16_t)(1u << which);
    return COLUMN_SET;
}

#define OPTION_COLUMNS(COLUMN)                                                           \
    COLUMN(recverr, OPTION_RECVERR, "RECVERR", "errors are queued (IP_RECVERR)")         \
    COLUMN(is_icsk, OPTION_IS_ICSK, "IS-ICSK", "is of a protocol with connections")      \
    COLUMN(freebind, OPTION_FREEBIND, "FREEBIND",                                        \
           "may bind to an address that is not here (IP_FREEBIND)")                      \
    COLUMN(hdrincl, OPTION_HDRINCL, "HDRINCL", "writes its own IP headers (IP_HDRINCL)") \
    COLUMN(mc_loop, OPTION_MC_LOOP, "MC-LOOP",                                           \
           "its multicasts are also received here (IP_MULTICAST_LOOP)")                  \
    COLUMN(transparent, OPTION_TRANSPARENT, "TRANSPARENT",                               \
           "takes what is meant for other addresses (IP_TRANSPARENT)")                   \
    COLUMN(mc_all, OPTION_MC_ALL, "MC-ALL",                                              \
           "takes every multicast that the host has joined (IP_MULTICAST_ALL)")          \
    COLUMN(nodefrag, OPTION_NODEFRAG, "NODEFRAG",                                        \
           "its fragments are not put together on the way out (IP_NODEFRAG)")            \
    COLUMN(bind_address_no_port, OPTION_BIND_ADDRESS_NO_PORT, "BIND-NO-PORT",            \
           "its port is chosen at connect (IP_BIND_ADDRESS_NO_PORT)")                    \
    COLUMN(recverr_rfc4884, OPTION_RECVERR_RFC4884, "RECVERR-RFC4884",                   \
           "errors are queued with their extensions (IP_RECVERR_RFC4884)")               \
    COLUMN(defer_connect, OPTION_DEFER_CONNECT, "DEFER-CONNECT",                         \
           "connects with the first write (TCP_FASTOPEN_CONNECT)")

#define DEFINE(name, which, title, help)         \
    GETTER(name)                                 \
    {                                            \
        get_option(socket, which, value);        \
    }                                            \
    SETTER(name)                                 \
    {                                            \
        return set_option(record, which, value); \
    }
#define ROW(name, which, title, help) \
    {#name, title, help, VALUE_BOOL, 0, get_##name, NULL, NULL, NEED_DETAILS(DETAILS_OPTIONS)},

OPTION_COLUMNS(DEFINE)

static const struct column options[] = {OPTION_COLUMNS(ROW)};

const struct column_group option_columns = {options, COUNT_OF(options), DETAILS_OPTIONS};

#define SETTING(name, which, title, help) {#name, set_##name},

static const struct column_setting options_set[] = {OPTION_COLUMNS(SETTING)};

const struct column_settings option_settings = {options_set, COUNT_OF(options_set)};
