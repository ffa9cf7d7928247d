/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The Windows backend on a fake of its system calls. */
#include "unit.h"

#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#include "ip_helper.h"

/* A Windows whose TCP tables have `rows[family]` sockets, on local ports that count up from 0. */
struct windows {
    uint32_t rows[FAMILY_COUNT];
    uint32_t state;
    uint64_t created;

    uint32_t growth; /* rows that come between two calls, as long as there are `growths` */
    unsigned growths;
    bool doubles;         /* it has twice the rows at each call */
    uint32_t claims_more; /* rows that the count speaks of and the table does not have */
    uint32_t module_error, error[FAMILY_COUNT];

    unsigned calls, module_calls;
};

static void put_row(const struct windows *windows, enum family family, enum row_class row_class,
                    uint32_t number, unsigned char *out)
{
    const uint8_t port[4] = {(uint8_t)(number >> 8), (uint8_t)number};
    struct tcp4_module_row row4 = {.row = {.state = windows->state, .pid = number + 1}};
    struct tcp6_module_row row6 = {.row = {.state = windows->state, .pid = number + 1}};
    const void *row = family == FAMILY_INET ? (const void *)&row4 : (const void *)&row6;

    memcpy(row4.row.local_port, port, sizeof(port));
    memcpy(row6.row.local_port, port, sizeof(port));
    row4.created = row6.created = windows->created;
    memcpy(out, row, mib_row_layout(PROTOCOL_TCP, family, row_class)->size);
}

static void fill(const struct windows *windows, enum family family, enum row_class row_class,
                 unsigned char *buffer)
{
    const struct row_layout *layout = mib_row_layout(PROTOCOL_TCP, family, row_class);
    uint32_t count = windows->rows[family], claimed = count + windows->claims_more;

    memcpy(buffer, &claimed, sizeof(claimed));
    for (uint32_t i = 0; i < count; i++)
        put_row(windows, family, row_class, i, buffer + layout->first + (size_t)i * layout->size);
}

static uint32_t table(void *context, enum protocol protocol, enum family family,
                      enum row_class row_class, void *buffer, uint32_t *size)
{
    struct windows *windows = context;
    const struct row_layout *layout = mib_row_layout(protocol, family, row_class);
    uint32_t needed, room = *size;

    windows->calls++;
    windows->module_calls += row_class == ROW_MODULE;
    if (row_class == ROW_MODULE && windows->module_error != 0)
        return windows->module_error;
    if (windows->error[family] != 0)
        return windows->error[family];
    if (windows->growths > 0) {
        windows->growths--;
        windows->rows[family] += windows->growth;
    }
    if (windows->doubles)
        windows->rows[family] *= 2;
    needed = (uint32_t)(layout->first + windows->rows[family] * layout->size);
    *size = needed;
    if (room < needed)
        return API_INSUFFICIENT_BUFFER;
    fill(windows, family, row_class, buffer);
    return API_OK;
}

static void error_text(void *context, uint32_t error, char *text, size_t size)
{
    (void)context;
    snprintf(text, size, "fake %u", (unsigned)error);
}

struct collected {
    struct snapshot snapshot;
    struct request request;
    struct error error;
    enum backend_result result;
};

static void collect(struct collected *collected, struct windows *windows)
{
    struct api api = {windows, table, error_text};
    struct collector collector = {.snapshot = &collected->snapshot};

    if (windows->state == 0)
        windows->state = 5;
    snapshot_init(&collected->snapshot);
    ck_assert_ptr_nonnull(snapshot_begin_source(&collected->snapshot, "iphlpapi", PROTOCOL_TCP,
                                                DIALECT_WINDOWS_MIB, 0));
    collected->snapshot.sources[0].complete = true;
    if (collected->request.families == 0)
        collected->request.families = FAMILY_BIT(FAMILY_INET) | FAMILY_BIT(FAMILY_INET6);
    if (collected->request.states[PROTOCOL_TCP] == 0)
        collected->request.states[PROTOCOL_TCP] = STATES_ALL | STATE_BIT_BOUND;
    collected->result =
        ip_helper_collect(&api, &collected->request, PROTOCOL_TCP, &collector, &collected->error);
}

