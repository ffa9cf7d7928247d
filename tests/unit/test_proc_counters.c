/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <stdlib.h>
#include <string.h>

#include "proc_counters.h"
#include "unit.h"

static struct counter_value counter(const struct counter_values *values, const char *name)
{
    return *counter_value(values, counter_find(text_of(name)));
}

START_TEST(pairs_of_lines)
{
    struct counter_values values = {0};

    proc_counters_parse(TEXT("TcpExt: SyncookiesSent ListenOverflows TW\n"
                             "TcpExt: 1 18446744073709551615 3\n"
                             "IpExt: TW\nIpExt: 99\n"
                             "Tcp: MaxConn ActiveOpens\nTcp: -1 7\n"),
                        &values);
    ck_assert(counter(&values, "SyncookiesSent").have);
    ck_assert_uint_eq(counter(&values, "SyncookiesSent").number, 1);
    ck_assert_uint_eq(counter(&values, "ListenOverflows").number, UINT64_MAX);
    ck_assert_uint_eq(counter(&values, "TW").number, 3);
    ck_assert_uint_eq(counter(&values, "ActiveOpens").number, 7);
    ck_assert(!counter(&values, "ListenDrops").have);
}
END_TEST

START_TEST(sockstat)
{
    struct counter_values values = {0};

    proc_sockstat_parse(TEXT("sockets: used 9\nTCP: inuse 5 orphan 4 tw 12 alloc 6 mem 1\n"
                             "UDP: orphan 8\n"),
                        &values);
    ck_assert_uint_eq(counter(&values, "orphan").number, 4);
    ck_assert_uint_eq(counter(&values, "tw").number, 12);
}
END_TEST

START_TEST(incomplete_values_are_unknown)
{
    static const char *const files[] = {
        "",
        "TcpExt:",
        "TcpExt: TW\n",
        "TcpExt: TW\nTcpExt:\n",
        "TcpExt: TW\nIpExt: 3\n",
        "TcpExt: TW\nTcpExt: x\n",
        "TcpExt: TW\nTcpExt: 18446744073709551616\n",
        "\n\n\n",
        "TcpExt TW\nTcpExt 3\n",
    };

    for (size_t i = 0; i < COUNT_OF(files); i++) {
        struct counter_values values = {0};
        size_t length = strlen(files[i]);
        char *bytes = malloc(length + 1); /* exact length, for the sanitizer */

        memcpy(bytes, files[i], length);
        bytes = realloc(bytes, length == 0 ? 1 : length);
        proc_counters_parse((struct text){bytes, length}, &values);
        proc_sockstat_parse((struct text){bytes, length}, &values);
        ck_assert_msg(!counter(&values, "TW").have, "%s", files[i]);
        free(bytes);
    }
}
END_TEST

START_TEST(settings)
{
    struct setting_value value = {0};

    ck_assert(proc_setting_parse(TEXT("32768\t60999\n"), 2, &value));
    ck_assert(value.have);
    ck_assert_int_eq(value.numbers[0], 32768);
    ck_assert_int_eq(value.numbers[1], 60999);
    ck_assert(proc_setting_parse(TEXT("-1\n"), 1, &value));
    ck_assert_int_eq(value.numbers[0], -1);
    value.have = false;
    ck_assert(!proc_setting_parse(TEXT(""), 1, &value));
    ck_assert(!proc_setting_parse(TEXT("7\n"), 2, &value));
    ck_assert(!proc_setting_parse(TEXT("x\n"), 1, &value));
    ck_assert(!proc_setting_parse(TEXT("-\n"), 1, &value));
    ck_assert(!proc_setting_parse(TEXT("1 2 3\n"), 3, &value));
    ck_assert(!value.have);
}
END_TEST

START_TEST(names)
{
    ck_assert_ptr_eq(setting_find(TEXT("tcp_fin_timeout")),
                     setting_find(TEXT("net.ipv4.TCP_FIN_TIMEOUT")));
    ck_assert_ptr_nonnull(setting_find(TEXT("somaxconn")));
    ck_assert_ptr_null(setting_find(TEXT("timeout")));
    ck_assert_ptr_null(counter_find(TEXT("")));
}
END_TEST

Suite *unit_suite(void)
{
    Suite *suite = suite_create("proc_counters");
    TCase *files = tcase_create("files");

    tcase_add_test(files, pairs_of_lines);
    tcase_add_test(files, sockstat);
    tcase_add_test(files, incomplete_values_are_unknown);
    tcase_add_test(files, settings);
    tcase_add_test(files, names);
    suite_add_tcase(suite, files);
    return suite;
}
