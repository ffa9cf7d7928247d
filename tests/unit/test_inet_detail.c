/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Details from attributes, built from the kernel's own structs and truncated at every length. */
#include "unit.h"

#include <arpa/inet.h>
#include <linux/inet_diag.h>
#include <linux/mptcp.h>
#include <linux/sock_diag.h>
#include <linux/tcp.h>
#include <linux/tls.h>
#include <stdlib.h>
#include <string.h>

#include "inet_diag.h"

#define EVERYTHING UINT32_MAX

struct message {
    struct nlmsghdr header;
    struct inet_diag_msg diag;
    unsigned char attributes[4096];
};

static struct message make(void)
{
    return (struct message){
        .header = {.nlmsg_len = NLMSG_HDRLEN + sizeof(struct inet_diag_msg),
                   .nlmsg_type = SOCK_DIAG_BY_FAMILY},
        .diag = {.idiag_family = AF_INET,
                 .idiag_state = 1,
                 .idiag_timer = 2,
                 .idiag_retrans = 3,
                 .idiag_expires = 4000},
    };
}

static void add(struct message *message, uint16_t type, const void *payload, size_t length)
{
    struct nlattr attribute = {(uint16_t)(sizeof(struct nlattr) + length), type};
    char *end = (char *)message + message->header.nlmsg_len;

    memcpy(end, &attribute, sizeof(attribute));
    if (length > 0)
        memcpy(end + sizeof(attribute), payload, length);
    message->header.nlmsg_len += (uint32_t)((sizeof(attribute) + length + 3) & ~(size_t)3);
}

/* Reads from a heap block of exact length, so that a sanitizer detects a read past the end. */
static const struct socket_detail *read_it(const struct message *message,
                                           struct inet_detail *detail)
{
    struct nlmsghdr *exact = malloc(message->header.nlmsg_len);
    struct socket socket;

    ck_assert_ptr_nonnull(exact);
    memcpy(exact, message, message->header.nlmsg_len);
    ck_assert(inet_diag_read(exact, PROTOCOL_TCP, detail, &socket));
    free(exact);
    ck_assert_ptr_eq(socket.detail, &detail->room.detail);
    return socket.detail;
}

/* A single attribute, with its full length and truncated at every length. */
static const struct socket_detail *read_one(struct inet_detail *detail, uint16_t type,
                                            const void *payload, size_t length)
{
    for (size_t cut = 0; cut < length; cut++) {
        struct message message = make();

        add(&message, type, payload, cut);
        (void)read_it(&message, detail);
    }

    struct message whole = make();

    add(&whole, type, payload, length);
    return read_it(&whole, detail);
}

START_TEST(timers)
{
    static const enum timer kinds[] = {TIMER_NONE,      TIMER_RETRANSMIT,  TIMER_KEEPALIVE,
                                       TIMER_TIME_WAIT, TIMER_ZERO_WINDOW, TIMER_OTHER,
                                       TIMER_OTHER};
    struct inet_detail detail = {.groups = DETAILS_BIT(DETAILS_TIMER)};
    struct message message = make();

    for (uint8_t native = 0; native < COUNT_OF(kinds); native++) {
        const struct socket_detail *read;

        message.diag.idiag_timer = native;
        read = read_it(&message, &detail);
        ck_assert_uint_eq(read->have, DETAIL_TIMER);
        ck_assert_uint_eq(read->timer, kinds[native]);
        ck_assert_uint_eq(read->timer_ms, 4000);
        ck_assert_uint_eq(read->retransmits, 3);
    }
    detail.groups = 0;
    ck_assert_uint_eq(read_it(&message, &detail)->have, 0);
}
END_TEST

START_TEST(tcp_info_by_length)
{
    struct inet_detail detail = {.groups = EVERYTHING};
    unsigned char bytes[TCP_INFO_SIZE + 40];

    memset(bytes, 1, sizeof(bytes));
    for (size_t length = 1; length <= sizeof(bytes); length++) {
        struct message message = make();
        const struct socket_detail *read;

        add(&message, INET_DIAG_INFO, bytes, length);
        detail.before_7_0 = false;
        read = read_it(&message, &detail);
        ck_assert_uint_eq(read->tcp_info->length, length < TCP_INFO_SIZE ? length : TCP_INFO_SIZE);
        detail.before_7_0 = true;
        read = read_it(&message, &detail);
        ck_assert_uint_eq(read->tcp_info->length,
                          length < TCP_INFO_SIZE_BEFORE_7_0 ? length : TCP_INFO_SIZE_BEFORE_7_0);
    }
}
END_TEST

