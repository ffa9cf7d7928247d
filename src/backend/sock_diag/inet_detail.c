/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Structs: linux/inet_diag.h, linux/sock_diag.h, linux/tcp.h. Attributes that are too short are
 * skipped; extra bytes come from newer kernels and are ignored. */
#include "inet_detail.h"

#include <assert.h>
#include <linux/mptcp.h>
#include <linux/sock_diag.h>
#include <linux/tcp.h>
#include <linux/tls.h>
#include <string.h>
#include <sys/socket.h>

#include "netlink.h"

/* Checks our table against the headers of the build machine, if they have these fields. */
static_assert(offsetof(struct tcp_info, tcpi_rto) == 8, "tcp_info");
static_assert(offsetof(struct tcp_info, tcpi_rtt) == 68, "tcp_info");
static_assert(offsetof(struct tcp_info, tcpi_total_retrans) == 100, "tcp_info");
static_assert(offsetof(struct tcp_info, tcpi_pacing_rate) == 104, "tcp_info");
static_assert(offsetof(struct tcp_info, tcpi_delivery_rate) == 160, "tcp_info");
static_assert(offsetof(struct tcp_info, tcpi_delivered) == 192, "tcp_info");
static_assert(offsetof(struct tcp_info, tcpi_snd_wnd) == 228, "tcp_info");
static_assert((int)MEMORY_DROPS == (int)SK_MEMINFO_DROPS, "memory");

static uint8_t extension(unsigned attribute)
{
    return (uint8_t)(1u << (attribute - 1));
}

uint8_t inet_detail_extensions(uint32_t groups)
{
    uint8_t extensions = 0;

    if ((groups & DETAILS_BIT(DETAILS_MEMORY)) != 0)
        extensions |= extension(INET_DIAG_SKMEMINFO);
    if ((groups & DETAILS_BIT(DETAILS_TCP_INFO)) != 0)
        extensions |=
            extension(INET_DIAG_INFO) | extension(INET_DIAG_CONG) | extension(INET_DIAG_VEGASINFO);
    if ((groups & DETAILS_BIT(DETAILS_TRAFFIC)) != 0)
        extensions |= extension(INET_DIAG_TOS) | extension(INET_DIAG_TCLASS);
    return extensions;
}

void inet_detail_begin(struct inet_detail *detail, const struct inet_diag_msg *diag)
{
    detail_room_clear(&detail->room);
    if ((detail->groups & DETAILS_BIT(DETAILS_TIMER)) == 0 || detail->is_other)
        return;
    detail->room.detail.have = DETAIL_TIMER;
    detail->room.detail.timer = diag->idiag_timer < TIMER_OTHER ? diag->idiag_timer : TIMER_OTHER;
    detail->room.detail.retransmits = diag->idiag_retrans;
    detail->room.detail.timer_ms = diag->idiag_expires;
}

static void take_tcp_info(struct inet_detail *detail, const void *bytes, size_t length)
{
    size_t most = detail->before_7_0 ? TCP_INFO_SIZE_BEFORE_7_0 : TCP_INFO_SIZE;

    if (detail->is_other)
        return;
    if (length > most)
        length = most;
    memcpy(detail->room.tcp_info.bytes, bytes, length);
    detail->room.tcp_info.length = (uint16_t)length;
    detail->room.detail.tcp_info = &detail->room.tcp_info;
}

struct memory_detail memory_detail_read(const void *bytes, size_t length)
{
    struct memory_detail memory = {.have = 0};
    size_t count = length / sizeof(uint32_t);

    if (count > MEMORY_COUNT)
        count = MEMORY_COUNT;
    memcpy(memory.numbers, bytes, count * sizeof(uint32_t));
    memory.have = (1u << count) - 1;
    return memory;
}

static void take_memory(struct inet_detail *detail, const void *bytes, size_t length)
{
    *detail_room_memory(&detail->room) = memory_detail_read(bytes, length);
}

/* The target must be zeroed; a name that is too long is truncated. */
static void copy_name(char *name, const void *bytes, size_t length)
{
    memcpy(name, bytes, length < DETAIL_NAME_SIZE - 1 ? length : DETAIL_NAME_SIZE - 1);
}

static void take_name(struct inet_detail *detail, const void *bytes, size_t length)
{
    copy_name(detail_room_congestion(&detail->room)->name, bytes, length);
}

static struct congestion_detail *congestion(struct inet_detail *detail, enum congestion_kind kind)
{
    struct congestion_detail *to = detail_room_congestion(&detail->room);

    to->kind = kind;
    return to;
}

static void take_vegas(struct inet_detail *detail, const void *bytes, size_t length UNUSED)
{
    struct congestion_detail *to = congestion(detail, CONGESTION_VEGAS);

    static_assert(sizeof(to->vegas) == sizeof(struct tcpvegas_info), "the same four numbers");
    memcpy(&to->vegas, bytes, sizeof(to->vegas));
}