START_TEST(no_rows)
{
    struct windows windows = {0};
    struct collected got = {0};

    collect(&got, &windows);
    ck_assert_int_eq(got.result, BACKEND_DONE);
    ck_assert_uint_eq(got.snapshot.count, 0);
    ck_assert(snapshot_complete(&got.snapshot));
    snapshot_free(&got.snapshot);
}
END_TEST

START_TEST(both_families)
{
    struct windows windows = {.rows = {[FAMILY_INET] = 3, [FAMILY_INET6] = 2}};
    struct collected got = {0};

    collect(&got, &windows);
    ck_assert_uint_eq(got.snapshot.count, 5);
    for (uint32_t i = 0; i < 5; i++) {
        const struct socket *socket = snapshot_at(&got.snapshot, i);

        ck_assert_uint_eq(socket->family, i < 3 ? FAMILY_INET : FAMILY_INET6);
        ck_assert_uint_eq(socket->local_port, i < 3 ? i : i - 3);
        ck_assert_uint_eq(socket->pid, socket->local_port + 1u);
    }
    ck_assert_uint_eq(got.snapshot.notes.count, 0);
    snapshot_free(&got.snapshot);
}
END_TEST

START_TEST(a_hundred_thousand_rows)
{
    struct windows windows = {.rows = {[FAMILY_INET] = 100000}};
    struct collected got = {.request.created = true};

    collect(&got, &windows);
    ck_assert_uint_eq(got.snapshot.count, 100000);
    ck_assert_uint_eq(snapshot_at(&got.snapshot, 99999)->pid, 100000);
    ck_assert_uint_le(windows.calls, 4);
    snapshot_free(&got.snapshot);
}
END_TEST

START_TEST(a_table_that_grows_meanwhile)
{
    struct windows windows = {.rows = {[FAMILY_INET] = 10}, .growth = 1000, .growths = 5};
    struct collected got = {0};

    collect(&got, &windows);
    ck_assert_int_eq(got.result, BACKEND_DONE);
    ck_assert_uint_eq(got.snapshot.count, 5010);
    snapshot_free(&got.snapshot);
}
END_TEST

START_TEST(a_table_that_grows_for_ever)
{
    struct windows windows = {.rows = {[FAMILY_INET] = 100}, .doubles = true};
    struct collected got = {0};

    collect(&got, &windows);
    ck_assert_int_eq(got.result, BACKEND_FAILED);
    ck_assert_uint_le(windows.calls, 10);
    ck_assert_str_eq(got.error.message, "iphlpapi: inet: error 122: fake 122");
    snapshot_free(&got.snapshot);
}
END_TEST

START_TEST(a_count_that_the_buffer_belies)
{
    static const uint32_t lies[] = {1000, UINT32_MAX - 2};

    for (size_t i = 0; i < COUNT_OF(lies); i++) {
        struct windows windows = {.rows = {[FAMILY_INET] = 2}, .claims_more = lies[i]};
        struct collected got = {.request.families = FAMILY_BIT(FAMILY_INET)};

        collect(&got, &windows);
        ck_assert_int_eq(got.result, BACKEND_DONE);
        ck_assert(!snapshot_complete(&got.snapshot));
        ck_assert_str_eq(got.snapshot.notes.list[0].code, "table_cut");
        snapshot_free(&got.snapshot);
    }
}
END_TEST

START_TEST(creation_times_only_when_asked_for)
{
    struct windows windows = {.rows = {[FAMILY_INET] = 1, [FAMILY_INET6] = 1},
                              .created = UINT64_C(132539328000000000)};
    struct collected without = {0}, with = {.request.created = true};

    collect(&without, &windows);
    ck_assert_uint_eq(windows.module_calls, 0);
    collect(&with, &windows);
    for (uint32_t i = 0; i < 2; i++) {
        ck_assert(!(snapshot_at(&without.snapshot, i)->have & HAVE_CREATED));
        ck_assert_uint_eq(snapshot_at(&with.snapshot, i)->created, UINT64_C(1609459200000000));
    }
    ck_assert_uint_eq(with.snapshot.notes.count, 0);
    snapshot_free(&without.snapshot);
    snapshot_free(&with.snapshot);
}
END_TEST