/* The fields that Linux 7.0 appended to struct tcp_info. */
struct accecn {
    uint32_t ecn_mode : 2, option_seen : 2, failures : 4, unused : 24;
};

/* The compiler lays out the bit fields like the kernel's compiler. */
START_TEST(tcp_info_bit_fields)
{
    const struct tcp_info old = {.tcpi_options = TCPI_OPT_TIMESTAMPS | TCPI_OPT_WSCALE,
                                 .tcpi_snd_wscale = 10,
                                 .tcpi_rcv_wscale = 7,
                                 .tcpi_delivery_rate_app_limited = 1,
                                 .tcpi_fastopen_client_fail = 2,
                                 .tcpi_rto = 204000};
    const struct accecn new = {.ecn_mode = 2, .option_seen = 1, .failures = 3};
    static const struct {
        enum tcp_field field;
        uint64_t number;
    } expected[] = {
        {TCP_OPTION_TIMESTAMPS, 1},  {TCP_OPTION_SACK, 0},     {TCP_OPTION_WINDOW_SCALE, 1},
        {TCP_SEND_WSCALE, 10},       {TCP_RECV_WSCALE, 7},     {TCP_APP_LIMITED, 1},
        {TCP_FASTOPEN_FAILURE, 2},   {TCP_RTO_MS, 204},        {TCP_ECN_MODE, 2},
        {TCP_ACCECN_OPTION_SEEN, 1}, {TCP_ACCECN_FAILURES, 3},
    };
    struct inet_detail detail = {.groups = EVERYTHING};
    unsigned char bytes[TCP_INFO_SIZE] = {0};
    const struct socket_detail *read;

    memcpy(bytes, &old, sizeof(old) < sizeof(bytes) ? sizeof(old) : sizeof(bytes));
    memcpy(bytes + TCP_INFO_SIZE_BEFORE_7_0, &new, sizeof(new));
    read = read_one(&detail, INET_DIAG_INFO, bytes, sizeof(bytes));
    for (size_t i = 0; i < COUNT_OF(expected); i++) {
        uint64_t number = 0;

        ck_assert_int_eq(tcp_info_get(read->tcp_info, expected[i].field, &number), TCP_FIELD_KNOWN);
        ck_assert_msg(number == expected[i].number, "field %u", (unsigned)expected[i].field);
    }
}
END_TEST

START_TEST(memory)
{
    struct inet_detail detail = {.groups = EVERYTHING};
    const uint32_t numbers[] = {10, 20, 30, 40, 50, 60, 70, 80, 90, 100};
    const struct socket_detail *read = read_one(&detail, INET_DIAG_SKMEMINFO, numbers, 40);

    ck_assert_uint_eq(read->memory->have, (1u << MEMORY_COUNT) - 1); /* newer fields are skipped */
    ck_assert_uint_eq(read->memory->numbers[MEMORY_SEND_LIMIT], 40);
    ck_assert_uint_eq(read->memory->numbers[MEMORY_DROPS], 90);
    read = read_one(&detail, INET_DIAG_SKMEMINFO, numbers, 32);
    ck_assert_uint_eq(read->memory->have, (1u << MEMORY_DROPS) - 1); /* before Linux 4.7 */
}
END_TEST