static void take_dctcp(struct inet_detail *detail, const void *bytes, size_t length UNUSED)
{
    struct congestion_detail *to = congestion(detail, CONGESTION_DCTCP);
    struct tcp_dctcp_info from;

    memcpy(&from, bytes, sizeof(from));
    to->dctcp.enabled = from.dctcp_enabled;
    to->dctcp.ce_state = from.dctcp_ce_state;
    to->dctcp.alpha = from.dctcp_alpha;
    to->dctcp.ecn_bytes = from.dctcp_ab_ecn;
    to->dctcp.total_bytes = from.dctcp_ab_tot;
}

/* Gains are fixed-point numbers with 8 fractional bits. */
static uint32_t gain_percent(uint32_t gain)
{
    return (uint32_t)(((uint64_t)gain * 100 + 128) >> 8);
}

static void take_bbr(struct inet_detail *detail, const void *bytes, size_t length UNUSED)
{
    struct congestion_detail *to = congestion(detail, CONGESTION_BBR);
    struct tcp_bbr_info from;
    uint64_t bandwidth;

    memcpy(&from, bytes, sizeof(from));
    bandwidth = (uint64_t)from.bbr_bw_hi << 32 | from.bbr_bw_lo;
    to->bbr.bandwidth_bps = bandwidth > UINT64_MAX / 8 ? UINT64_MAX : bandwidth * 8;
    to->bbr.min_rtt_us = from.bbr_min_rtt;
    to->bbr.pacing_gain_percent = gain_percent(from.bbr_pacing_gain);
    to->bbr.cwnd_gain_percent = gain_percent(from.bbr_cwnd_gain);
}

/* The attribute also contains the keys, which are not read. */
static void take_md5(struct inet_detail *detail, const void *bytes, size_t length)
{
    uint32_t count = 0;

    for (size_t at = 0; length - at >= sizeof(struct tcp_diag_md5sig) && count < MD5_PEERS_MAX;
         at += sizeof(struct tcp_diag_md5sig)) {
        struct md5_peer *peer = &detail->room.md5.peers[count++];
        struct tcp_diag_md5sig from;

        memcpy(&from, (const char *)bytes + at, sizeof(from));
        *peer = (struct md5_peer){
            .family = from.tcpm_family == AF_INET6 ? FAMILY_INET6 : FAMILY_INET,
            .prefix = from.tcpm_prefixlen,
        };
        memcpy(peer->address.bytes, from.tcpm_addr, peer->family == FAMILY_INET6 ? 16 : 4);
        memset(from.tcpm_key, 0, sizeof(from.tcpm_key));
    }
    detail->room.md5.count = count;
    detail->room.detail.md5 = &detail->room.md5;
}

static void take_options(struct inet_detail *detail, const void *bytes, size_t length UNUSED)
{
    const uint8_t *bits = bytes;

    for (unsigned i = 0; i < OPTION_COUNT; i++)
        if ((bits[i / 8] >> BIT_FIELD_SHIFT(i % 8, 1, 8) & 1) != 0)
            detail->room.detail.options |= (uint16_t)(1u << i);
    detail->room.detail.have |= DETAIL_OPTIONS;
}

/* A member of struct ulp_detail and its attribute. */
struct ulp_member {
    unsigned type;
    size_t at, size;
    uint32_t have; /* ULP_…, or 0 */
};
#define MEMBER(name) offsetof(struct ulp_detail, name), sizeof(((struct ulp_detail *)NULL)->name)

static void take_members(const struct nlattr *nest, const struct ulp_member *members, size_t count,
                         struct ulp_detail *ulp)
{
    const struct nlattr *attribute = NULL;

    while ((attribute = netlink_nested(nest, attribute)) != NULL)
        for (size_t i = 0; i < count; i++)
            if (members[i].type == netlink_attribute_type(attribute) &&
                netlink_attribute_length(attribute) >= members[i].size) {
                memcpy((char *)ulp + members[i].at, netlink_attribute_bytes(attribute),
                       members[i].size);
                ulp->have |= members[i].have;
            }
}

static void take_tls(const struct nlattr *nest, struct ulp_detail *ulp)
{
    static const struct ulp_member members[] = {
        {TLS_INFO_VERSION, MEMBER(tls_version), ULP_TLS_VERSION},
        {TLS_INFO_CIPHER, MEMBER(tls_cipher), ULP_TLS_CIPHER},
        {TLS_INFO_TXCONF, MEMBER(tls_send), ULP_TLS_SEND},
        {TLS_INFO_RXCONF, MEMBER(tls_recv), ULP_TLS_RECV},
    };
    const struct nlattr *flag = NULL;

    ulp->have |= ULP_TLS;
    take_members(nest, members, COUNT_OF(members), ulp);
    while ((flag = netlink_nested(nest, flag)) != NULL) {
        ulp->tls_zero_copy |= netlink_attribute_type(flag) == TLS_INFO_ZC_RO_TX;
        ulp->tls_no_padding |= netlink_attribute_type(flag) == TLS_INFO_RX_NO_PAD;
    }
}