START_TEST(without_module_tables)
{
    static const uint32_t errors[] = {API_INVALID_PARAMETER, API_NOT_SUPPORTED, API_ACCESS_DENIED};

    for (size_t i = 0; i < COUNT_OF(errors); i++) {
        struct windows windows = {.rows = {[FAMILY_INET] = 2, [FAMILY_INET6] = 2},
                                  .module_error = errors[i]};
        struct collected got = {.request.created = true};

        collect(&got, &windows);
        ck_assert_int_eq(got.result, BACKEND_DONE);
        ck_assert_uint_eq(got.snapshot.count, 4);
        ck_assert_uint_eq(windows.module_calls, 1);
        ck_assert_str_eq(got.snapshot.notes.list[0].code, "creation_unknown");
        ck_assert(snapshot_complete(&got.snapshot));
        snapshot_free(&got.snapshot);
    }
}
END_TEST

START_TEST(denied)
{
    struct windows windows = {.error = {[FAMILY_INET] = API_ACCESS_DENIED}};
    struct collected got = {0};

    collect(&got, &windows);
    ck_assert_int_eq(got.result, BACKEND_FAILED);
    ck_assert_int_eq(got.error.status, STATUS_FAILED);
    ck_assert_ptr_nonnull(strstr(got.error.remedy, "elevated"));
    snapshot_free(&got.snapshot);
}
END_TEST

START_TEST(a_system_without_ipv6)
{
    struct windows windows = {.rows = {[FAMILY_INET] = 2},
                              .error = {[FAMILY_INET6] = API_NOT_SUPPORTED}};
    struct collected got = {0};

    collect(&got, &windows);
    ck_assert_int_eq(got.result, BACKEND_DONE);
    ck_assert_uint_eq(got.snapshot.count, 2);
    ck_assert(snapshot_complete(&got.snapshot));
    snapshot_free(&got.snapshot);
}
END_TEST

START_TEST(a_table_of_one_family_is_none)
{
    struct windows windows = {.rows = {[FAMILY_INET] = 2}, .error = {[FAMILY_INET6] = 31}};
    struct collected got = {0};

    collect(&got, &windows);
    ck_assert_int_eq(got.result, BACKEND_FAILED);
    ck_assert_str_eq(got.error.message, "iphlpapi: inet6: error 31: fake 31");
    snapshot_free(&got.snapshot);
}
END_TEST

START_TEST(only_the_states_that_were_asked_for)
{
    struct windows windows = {.rows = {[FAMILY_INET] = 2}, .state = 100};
    struct collected listening = {.request.states = {STATE_BIT(STATE_LISTEN)}};
    struct collected bound = {.request.states = {STATE_BIT_BOUND}};
    struct collected unnamed = {.request.states = {STATE_BIT(STATE_LISTEN)}};

    collect(&listening, &windows);
    ck_assert_uint_eq(listening.snapshot.count, 0);
    collect(&bound, &windows);
    ck_assert_uint_eq(bound.snapshot.count, 2);
    windows.state = 55; /* it may be anything */
    collect(&unnamed, &windows);
    ck_assert_uint_eq(unnamed.snapshot.count, 2);
    snapshot_free(&listening.snapshot);
    snapshot_free(&bound.snapshot);
    snapshot_free(&unnamed.snapshot);
}
END_TEST

Suite *unit_suite(void)
{
    Suite *suite = suite_create("windows backend");
    TCase *tables = tcase_create("tables");

    tcase_add_test(tables, no_rows);
    tcase_add_test(tables, both_families);
    tcase_add_test(tables, a_hundred_thousand_rows);
    tcase_add_test(tables, a_table_that_grows_meanwhile);
    tcase_add_test(tables, a_table_that_grows_for_ever);
    tcase_add_test(tables, a_count_that_the_buffer_belies);
    tcase_add_test(tables, creation_times_only_when_asked_for);
    tcase_add_test(tables, without_module_tables);
    tcase_add_test(tables, denied);
    tcase_add_test(tables, a_system_without_ipv6);
    tcase_add_test(tables, a_table_of_one_family_is_none);
    tcase_add_test(tables, only_the_states_that_were_asked_for);
    suite_add_tcase(suite, tables);
    return suite;
}