START_TEST(congestion_controls)
{
    struct inet_detail detail = {.groups = EVERYTHING};
    struct tcp_bbr_info bbr = {.bbr_bw_lo = 1000,
                               .bbr_bw_hi = 1,
                               .bbr_min_rtt = 77,
                               .bbr_pacing_gain = 739,
                               .bbr_cwnd_gain = 512};
    struct tcpvegas_info vegas = {1, 2, 3, 4};
    struct tcp_dctcp_info dctcp = {1, 1, 512, 5, 6};
    const struct socket_detail *read;
    struct message message = make();

    read = read_one(&detail, INET_DIAG_BBRINFO, &bbr, sizeof(bbr));
    ck_assert_int_eq(read->congestion->kind, CONGESTION_BBR);
    ck_assert_uint_eq(read->congestion->bbr.bandwidth_bps, ((UINT64_C(1) << 32) + 1000) * 8);
    ck_assert_uint_eq(read->congestion->bbr.min_rtt_us, 77);
    ck_assert_uint_eq(read->congestion->bbr.pacing_gain_percent, 289);
    ck_assert_uint_eq(read->congestion->bbr.cwnd_gain_percent, 200);
    read = read_one(&detail, INET_DIAG_VEGASINFO, &vegas, sizeof(vegas));
    ck_assert_int_eq(read->congestion->kind, CONGESTION_VEGAS);
    ck_assert_uint_eq(read->congestion->vegas.min_rtt_us, 4);
    read = read_one(&detail, INET_DIAG_DCTCPINFO, &dctcp, sizeof(dctcp));
    ck_assert_int_eq(read->congestion->kind, CONGESTION_DCTCP);
    ck_assert_uint_eq(read->congestion->dctcp.total_bytes, 6);
    ck_assert_str_eq(read->congestion->name, ""); /* the previous message leaves nothing */
    /* The name before and after the details; and one that is too long. */
    add(&message, INET_DIAG_CONG, "dctcp", 6);
    add(&message, INET_DIAG_DCTCPINFO, &dctcp, sizeof(dctcp));
    read = read_it(&message, &detail);
    ck_assert_str_eq(read->congestion->name, "dctcp");
    ck_assert_uint_eq(read->congestion->dctcp.alpha, 512);
    read = read_one(&detail, INET_DIAG_CONG, "abcdefghijklmnopqrstuvwxyz", 26);
    ck_assert_str_eq(read->congestion->name, "abcdefghijklmno");
    ck_assert_int_eq(read->congestion->kind, CONGESTION_PLAIN);
}
END_TEST

START_TEST(traffic)
{
    struct inet_detail detail = {.groups = EVERYTHING};
    const uint32_t class_id = 0x12345678;
    const struct socket_detail *read = read_one(&detail, INET_DIAG_TOS, "\x10", 1);

    ck_assert_uint_eq(read->tos, 0x10);
    ck_assert_uint_eq(read->have & (DETAIL_TOS | DETAIL_TCLASS | DETAIL_CLASS_ID), DETAIL_TOS);
    read = read_one(&detail, INET_DIAG_TCLASS, "\x20", 1);
    ck_assert_uint_eq(read->tclass, 0x20);
    read = read_one(&detail, INET_DIAG_CLASS_ID, &class_id, sizeof(class_id));
    ck_assert_uint_eq(read->class_id, class_id);
    read = read_one(&detail, INET_DIAG_CLASS_ID, &class_id, 3);
    ck_assert_uint_eq(read->have & DETAIL_CLASS_ID, 0);
}
END_TEST

START_TEST(options)
{
    struct inet_detail detail = {.groups = EVERYTHING};
    struct inet_diag_sockopt from = {
        .freebind = 1, .mc_all = 1, .bind_address_no_port = 1, .unused = 31};
    const struct socket_detail *read = read_one(&detail, INET_DIAG_SOCKOPT, &from, sizeof(from));

    ck_assert_uint_eq(read->options, 1u << OPTION_FREEBIND | 1u << OPTION_MC_ALL |
                                         1u << OPTION_BIND_ADDRESS_NO_PORT);
    ck_assert_uint_ne(read->have & DETAIL_OPTIONS, 0);
    from = (struct inet_diag_sockopt){.defer_connect = 1};
    read = read_one(&detail, INET_DIAG_SOCKOPT, &from, sizeof(from));
    ck_assert_uint_eq(read->options, 1u << OPTION_DEFER_CONNECT);
    read = read_one(&detail, INET_DIAG_SOCKOPT, &from, 1);
    ck_assert_uint_eq(read->have & DETAIL_OPTIONS, 0);
}
END_TEST