static void take_mptcp(const struct nlattr *nest, struct ulp_detail *ulp)
{
    static const struct ulp_member members[] = {
        {MPTCP_SUBFLOW_ATTR_TOKEN_REM, MEMBER(mptcp_remote_token), 0},
        {MPTCP_SUBFLOW_ATTR_TOKEN_LOC, MEMBER(mptcp_local_token), 0},
        {MPTCP_SUBFLOW_ATTR_RELWRITE_SEQ, MEMBER(mptcp_written), 0},
        {MPTCP_SUBFLOW_ATTR_MAP_SEQ, MEMBER(mptcp_map_sequence), 0},
        {MPTCP_SUBFLOW_ATTR_MAP_SFSEQ, MEMBER(mptcp_subflow_sequence), 0},
        {MPTCP_SUBFLOW_ATTR_SSN_OFFSET, MEMBER(mptcp_subflow_offset), 0},
        {MPTCP_SUBFLOW_ATTR_MAP_DATALEN, MEMBER(mptcp_map_length), 0},
        {MPTCP_SUBFLOW_ATTR_FLAGS, MEMBER(mptcp_flags), 0},
        {MPTCP_SUBFLOW_ATTR_ID_REM, MEMBER(mptcp_remote_id), 0},
        {MPTCP_SUBFLOW_ATTR_ID_LOC, MEMBER(mptcp_local_id), 0},
    };

    ulp->have |= ULP_MPTCP;
    take_members(nest, members, COUNT_OF(members), ulp);
}

/* Reads the upper layer protocol of a TCP connection; without its name the rest is ignored. */
static void take_ulp(struct inet_detail *detail, const void *bytes, size_t length)
{
    const char *end = (const char *)bytes + length;
    struct ulp_detail *ulp = &detail->room.ulp;
    const struct nlattr *one = NULL;

    memset(ulp, 0, sizeof(*ulp));
    while ((one = netlink_attribute_between(bytes, end, one)) != NULL) {
        unsigned type = netlink_attribute_type(one);

        if (type == INET_ULP_INFO_NAME)
            copy_name(ulp->name, netlink_attribute_bytes(one), netlink_attribute_length(one));
        else if (type == INET_ULP_INFO_TLS)
            take_tls(one, ulp);
        else if (type == INET_ULP_INFO_MPTCP)
            take_mptcp(one, ulp);
    }
    if (ulp->name[0] != '\0')
        detail->room.detail.ulp = ulp;
}

#define NUMBER(member, HAVE)                                               \
    DETAILS_TRAFFIC, sizeof(((struct socket_detail *)NULL)->member), NULL, \
        offsetof(struct socket_detail, member), HAVE

/* How each attribute is read. */
static const struct {
    enum detail_group group;
    size_t least; /* its minimum length */
    /* NULL: copy it to the member of struct socket_detail at this offset. */
    void (*take)(struct inet_detail *detail, const void *bytes, size_t length);
    size_t at;
    uint32_t have; /* DETAIL_… for that member */
} attributes[] = {
    [INET_DIAG_INFO] = {DETAILS_TCP_INFO, 0, take_tcp_info},
    [INET_DIAG_VEGASINFO] = {DETAILS_TCP_INFO, sizeof(struct tcpvegas_info), take_vegas},
    [INET_DIAG_CONG] = {DETAILS_TCP_INFO, 0, take_name},
    [INET_DIAG_TOS] = {NUMBER(tos, DETAIL_TOS)},
    [INET_DIAG_TCLASS] = {NUMBER(tclass, DETAIL_TCLASS)},
    [INET_DIAG_SKMEMINFO] = {DETAILS_MEMORY, 0, take_memory},
    [INET_DIAG_DCTCPINFO] = {DETAILS_TCP_INFO, sizeof(struct tcp_dctcp_info), take_dctcp},
    [INET_DIAG_BBRINFO] = {DETAILS_TCP_INFO, sizeof(struct tcp_bbr_info), take_bbr},
    [INET_DIAG_CLASS_ID] = {NUMBER(class_id, DETAIL_CLASS_ID)},
    [INET_DIAG_MD5SIG] = {DETAILS_TCP_INFO, 0, take_md5},
    [INET_DIAG_ULP_INFO] = {DETAILS_TCP_INFO, 0, take_ulp},
    [INET_DIAG_SOCKOPT] = {DETAILS_OPTIONS, sizeof(struct inet_diag_sockopt), take_options},
};

void inet_detail_take(struct inet_detail *detail, unsigned type, const void *bytes, size_t length)
{
    if (type >= COUNT_OF(attributes) || attributes[type].group == DETAILS_NONE ||
        (detail->groups & DETAILS_BIT(attributes[type].group)) == 0 ||
        length < attributes[type].least)
        return;
    if (attributes[type].take != NULL) {
        attributes[type].take(detail, bytes, length);
        return;
    }
    memcpy((char *)&detail->room.detail + attributes[type].at, bytes, attributes[type].least);
    detail->room.detail.have |= attributes[type].have;
}
