/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Counts of sockets, and the kernel's own counts. */
#include "unit.h"

#include <stdlib.h>
#include <string.h>

#include "proc_counters.h"
#include "summary.h"

START_TEST(counts_by_protocol_state_and_family)
{
    struct summary summary = {0};
    const struct summary_counts *tcp = &summary.protocols[PROTOCOL_TCP];
    struct socket row = {.have = HAVE_ADDRESSES,
                         .protocol = PROTOCOL_TCP,
                         .state = STATE_TIME_WAIT,
                         .family = FAMILY_INET6,
                         .flags = SOCKET_MINI};

    summary_count(&summary, &row);
    row = (struct socket){.have = HAVE_ADDRESSES,
                          .protocol = PROTOCOL_TCP,
                          .state = STATE_ESTABLISHED,
                          .family = FAMILY_INET,
                          .remote_port = 1};
    summary_count(&summary, &row);
    summary_count(&summary, &row);
    row.protocol = PROTOCOL_UDP;
    summary_count(&summary, &row);
    ck_assert_uint_eq(tcp->cells[STATE_TIME_WAIT][FAMILY_INET6].sockets, 1);
    ck_assert_uint_eq(tcp->cells[STATE_ESTABLISHED][FAMILY_INET].sockets, 2);
    ck_assert_uint_eq(tcp->whole, 2);
    ck_assert_uint_eq(summary.protocols[PROTOCOL_UDP].cells[STATE_ESTABLISHED][FAMILY_INET].sockets, 1);
    ck_assert_uint_eq(summary.protocols[PROTOCOL_RAW].whole, 0);
}
END_TEST

/* Windows does not report whether UDP sockets are connected. */
START_TEST(unknown_states_are_counted)
{
    struct summary summary = {0};
    const struct summary_counts *udp = &summary.protocols[PROTOCOL_UDP];
    struct socket socket = {
        .have = HAVE_LOCAL, .protocol = PROTOCOL_UDP, .family = FAMILY_INET, .local_port = 53};

    summary_count(&summary, &socket);
    ck_assert_uint_eq(udp->cells[STATE_NONE][FAMILY_INET].sockets, 1);
    ck_assert_uint_eq(udp->cells[STATE_CLOSED][FAMILY_INET].sockets, 0);
}
END_TEST

static const char sockstat[] = "sockets: used 300\n"
                               "TCP: inuse 5 orphan 1 tw 2 alloc 9 mem 3\n"
                               "UDP: inuse 7 mem 2\n"
                               "UDPLITE: inuse 0\n"
                               "RAW: inuse 4\n"
                               "FRAG: inuse 0 memory 0\n";
static const char sockstat6[] = "TCP6: inuse 10\nUDP6: inuse 20\nRAW6: inuse bad\nFRAG6: inuse 0";

START_TEST(kernel_counts)
{
    struct sockstat_values values = {.values = {{false, false, 0, 0}}};

    proc_sockstat_summary(TEXT(sockstat), 4096, &values);
    proc_sockstat_summary(TEXT(sockstat6), 4096, &values);
    ck_assert_uint_eq(values.values[SOCKSTAT_TCP_IN_USE].number, 15);
    ck_assert_uint_eq(values.values[SOCKSTAT_TCP_ALLOCATED].number, 9);
    ck_assert_uint_eq(values.values[SOCKSTAT_TCP_MEMORY].number, 3 * 4096);
    ck_assert_uint_eq(values.values[SOCKSTAT_UDP_IN_USE].number, 27);
    ck_assert_uint_eq(values.values[SOCKSTAT_RAW_IN_USE].number, 4);
    ck_assert(values.values[SOCKSTAT_UDPLITE_IN_USE].have);
}
END_TEST

/* Truncated anywhere: nothing is read past the end, and missing values stay unknown. */
START_TEST(a_file_that_ends_early)
{
    for (size_t length = 0; length < sizeof(sockstat) - 1; length++) {
        struct sockstat_values values = {.values = {{false, false, 0, 0}}};
        char *exact = malloc(length + 1);

        ck_assert_ptr_nonnull(exact);
        memcpy(exact, sockstat, length);
        proc_sockstat_summary((struct text){exact, length}, 4096, &values);
        if (length < strlen("sockets: used 300\nTCP: inuse 5"))
            ck_assert(!values.values[SOCKSTAT_TCP_IN_USE].have);
        free(exact);
    }
}
END_TEST

START_TEST(limits_of_memory)
{
    uint64_t bytes;

    ck_assert(proc_memory_limit(TEXT("383\t511\t766\n"), 4096, &bytes));
    ck_assert_uint_eq(bytes, 766 * 4096);
    ck_assert(!proc_memory_limit(TEXT("383\t511\n"), 4096, &bytes));
    ck_assert(!proc_memory_limit(TEXT(""), 4096, &bytes));
    ck_assert(!proc_memory_limit(TEXT("1 2 -3"), 4096, &bytes));
    ck_assert(!proc_memory_limit(TEXT("1 2 18446744073709551615"), 4096, &bytes));
}
END_TEST

Suite *unit_suite(void)
{
    Suite *suite = suite_create("summary");
    TCase *counts = tcase_create("counts");

    tcase_add_test(counts, counts_by_protocol_state_and_family);
    tcase_add_test(counts, unknown_states_are_counted);
    tcase_add_test(counts, kernel_counts);
    tcase_add_test(counts, a_file_that_ends_early);
    tcase_add_test(counts, limits_of_memory);
    suite_add_tcase(suite, counts);
    return suite;
}