START_TEST(md5_without_the_keys)
{
    static struct tcp_diag_md5sig from[MD5_PEERS_MAX + 3];
    struct inet_detail detail = {.groups = EVERYTHING};
    const struct socket_detail *read;
    struct message *message = calloc(1, sizeof(struct message) + sizeof(from));

    ck_assert_ptr_nonnull(message);
    for (size_t i = 0; i < COUNT_OF(from); i++)
        from[i] = (struct tcp_diag_md5sig){.tcpm_family = AF_INET,
                                           .tcpm_prefixlen = 24,
                                           .tcpm_keylen = 6,
                                           .tcpm_addr = {htonl(0x0a000000 + (uint32_t)i)},
                                           .tcpm_key = "secret"};
    from[1].tcpm_family = AF_INET6;
    from[1].tcpm_addr[3] = htonl(9);
    read = read_one(&detail, INET_DIAG_MD5SIG, from, 2 * sizeof(from[0]));
    ck_assert_uint_eq(read->md5->count, 2);
    ck_assert_uint_eq(read->md5->peers[0].prefix, 24);
    ck_assert_uint_eq(read->md5->peers[0].address.bytes[0], 10);
    ck_assert_uint_eq(read->md5->peers[1].family, FAMILY_INET6);
    ck_assert_uint_eq(read->md5->peers[1].address.bytes[15], 9);
    for (size_t at = 0; at + 6 <= sizeof(detail); at++)
        ck_assert(memcmp((const char *)&detail + at, "secret", 6) != 0);
    /* more than the limit: the rest is dropped */
    *message = make();
    add(message, INET_DIAG_MD5SIG, from, sizeof(from));
    read = read_it(message, &detail);
    ck_assert_uint_eq(read->md5->count, MD5_PEERS_MAX);
    free(message);
}
END_TEST

/* Attributes within an attribute. */
struct nest {
    unsigned char bytes[512];
    size_t length;
};

static void put(struct nest *nest, uint16_t type, const void *payload, size_t length)
{
    struct nlattr attribute = {(uint16_t)(sizeof(attribute) + length), type};

    memcpy(nest->bytes + nest->length, &attribute, sizeof(attribute));
    if (length > 0)
        memcpy(nest->bytes + nest->length + sizeof(attribute), payload, length);
    nest->length += (sizeof(attribute) + length + 3) & ~(size_t)3;
}

static void put16(struct nest *nest, uint16_t type, uint16_t number)
{
    put(nest, type, &number, sizeof(number));
}

static void put32(struct nest *nest, uint16_t type, uint32_t number)
{
    put(nest, type, &number, sizeof(number));
}

START_TEST(tls)
{
    struct inet_detail detail = {.groups = EVERYTHING};
    struct nest inner = {.length = 0}, outer = {.length = 0};
    const struct socket_detail *read;

    put16(&inner, TLS_INFO_VERSION, 0x0304);
    put16(&inner, TLS_INFO_CIPHER, TLS_CIPHER_AES_GCM_128);
    put16(&inner, TLS_INFO_TXCONF, TLS_CONF_SW);
    put16(&inner, TLS_INFO_RXCONF, TLS_CONF_HW);
    put(&inner, TLS_INFO_RX_NO_PAD, NULL, 0);
    put(&outer, INET_ULP_INFO_NAME, "tls", 4);
    put(&outer, INET_ULP_INFO_TLS | NLA_F_NESTED, inner.bytes, inner.length);
    read = read_one(&detail, INET_DIAG_ULP_INFO, outer.bytes, outer.length);
    ck_assert_str_eq(read->ulp->name, "tls");
    ck_assert_uint_eq(read->ulp->tls_version, 0x0304);
    ck_assert_uint_eq(read->ulp->tls_cipher, 51);
    ck_assert_uint_eq(read->ulp->tls_send, TLS_CONF_SW);
    ck_assert_uint_eq(read->ulp->tls_recv, TLS_CONF_HW);
    ck_assert(read->ulp->tls_no_padding && !read->ulp->tls_zero_copy);
    ck_assert_uint_eq(read->ulp->have & ULP_MPTCP, 0);
}
END_TEST

