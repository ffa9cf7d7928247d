/* SPDX-License-Identifier: GPL-2.0-or-later */
/* linux/inet_diag.h, linux/sock_diag.h, linux/tcp.h; what is shorter than it should be is skipped,
 * what is longer is newer. */
#include "inet_detail.h"

#include <assert.h>
#include <linux/sock_diag.h>
#include <linux/tcp.h>
#include <string.h>
#include <sys/socket.h>

#include "inet_ulp.h"

/* Our table against the headers of this machine, where they are old enough and new enough. */
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

static enum timer timer_of(uint8_t native)
{
    return native < TIMER_OTHER ? (enum timer)native : TIMER_OTHER;
}

void inet_detail_begin(struct inet_detail *detail, const struct inet_diag_msg *diag)
{
    detail_room_clear(&detail->room);
    if ((detail->groups & DETAILS_BIT(DETAILS_TIMER)) == 0 || detail->is_other)
        return;
    detail->room.detail.have = DETAIL_TIMER;
    detail->room.detail.timer = (uint8_t)timer_of(diag->idiag_timer);
    detail->room.detail.retransmits = diag->idiag_retrans;
    detail->room.detail.timer_ms = diag->idiag_expires;
}

static void take_tcp_info(struct inet_detail *detail, const void *bytes, size_t length)
{
    size_t most = detail->before_7_0 ? TCP_INFO_SIZE_BEFORE_7_0 : TCP_INFO_SIZE;

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

static void take_name(struct inet_detail *detail, const void *bytes, size_t length)
{
    struct congestion_detail *to = detail_room_congestion(&detail->room);
    size_t most = sizeof(to->name) - 1;

    memcpy(to->name, bytes, length < most ? length : most);
}

static void take_vegas(struct inet_detail *detail, const void *bytes, size_t length)
{
    struct congestion_detail *to;
    struct tcpvegas_info from;

    if (length < sizeof(from))
        return;
    memcpy(&from, bytes, sizeof(from));
    to = detail_room_congestion(&detail->room);
    to->kind = CONGESTION_VEGAS;
    to->vegas.enabled = from.tcpv_enabled;
    to->vegas.rtt_count = from.tcpv_rttcnt;
    to->vegas.rtt_us = from.tcpv_rtt;
    to->vegas.min_rtt_us = from.tcpv_minrtt;
}

static void take_dctcp(struct inet_detail *detail, const void *bytes, size_t length)
{
    struct congestion_detail *to;
    struct tcp_dctcp_info from;

    if (length < sizeof(from))
        return;
    memcpy(&from, bytes, sizeof(from));
    to = detail_room_congestion(&detail->room);
    to->kind = CONGESTION_DCTCP;
    to->dctcp.enabled = from.dctcp_enabled;
    to->dctcp.ce_state = from.dctcp_ce_state;
    to->dctcp.alpha = from.dctcp_alpha;
    to->dctcp.ecn_bytes = from.dctcp_ab_ecn;
    to->dctcp.total_bytes = from.dctcp_ab_tot;
}

/* Gains are fixed point numbers with 8 bits behind the point. */
static uint32_t gain_percent(uint32_t gain)
{
    return (uint32_t)(((uint64_t)gain * 100 + 128) >> 8);
}

static void take_bbr(struct inet_detail *detail, const void *bytes, size_t length)
{
    struct congestion_detail *to;
    struct tcp_bbr_info from;
    uint64_t bandwidth;

    if (length < sizeof(from))
        return;
    memcpy(&from, bytes, sizeof(from));
    bandwidth = (uint64_t)from.bbr_bw_hi << 32 | from.bbr_bw_lo;
    to = detail_room_congestion(&detail->room);
    to->kind = CONGESTION_BBR;
    to->bbr.bandwidth_bps = bandwidth > UINT64_MAX / 8 ? UINT64_MAX : bandwidth * 8;
    to->bbr.min_rtt_us = from.bbr_min_rtt;
    to->bbr.pacing_gain_percent = gain_percent(from.bbr_pacing_gain);
    to->bbr.cwnd_gain_percent = gain_percent(from.bbr_cwnd_gain);
}

/* The attribute also has the keys, which nobody needs to see. */
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

static void take_options(struct inet_detail *detail, const uint8_t *bytes, size_t length)
{
    if (length < sizeof(struct inet_diag_sockopt))
        return;
    for (unsigned i = 0; i < OPTION_COUNT; i++)
        if ((bytes[i / 8] >> BIT_FIELD_SHIFT(i % 8, 1, 8) & 1) != 0)
            detail->room.detail.options |= (uint16_t)(1u << i);
    detail->room.detail.have |= DETAIL_OPTIONS;
}

static void take_tcp(struct inet_detail *detail, unsigned type, const void *bytes, size_t length)
{
    switch (type) {
    case INET_DIAG_INFO:
        if (!detail->is_other)
            take_tcp_info(detail, bytes, length);
        break;
    case INET_DIAG_CONG:
        take_name(detail, bytes, length);
        break;
    case INET_DIAG_VEGASINFO:
        take_vegas(detail, bytes, length);
        break;
    case INET_DIAG_DCTCPINFO:
        take_dctcp(detail, bytes, length);
        break;
    case INET_DIAG_BBRINFO:
        take_bbr(detail, bytes, length);
        break;
    case INET_DIAG_MD5SIG:
        take_md5(detail, bytes, length);
        break;
    case INET_DIAG_ULP_INFO:
        if (inet_ulp_read(bytes, length, &detail->room.ulp))
            detail->room.detail.ulp = &detail->room.ulp;
        break;
    default:
        break;
    }
}

static void take_traffic(struct inet_detail *detail, unsigned type, const void *bytes,
                         size_t length)
{
    struct socket_detail *to = &detail->room.detail;

    if (type == INET_DIAG_TOS && length >= 1) {
        to->tos = *(const uint8_t *)bytes;
        to->have |= DETAIL_TOS;
    } else if (type == INET_DIAG_TCLASS && length >= 1) {
        to->tclass = *(const uint8_t *)bytes;
        to->have |= DETAIL_TCLASS;
    } else if (type == INET_DIAG_CLASS_ID && length >= sizeof(to->class_id)) {
        memcpy(&to->class_id, bytes, sizeof(to->class_id));
        to->have |= DETAIL_CLASS_ID;
    }
}

void inet_detail_take(struct inet_detail *detail, unsigned type, const void *bytes, size_t length)
{
    uint32_t groups = detail->groups;

    if ((groups & DETAILS_BIT(DETAILS_TCP_INFO)) != 0)
        take_tcp(detail, type, bytes, length);
    if ((groups & DETAILS_BIT(DETAILS_TRAFFIC)) != 0)
        take_traffic(detail, type, bytes, length);
    if ((groups & DETAILS_BIT(DETAILS_MEMORY)) != 0 && type == INET_DIAG_SKMEMINFO)
        *detail_room_memory(&detail->room) = memory_detail_read(bytes, length);
    if ((groups & DETAILS_BIT(DETAILS_OPTIONS)) != 0 && type == INET_DIAG_SOCKOPT)
        take_options(detail, bytes, length);
}
