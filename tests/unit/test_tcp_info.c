/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Linux's tcp_info at every length that a kernel could send. */
#include "unit.h"

#include <string.h>

#include "detail.h"
#include "tcp_info.h"

static struct tcp_info_bytes filled(uint16_t length, uint8_t with)
{
    struct tcp_info_bytes info = {.length = 0};

    memset(info.bytes, 0xee, sizeof(info.bytes));
    memset(info.bytes, with, length);
    info.length = length;
    return info;
}

START_TEST(fields_past_the_end_are_unknown)
{
    for (unsigned length = 0; length <= TCP_INFO_SIZE; length++) {
        struct tcp_info_bytes info = filled((uint16_t)length, 1);

        for (unsigned field = 0; field < TCP_FIELD_COUNT; field++) {
            const struct tcp_field_info *how = &tcp_fields[field];
            uint64_t number = 12345;
            enum tcp_answer answer = tcp_info_get(&info, (enum tcp_field)field, &number);

            if (length < (unsigned)how->offset + how->size) {
                ck_assert_int_eq(answer, TCP_FIELD_UNKNOWN);
                ck_assert_uint_eq(number, 12345);
            } else {
                ck_assert_int_eq(answer, TCP_FIELD_KNOWN);
            }
        }
    }
}
END_TEST

/* The lengths of real kernels, and the last field of each. */
START_TEST(lengths_of_kernels)
{
    static const struct {
        const char *kernel;
        uint16_t length;
        enum tcp_field last, first_missing;
    } kernels[] = {
        {"2.6", 104, TCP_RETRANS_TOTAL, TCP_PACING_RATE_BPS},
        {"4.1", 136, TCP_BYTES_RECEIVED, TCP_SEGS_OUT},
        {"4.4", 144, TCP_SEGS_IN, TCP_NOTSENT_BYTES},
        {"4.9", 168, TCP_DELIVERY_RATE_BPS, TCP_BUSY_US},
        {"4.14", 192, TCP_SNDBUF_LIMITED_US, TCP_DELIVERED},
        {"4.19", 224, TCP_REORDER_SEEN, TCP_OUT_OF_ORDER},
        {"5.4", 232, TCP_SEND_WINDOW, TCP_RECV_WINDOW},
        {"6.6", 240, TCP_REHASH, TCP_RTO_TOTAL},
        {"6.12", 248, TCP_RTO_TIME_MS, TCP_RECEIVED_CE},
        {"6.18", TCP_INFO_SIZE_BEFORE_7_0, TCP_RECEIVED_CE_BYTES, TCP_ECN_MODE},
    };
    uint64_t number;

    for (size_t i = 0; i < COUNT_OF(kernels); i++) {
        struct tcp_info_bytes info = filled(kernels[i].length, 1);

        ck_assert_msg(tcp_info_get(&info, kernels[i].last, &number) == TCP_FIELD_KNOWN, "%s",
                      kernels[i].kernel);
        ck_assert_msg(tcp_info_get(&info, kernels[i].first_missing, &number) == TCP_FIELD_UNKNOWN,
                      "%s", kernels[i].kernel);
    }
}
END_TEST

/* The fields are in order, do not overlap except for parts of one number, and are within the
 * struct. */
START_TEST(the_table_is_in_order)
{
    unsigned end = 0;

    for (unsigned field = 0; field < TCP_FIELD_COUNT; field++) {
        const struct tcp_field_info *how = &tcp_fields[field];

        ck_assert_ptr_nonnull(how->since);
        ck_assert(how->size == 1 || how->size == 2 || how->size == 4 || how->size == 8);
        ck_assert_uint_eq(how->offset % how->size, 0);
        if (how->bits == 0 || how->shift == 0 || how->offset >= end)
            ck_assert_msg(how->offset >= end || how->bits != 0, "field %u", field);
        ck_assert_uint_le(how->shift + how->bits, 8u * how->size);
        end = (unsigned)how->offset + how->size;
        ck_assert_uint_le(end, TCP_INFO_SIZE);
    }
}
END_TEST

static uint64_t known(const struct tcp_info_bytes *info, enum tcp_field field)
{
    uint64_t number = 0;

    ck_assert_int_eq(tcp_info_get(info, field, &number), TCP_FIELD_KNOWN);
    return number;
}

static void put32(struct tcp_info_bytes *info, size_t offset, uint32_t number)
{
    memcpy(info->bytes + offset, &number, sizeof(number));
}