START_TEST(mptcp)
{
    struct inet_detail detail = {.groups = EVERYTHING};
    struct nest inner = {.length = 0}, outer = {.length = 0};
    const uint64_t sequence = UINT64_C(0x123456789abcdef0);
    const struct socket_detail *read;

    put32(&inner, MPTCP_SUBFLOW_ATTR_TOKEN_REM, 1);
    put32(&inner, MPTCP_SUBFLOW_ATTR_TOKEN_LOC, 2);
    put(&inner, MPTCP_SUBFLOW_ATTR_MAP_SEQ, &sequence, sizeof(sequence));
    put16(&inner, MPTCP_SUBFLOW_ATTR_MAP_DATALEN, 4);
    put(&inner, MPTCP_SUBFLOW_ATTR_ID_REM, "\5", 1);
    put32(&inner, MPTCP_SUBFLOW_ATTR_FLAGS, 0x1ff);
    put(&outer, INET_ULP_INFO_NAME, "mptcp", 6);
    put(&outer, INET_ULP_INFO_MPTCP, inner.bytes, inner.length);
    read = read_one(&detail, INET_DIAG_ULP_INFO, outer.bytes, outer.length);
    ck_assert_str_eq(read->ulp->name, "mptcp");
    ck_assert_uint_eq(read->ulp->mptcp_remote_token, 1);
    ck_assert_uint_eq(read->ulp->mptcp_local_token, 2);
    ck_assert_uint_eq(read->ulp->mptcp_map_sequence, sequence);
    ck_assert_uint_eq(read->ulp->mptcp_map_length, 4);
    ck_assert_uint_eq(read->ulp->mptcp_remote_id, 5);
    ck_assert_uint_eq(read->ulp->mptcp_flags, 0x1ff);
    /* A wrong nested length ends the nest. */
    outer.bytes[outer.length - inner.length - 4] = 0xff;
    outer.bytes[outer.length - inner.length - 3] = 0xff;
    read = read_one(&detail, INET_DIAG_ULP_INFO, outer.bytes, outer.length);
    ck_assert_uint_eq(read->ulp->have, 0);
}
END_TEST

START_TEST(only_the_requested_details)
{
    struct inet_detail detail = {.groups = DETAILS_BIT(DETAILS_MEMORY)};
    uint32_t numbers[9] = {1};
    struct message message = make();
    const struct socket_detail *read;

    add(&message, INET_DIAG_SKMEMINFO, numbers, sizeof(numbers));
    add(&message, INET_DIAG_INFO, numbers, sizeof(numbers));
    add(&message, INET_DIAG_CONG, "bbr", 4);
    add(&message, INET_DIAG_TOS, "\1", 1);
    read = read_it(&message, &detail);
    ck_assert_ptr_nonnull(read->memory);
    ck_assert(read->tcp_info == NULL && read->congestion == NULL && read->have == 0);
    ck_assert_uint_eq(inet_detail_extensions(0), 0);
    ck_assert_uint_eq(inet_detail_extensions(DETAILS_BIT(DETAILS_TIMER)), 0);
    ck_assert_uint_eq(inet_detail_extensions(DETAILS_BIT(DETAILS_MEMORY)),
                      1u << (INET_DIAG_SKMEMINFO - 1));
    ck_assert_uint_eq(inet_detail_extensions(DETAILS_BIT(DETAILS_TCP_INFO)),
                      1u << (INET_DIAG_INFO - 1) | 1u << (INET_DIAG_CONG - 1) |
                          1u << (INET_DIAG_VEGASINFO - 1));
}
END_TEST

START_TEST(requests_carry_extensions)
{
    _Alignas(struct nlmsghdr) char buffer[INET_DIAG_REQUEST_ROOM];
    struct inet_diag_query query = {.protocol = PROTOCOL_TCP, .native_states = 0xfff};
    struct nlmsghdr *request = inet_diag_request(buffer, &query, FAMILY_NONE);

    inet_diag_request_extend(request, 0x4a);
    ck_assert_uint_eq(((struct inet_diag_req *)NLMSG_DATA(request))->idiag_ext, 0x4a);
    ck_assert_uint_eq(((struct inet_diag_req *)NLMSG_DATA(request))->idiag_states, 0xfff);
    request = inet_diag_request(buffer, &query, FAMILY_INET6);
    inet_diag_request_extend(request, 0x4a);
    ck_assert_uint_eq(((struct inet_diag_req_v2 *)NLMSG_DATA(request))->idiag_ext, 0x4a);
    ck_assert_uint_eq(((struct inet_diag_req_v2 *)NLMSG_DATA(request))->idiag_states, 0xfff);
}
END_TEST

Suite *unit_suite(void)
{
    Suite *suite = suite_create("inet_detail");
    TCase *details = tcase_create("details");

    tcase_add_test(details, timers);
    tcase_add_test(details, tcp_info_by_length);
    tcase_add_test(details, tcp_info_bit_fields);
    tcase_add_test(details, memory);
    tcase_add_test(details, congestion_controls);
    tcase_add_test(details, traffic);
    tcase_add_test(details, options);
    tcase_add_test(details, md5_without_the_keys);
    tcase_add_test(details, tls);
    tcase_add_test(details, mptcp);
    tcase_add_test(details, only_the_requested_details);
    tcase_add_test(details, requests_carry_extensions);
    suite_add_tcase(suite, details);
    return suite;
}