START_TEST(units_and_parts)
{
    struct tcp_info_bytes info = filled(TCP_INFO_SIZE, 0);
    uint64_t rate = 1000000, number;

    put32(&info, 8, 204499);
    ck_assert_uint_eq(known(&info, TCP_RTO_MS), 204);
    put32(&info, 8, 204500);
    ck_assert_uint_eq(known(&info, TCP_RTO_MS), 205);
    memcpy(info.bytes + 104, &rate, sizeof(rate));
    ck_assert_uint_eq(known(&info, TCP_PACING_RATE_BPS), 8000000);
    rate = UINT64_MAX - 1;
    memcpy(info.bytes + 104, &rate, sizeof(rate));
    ck_assert_uint_eq(known(&info, TCP_PACING_RATE_BPS), UINT64_MAX);
    info.bytes[5] = 0x05;
    ck_assert_uint_eq(known(&info, TCP_OPTION_TIMESTAMPS), 1);
    ck_assert_uint_eq(known(&info, TCP_OPTION_SACK), 0);
    ck_assert_uint_eq(known(&info, TCP_OPTION_WINDOW_SCALE), 1);
    /* the number that means "none" */
    ck_assert_int_eq(tcp_info_get(&info, TCP_RTT_US, &number), TCP_FIELD_NONE);
    put32(&info, 76, 0x7fffffff);
    ck_assert_int_eq(tcp_info_get(&info, TCP_SSTHRESH, &number), TCP_FIELD_NONE);
    put32(&info, 148, UINT32_MAX);
    ck_assert_int_eq(tcp_info_get(&info, TCP_MIN_RTT_US, &number), TCP_FIELD_NONE);
    rate = UINT64_MAX;
    memcpy(info.bytes + 112, &rate, sizeof(rate));
    ck_assert_int_eq(tcp_info_get(&info, TCP_MAX_PACING_RATE_BPS, &number), TCP_FIELD_NONE);
}
END_TEST

/* A field returns what was set, and its neighbours are unchanged. */
START_TEST(there_and_back)
{
    struct tcp_info_bytes info = {.length = 0};

    for (unsigned field = 0; field < TCP_FIELD_COUNT; field++) {
        tcp_info_set(&info, (enum tcp_field)field, 8);
        if (tcp_fields[field].bits == 0)
            ck_assert_uint_eq(known(&info, (enum tcp_field)field), 8);
        else
            tcp_info_set(&info, (enum tcp_field)field, 1);
    }
    ck_assert_uint_eq(info.length, TCP_INFO_SIZE);
    for (unsigned field = 0; field < TCP_FIELD_COUNT; field++)
        ck_assert_uint_eq(known(&info, (enum tcp_field)field), tcp_fields[field].bits == 0 ? 8 : 1);
    tcp_info_set(&info, TCP_RTO_TOTAL, 70000);
    ck_assert_uint_eq(known(&info, TCP_RTO_TOTAL), UINT16_MAX);
}
END_TEST

START_TEST(a_copy_is_complete_and_independent)
{
    struct arena arena = {0};
    struct tcp_info_bytes info = filled(232, 7);
    struct memory_detail memory = {9, {1, 2, 3, 4, 5, 6, 7, 8, 9}};
    struct congestion_detail congestion = {.name = "cubic"};
    struct ulp_detail ulp = {.name = "tls"};
    struct md5_detail md5 = {.count = 2, .peers = {[1] = {.prefix = 24}}};
    struct socket_detail detail = {.have = DETAIL_TOS,
                                   .tos = 16,
                                   .tcp_info = &info,
                                   .memory = &memory,
                                   .congestion = &congestion,
                                   .ulp = &ulp,
                                   .md5 = &md5};
    const struct socket_detail *copy = detail_copy(&arena, &detail);

    ck_assert_ptr_nonnull(copy);
    memset(&info, 0, sizeof(info));
    memset(&memory, 0, sizeof(memory));
    memset(&congestion, 0, sizeof(congestion));
    memset(&ulp, 0, sizeof(ulp));
    md5.peers[1].prefix = 0;
    ck_assert_uint_eq(copy->tos, 16);
    ck_assert_uint_eq(copy->tcp_info->length, 232);
    ck_assert_uint_eq(copy->tcp_info->bytes[231], 7);
    ck_assert_uint_eq(copy->memory->numbers[MEMORY_DROPS], 9);
    ck_assert_str_eq(copy->congestion->name, "cubic");
    ck_assert_str_eq(copy->ulp->name, "tls");
    ck_assert_uint_eq(copy->md5->peers[1].prefix, 24);
    detail = (struct socket_detail){.have = DETAIL_TIMER};
    copy = detail_copy(&arena, &detail);
    ck_assert_ptr_null(copy->tcp_info);
    ck_assert_ptr_null(copy->memory);
    ck_assert_ptr_null(copy->md5);
    arena_free(&arena);
}
END_TEST

Suite *unit_suite(void)
{
    Suite *suite = suite_create("tcp_info");
    TCase *fields = tcase_create("fields");

    tcase_add_test(fields, fields_past_the_end_are_unknown);
    tcase_add_test(fields, lengths_of_kernels);
    tcase_add_test(fields, the_table_is_in_order);
    tcase_add_test(fields, units_and_parts);
    tcase_add_test(fields, there_and_back);
    tcase_add_test(fields, a_copy_is_complete_and_independent);
    suite_add_tcase(suite, fields);
    return suite;
}
