/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The Windows backend with fake system calls. */
#include "unit.h"

#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#include "delete_tcb.h"
#include "ip_helper.h"

/* A Windows whose TCP tables have `rows[family]` sockets, with local ports from 0. */
struct windows {
    uint32_t rows[FAMILY_COUNT];
    uint32_t state;
    uint64_t created;

    uint32_t growth; /* rows added between two calls, while `growths` > 0 */
    unsigned growths;
    bool doubles;         /* it has twice as many rows at each call */
    bool says_too_little; /* it reports too small a size */
    bool says_done;       /* it succeeds without writing, whatever the buffer */
    uint32_t claims_more; /* number of rows in the count that are missing in the table */
    uint32_t module_error, error[FAMILY_COUNT];
    uint32_t bound[FAMILY_COUNT], bound_error; /* number of bindings; bound_error: they cannot be listed */
    unsigned unsuccessful; /* number of calls with a transient failure */

    unsigned calls, module_calls;

    unsigned owner_modules; /* number of modules, assigned to rows in turn; 0: none are reported */
    uint32_t owner_error;
    unsigned owner_questions;

    struct api_queues queues;
    uint32_t queues_error;
    unsigned queue_questions;

    uint32_t deletion_error;
    bool deletes_nothing; /* it reports success without deleting */
    bool deleted[8];      /* by port: now in TIME-WAIT */
    unsigned deletions;
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
    if (windows->owner_modules != 0) {
        row4.row.pid = row6.row.pid = 800;
        row4.module[0] = row6.module[0] = number % windows->owner_modules;
    }
    if (windows->state != 2) {
        memcpy(row4.row.remote_port, port, sizeof(port));
        memcpy(row6.row.remote_port, port, sizeof(port));
        row4.row.remote[0] = row6.row.remote[0] = 10;
    }
    if (number < COUNT_OF(windows->deleted) && windows->deleted[number])
        row4.row.state = 11;
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

/* Bindings on the ports of `rows` and on further ones. */
static uint32_t bound_table(const struct windows *windows, enum family family,
                            unsigned char *buffer, uint32_t *size)
{
    const struct row_layout *layout = mib_row_layout(PROTOCOL_TCP, family, ROW_BOUND);
    uint32_t room = *size, count = windows->bound[family];

    if (windows->bound_error != 0 || windows->bound[FAMILY_INET] == 0)
        return windows->bound_error != 0 ? windows->bound_error : API_PROC_NOT_FOUND;
    *size = (uint32_t)(layout->first + count * layout->size);
    if (room < *size)
        return API_INSUFFICIENT_BUFFER;
    memcpy(buffer, &count, sizeof(count));
    for (uint32_t i = 0; i < count; i++)
        put_row(windows, family, ROW_BOUND, i, buffer + layout->first + (size_t)i * layout->size);
    return API_OK;
}

static uint32_t table(void *context, enum protocol protocol, enum family family,
                      enum row_class row_class, void *buffer, uint32_t *size)
{
    struct windows *windows = context;
    const struct row_layout *layout = mib_row_layout(protocol, family, row_class);
    uint32_t needed, room = *size;

    if (row_class == ROW_BOUND)
        return bound_table(windows, family, buffer, size);
    windows->calls++;
    windows->module_calls += row_class == ROW_MODULE;
    if (row_class == ROW_MODULE && windows->module_error != 0)
        return windows->module_error;
    if (windows->unsuccessful > 0) {
        windows->unsuccessful--;
        return API_UNSUCCESSFUL;
    }
    if (windows->error[family] != 0)
        return windows->error[family];
    if (windows->growths > 0) {
        windows->growths--;
        windows->rows[family] += windows->growth;
    }
    if (windows->doubles)
        windows->rows[family] *= 2;
    needed = (uint32_t)(layout->first + windows->rows[family] * layout->size);
    *size = windows->says_too_little ? 8 : needed;
    if (windows->says_done)
        return API_OK;
    if (room < needed)
        return API_INSUFFICIENT_BUFFER;
    fill(windows, family, row_class, buffer);
    return API_OK;
}

static uint32_t module(void *context, enum protocol protocol, enum family family, const void *row,
                       char *name, size_t size)
{
    struct windows *windows = context;
    const struct tcp4_module_row *row4 = row;
    const struct tcp6_module_row *row6 = row;

    ck_assert_int_eq(protocol, PROTOCOL_TCP);
    ck_assert_uint_eq((uintptr_t)row % _Alignof(struct tcp6_module_row), 0);
    windows->owner_questions++;
    if (windows->owner_error != 0)
        return windows->owner_error;
    snprintf(name, size, "service%u",
             (unsigned)(family == FAMILY_INET ? row4->module[0] : row6->module[0]));
    return API_OK;
}

static uint32_t queues(void *context, enum family family, const void *row,
                       struct api_queues *queues)
{
    struct windows *windows = context;
    const struct tcp4_row *row4 = row;
    const struct tcp6_row *row6 = row;

    windows->queue_questions++;
    ck_assert_uint_eq(family == FAMILY_INET ? row4->state : row6->state, windows->state);
    if (windows->queues_error != 0)
        return windows->queues_error;
    *queues = windows->queues;
    return API_OK;
}

static uint32_t delete_tcb(void *context, const struct tcp4_row *row)
{
    struct windows *windows = context;

    ck_assert_uint_eq(row->state, 12);
    ck_assert_uint_eq(row->remote[0], 10);
    ck_assert_mem_eq(row->remote_port, row->local_port, 2);
    windows->deletions++;
    if (windows->deletion_error == 0 && !windows->deletes_nothing)
        windows->deleted[row->local_port[0] << 8 | row->local_port[1]] = true;
    return windows->deletion_error;
}

static void error_text(void *context, uint32_t error, char *text, size_t size)
{
    (void)context;
    snprintf(text, size, "fake %u", (unsigned)error);
}

struct collected {
    struct snapshot snapshot;
    struct request request;
    bool (*keep)(void *context, const struct socket *socket);
    struct error error;
    enum backend_result result;
};

static void collect(struct collected *collected, struct windows *windows)
{
    struct api api = {windows, table, module, queues, delete_tcb, error_text};
    struct collector collector = {.snapshot = &collected->snapshot, .keep = collected->keep};

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

START_TEST(a_growing_table)
{
    struct windows windows = {.rows = {[FAMILY_INET] = 10}, .growth = 1000, .growths = 5};
    struct collected got = {0};

    collect(&got, &windows);
    ck_assert_int_eq(got.result, BACKEND_DONE);
    ck_assert_uint_eq(got.snapshot.count, 5010);
    snapshot_free(&got.snapshot);
}
END_TEST

START_TEST(an_endlessly_growing_table)
{
    struct windows windows = {.rows = {[FAMILY_INET] = 100}, .doubles = true};
    struct collected got = {0};

    collect(&got, &windows);
    ck_assert_int_eq(got.result, BACKEND_FAILED);
    ck_assert_uint_le(windows.calls, 10);
    ck_assert_str_eq(got.error.message, "iphlpapi: inet: failed 10 times: error 0x7a");
    snapshot_free(&got.snapshot);
}
END_TEST

START_TEST(transient_failures)
{
    for (unsigned failures = 1; failures < 12; failures += 5) {
        struct windows windows = {.rows = {[FAMILY_INET] = 3}, .unsuccessful = failures};
        struct collected got = {0};

        collect(&got, &windows);
        ck_assert_int_eq(got.result, failures < 10 ? BACKEND_DONE : BACKEND_FAILED);
        ck_assert_uint_eq(got.snapshot.count, failures < 10 ? 3 : 0);
        if (failures > 10)
            ck_assert_str_eq(got.error.message, "iphlpapi: inet: failed 10 times: error 0xc0000001");
        snapshot_free(&got.snapshot);
    }
}
END_TEST

START_TEST(a_size_that_is_too_small)
{
    struct windows windows = {.rows = {[FAMILY_INET] = 100}, .says_too_little = true};
    struct collected got = {0};

    collect(&got, &windows);
    ck_assert_int_eq(got.result, BACKEND_DONE);
    ck_assert_uint_eq(got.snapshot.count, 100);
    snapshot_free(&got.snapshot);
}
END_TEST

START_TEST(a_success_without_a_buffer)
{
    struct windows windows = {.rows = {[FAMILY_INET] = 100}, .says_done = true};
    struct collected got = {0};

    collect(&got, &windows);
    ck_assert_int_eq(got.result, BACKEND_FAILED);
    ck_assert_uint_eq(got.snapshot.count, 0);
    snapshot_free(&got.snapshot);
}
END_TEST

START_TEST(a_count_larger_than_the_buffer)
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

/* Each service of a svchost.exe is looked up only once. */
START_TEST(modules)
{
    struct windows windows = {.rows = {[FAMILY_INET] = 1000, [FAMILY_INET6] = 1000},
                              .owner_modules = 3};
    struct collected got = {.request.modules = true};

    collect(&got, &windows);
    ck_assert_uint_eq(got.snapshot.count, 2000);
    for (uint32_t i = 0; i < 2000; i++) {
        const struct socket *socket = snapshot_at(&got.snapshot, i);
        char name[16];

        snprintf(name, sizeof(name), "service%u", (unsigned)(i % 1000 % 3));
        if ((socket->have & HAVE_MODULE) == 0 || (socket->have & HAVE_UID) != 0 ||
            !text_equal(got.snapshot.owners.modules[socket->module - 1], text_of(name)))
            ck_abort_msg("row %u is not of %s", (unsigned)i, name);
    }
    ck_assert_uint_eq(windows.owner_questions, 3);
    ck_assert_uint_eq(got.snapshot.notes.count, 0);
    snapshot_free(&got.snapshot);
}
END_TEST

/* With more modules than the cache holds, look-ups repeat, but results stay correct. */
START_TEST(more_modules_than_are_remembered)
{
    struct windows windows = {.rows = {[FAMILY_INET] = 3000}, .owner_modules = 300};
    struct collected got = {.request.modules = true};

    collect(&got, &windows);
    for (uint32_t i = 0; i < 3000; i++) {
        const struct socket *socket = snapshot_at(&got.snapshot, i);
        char name[16];

        snprintf(name, sizeof(name), "service%u", (unsigned)(i % 300));
        if (!text_equal(got.snapshot.owners.modules[socket->module - 1], text_of(name)))
            ck_abort_msg("row %u is not of %s", (unsigned)i, name);
    }
    snapshot_free(&got.snapshot);
}
END_TEST

START_TEST(modules_not_reported_by_windows)
{
    static const struct {
        uint32_t error;
        unsigned questions;
    } cases[] = {
        {API_PROC_NOT_FOUND, 1}, {API_NOT_SUPPORTED, 1}, {API_ACCESS_DENIED, 4}, {1168, 4}};

    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct windows windows = {.rows = {[FAMILY_INET] = 5}, .owner_error = cases[i].error};
        struct collected got = {.request.modules = true};

        collect(&got, &windows);
        ck_assert_int_eq(got.result, BACKEND_DONE);
        ck_assert_uint_eq(got.snapshot.count, 5);
        for (uint32_t row = 0; row < 5; row++)
            ck_assert_uint_eq(snapshot_at(&got.snapshot, row)->have & HAVE_MODULE, 0);
        ck_assert_uint_eq(windows.owner_questions, cases[i].questions); /* the System process is not looked up */
        snapshot_free(&got.snapshot);
    }
}
END_TEST

START_TEST(modules_only_when_asked_for)
{
    struct windows windows = {.rows = {[FAMILY_INET] = 5}, .owner_modules = 2};
    struct collected got = {.request.created = true};

    collect(&got, &windows);
    ck_assert_uint_eq(windows.owner_questions, 0);
    snapshot_free(&got.snapshot);
}
END_TEST

static bool keep_odd(void *context, const struct socket *socket)
{
    (void)context;
    return socket->local_port % 2 == 1;
}

static bool keep_waiting(void *context, const struct socket *socket)
{
    (void)context;
    return (socket->have & HAVE_RECV_QUEUE) != 0 && socket->recv_queue == 7;
}

START_TEST(queues_of_connections)
{
    struct windows windows = {.rows = {[FAMILY_INET] = 4, [FAMILY_INET6] = 4},
                              .queues = {true, true, 7, 9}};
    struct collected got = {.request.queues = QUEUES_OF_KEPT, .keep = keep_odd};

    collect(&got, &windows);
    ck_assert_uint_eq(got.snapshot.count, 4);
    ck_assert_uint_eq(windows.queue_questions, 4); /* only for wanted sockets */
    for (uint32_t i = 0; i < 4; i++) {
        const struct socket *socket = snapshot_at(&got.snapshot, i);

        ck_assert(socket->have & HAVE_RECV_QUEUE);
        ck_assert(socket->have & HAVE_SEND_QUEUE);
        ck_assert_uint_eq(socket->recv_queue, 7);
        ck_assert_uint_eq(socket->send_queue, 9);
    }
    snapshot_free(&got.snapshot);
}
END_TEST

START_TEST(queues_that_decide)
{
    struct windows windows = {.rows = {[FAMILY_INET] = 4}, .queues = {true, true, 7, 9}};
    struct collected got = {.request.queues = QUEUES_OF_ALL, .keep = keep_waiting};

    collect(&got, &windows);
    ck_assert_uint_eq(got.snapshot.count, 4);
    snapshot_free(&got.snapshot);
}
END_TEST

START_TEST(uncollected_queues_are_unknown)
{
    static const struct api_queues cases[] = {
        {false, false, 0, 0}, {false, true, 1, 2}, {true, true, UINT64_C(1) << 32, UINT64_MAX}};

    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct windows windows = {.rows = {[FAMILY_INET] = 2}, .queues = cases[i]};
        struct collected got = {.request.queues = QUEUES_OF_KEPT};

        collect(&got, &windows);
        ck_assert_uint_eq(windows.queue_questions, 2);
        ck_assert_uint_eq(snapshot_at(&got.snapshot, 1)->have & HAVE_RECV_QUEUE, 0);
        ck_assert_int_eq((snapshot_at(&got.snapshot, 1)->have & HAVE_SEND_QUEUE) != 0, i == 1);
        snapshot_free(&got.snapshot);
    }
}
END_TEST

START_TEST(queues_not_reported_by_windows)
{
    static const struct {
        uint32_t error;
        unsigned questions;
    } cases[] = {{API_ACCESS_DENIED, 1}, {API_PROC_NOT_FOUND, 1}, {API_NOT_SUPPORTED, 1}, {1168, 10}};

    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct windows windows = {.rows = {[FAMILY_INET] = 10}, .queues_error = cases[i].error};
        struct collected got = {.request.queues = QUEUES_OF_KEPT};

        collect(&got, &windows);
        ck_assert_uint_eq(got.snapshot.count, 10);
        ck_assert_uint_eq(windows.queue_questions, cases[i].questions);
        for (uint32_t row = 0; row < 10; row++)
            ck_assert_uint_eq(snapshot_at(&got.snapshot, row)->have & HAVE_RECV_QUEUE, 0);
        ck_assert(snapshot_complete(&got.snapshot));
        ck_assert_uint_eq(got.snapshot.notes.count, i == 0 || i == 2);
        if (i == 0)
            ck_assert_str_eq(got.snapshot.notes.list[0].message,
                             "queues are unknown: GetPerTcpConnectionEStats: error 5: fake 5");
        snapshot_free(&got.snapshot);
    }
}
END_TEST

START_TEST(queues_are_read_only_for_connections)
{
    static const uint32_t states[] = {1, 2, 11, 12};

    for (size_t i = 0; i < COUNT_OF(states); i++) {
        struct windows windows = {
            .rows = {[FAMILY_INET] = 3}, .state = states[i], .queues = {true, true, 7, 9}};
        struct collected got = {.request.queues = QUEUES_OF_ALL};

        collect(&got, &windows);
        ck_assert_uint_eq(windows.queue_questions, 0);
        ck_assert_uint_eq(snapshot_at(&got.snapshot, 2)->have & HAVE_RECV_QUEUE, 0);
        snapshot_free(&got.snapshot);
    }
}
END_TEST

/* Closes sockets that were read earlier, in the current state of this Windows. */
static void destroy(const struct collected *got, struct windows *windows,
                    struct destruction *destructions)
{
    struct api api = {windows, table, module, queues, delete_tcb, error_text};
    struct destruction *list[16];

    ck_assert_uint_le(got->snapshot.count, COUNT_OF(list));
    for (size_t i = 0; i < got->snapshot.count; i++) {
        destructions[i] = (struct destruction){.socket = snapshot_at(&got->snapshot, i)};
        list[i] = &destructions[i];
    }
    delete_tcb_sockets(&api, list, got->snapshot.count);
}

START_TEST(connections_are_closed)
{
    struct windows windows = {.rows = {[FAMILY_INET] = 4, [FAMILY_INET6] = 1},
                              .created = UINT64_C(132539328000000000)};
    struct collected got = {.request.created = true};
    struct destruction destructions[16];

    collect(&got, &windows);
    destroy(&got, &windows, destructions);
    for (size_t i = 0; i < 4; i++)
        ck_assert_int_eq(destructions[i].result, DESTROYED);
    ck_assert_int_eq(destructions[4].result, DESTROY_UNSUPPORTED);
    ck_assert_uint_eq(windows.deletions, 4);
    snapshot_free(&got.snapshot);
}
END_TEST

START_TEST(not_supported_by_set_tcp_entry)
{
    static const uint32_t states[] = {1, 2, 100};

    for (size_t i = 0; i < COUNT_OF(states); i++) {
        struct windows windows = {.rows = {[FAMILY_INET] = 1}, .state = states[i]};
        struct collected got = {.request.created = false};
        struct destruction destructions[16];

        collect(&got, &windows);
        destroy(&got, &windows, destructions);
        ck_assert_int_eq(destructions[0].result, DESTROY_UNSUPPORTED);
        ck_assert_uint_eq(windows.deletions, 0);
        snapshot_free(&got.snapshot);
    }
}
END_TEST

START_TEST(failures_of_set_tcp_entry)
{
    static const struct {
        uint32_t error;
        enum destroyed result;
    } cases[] = {
        {API_ACCESS_DENIED, DESTROY_NOT_PERMITTED}, {65, DESTROY_NOT_PERMITTED},
        {317, DESTROY_NOT_PERMITTED},               {API_NOT_SUPPORTED, DESTROY_UNSUPPORTED},
        {API_PROC_NOT_FOUND, DESTROY_UNSUPPORTED},  {API_INVALID_PARAMETER, DESTROY_FAILED},
        {1168, DESTROY_FAILED},
    };

    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct windows windows = {.rows = {[FAMILY_INET] = 1}, .deletion_error = cases[i].error};
        struct collected got = {.request.created = false};
        struct destruction destructions[16];

        collect(&got, &windows);
        destroy(&got, &windows, destructions);
        ck_assert_int_eq(destructions[0].result, cases[i].result);
        ck_assert_int_eq(destructions[0].failure, (int)cases[i].error);
        ck_assert(cases[i].result == DESTROY_FAILED || delete_tcb_words[cases[i].result] != NULL);
        snapshot_free(&got.snapshot);
    }
}
END_TEST

START_TEST(a_success_that_changes_nothing)
{
    struct windows windows = {.rows = {[FAMILY_INET] = 2}, .deletes_nothing = true};
    struct collected got = {.request.created = false};
    struct destruction destructions[16];

    collect(&got, &windows);
    destroy(&got, &windows, destructions);
    ck_assert_int_eq(destructions[0].result, DESTROY_KEPT);
    ck_assert_int_eq(destructions[1].result, DESTROY_KEPT);
    snapshot_free(&got.snapshot);
}
END_TEST

/* Same ends, but another process, another creation time, a missing one, or only what TIME-WAIT
 * keeps. */
START_TEST(a_later_connection_stays)
{
    for (unsigned change = 0; change < 5; change++) {
        struct windows windows = {.rows = {[FAMILY_INET] = 1},
                                  .created = UINT64_C(132539328000000000)};
        struct collected got = {.request.created = change < 4};
        struct destruction destructions[16];

        collect(&got, &windows);
        if (change == 0)
            windows.owner_modules = 1; /* process 800 */
        else if (change == 1)
            windows.created += 10;
        else if (change == 2)
            windows.state = 11;
        else if (change == 3)
            windows.rows[FAMILY_INET] = 0;
        destroy(&got, &windows, destructions);
        ck_assert_int_eq(destructions[0].result, DESTROY_NOT_FOUND);
        ck_assert_uint_eq(windows.deletions, 0);
        snapshot_free(&got.snapshot);
    }
}
END_TEST

START_TEST(unverifiable_connections_stay)
{
    struct windows windows = {.rows = {[FAMILY_INET] = 1}};
    struct collected got = {.request.created = false};
    struct destruction destructions[16];

    collect(&got, &windows);
    windows.error[FAMILY_INET] = 31;
    destroy(&got, &windows, destructions);
    ck_assert_int_eq(destructions[0].result, DESTROY_UNSURE);
    ck_assert_uint_eq(windows.deletions, 0);
    snapshot_free(&got.snapshot);
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

START_TEST(only_the_requested_states)
{
    struct windows windows = {.rows = {[FAMILY_INET] = 2}, .state = 100};
    struct collected listening = {.request.states = {STATE_BIT(STATE_LISTEN)}};
    struct collected bound = {.request.states = {STATE_BIT_BOUND}};
    struct collected unnamed = {.request.states = {STATE_BIT(STATE_LISTEN)}};

    collect(&listening, &windows);
    ck_assert_uint_eq(listening.snapshot.count, 0);
    collect(&bound, &windows);
    ck_assert_uint_eq(bound.snapshot.count, 2);
    windows.state = 55; /* undefined */
    collect(&unnamed, &windows);
    ck_assert_uint_eq(unnamed.snapshot.count, 2);
    snapshot_free(&listening.snapshot);
    snapshot_free(&bound.snapshot);
    snapshot_free(&unnamed.snapshot);
}
END_TEST

/* Bindings of a process that listens or is connected on the port are not separate sockets. */
START_TEST(bound_sockets)
{
    struct windows windows = {.rows = {[FAMILY_INET] = 3, [FAMILY_INET6] = 1},
                              .bound = {[FAMILY_INET] = 5, [FAMILY_INET6] = 4}};
    struct collected got = {.request.states = {STATE_BIT_BOUND},
                            .request.families = FAMILY_BIT(FAMILY_INET6)};
    struct collected none = {.request.states = {STATE_BIT(STATE_ESTABLISHED)}};

    collect(&got, &windows);
    ck_assert_uint_eq(got.snapshot.count, 3);
    for (uint32_t i = 0; i < 3; i++) {
        const struct socket *socket = snapshot_at(&got.snapshot, i);

        ck_assert_uint_eq(socket->local_port, i == 1 ? 4 : 3);
        ck_assert_uint_eq(socket->pid, socket->local_port + 1u);
        ck_assert_uint_eq(socket->family, i < 2 ? FAMILY_INET : FAMILY_INET6);
        ck_assert_uint_eq(socket->flags & SOCKET_BOUND, SOCKET_BOUND);
        ck_assert_int_eq(socket->native_state, 100);
        ck_assert_uint_eq(socket->have & HAVE_REMOTE, HAVE_REMOTE);
        ck_assert(!socket_is_connected(socket));
    }
    ck_assert_int_eq(got.snapshot.sources[0].bound, BOUND_LISTED);
    ck_assert_uint_eq(got.snapshot.notes.count, 0);
    collect(&none, &windows);
    ck_assert_uint_eq(none.snapshot.count, 4);
    snapshot_free(&got.snapshot);
    snapshot_free(&none.snapshot);
}
END_TEST

START_TEST(bound_sockets_not_listed_by_windows)
{
    for (unsigned named = 0; named < 2; named++) {
        struct windows windows = {.rows = {[FAMILY_INET] = 3},
                                  .bound_error = named != 0 ? API_ACCESS_DENIED : 0};
        struct collected got = {.request.bound_named = named != 0};

        collect(&got, &windows);
        ck_assert_int_eq(got.result, BACKEND_DONE);
        ck_assert_uint_eq(got.snapshot.count, 3);
        ck_assert_int_eq(got.snapshot.sources[0].bound, BOUND_MISSING);
        ck_assert_int_eq(snapshot_complete(&got.snapshot), named == 0);
        ck_assert_uint_eq(got.snapshot.notes.count, named);
        if (named != 0)
            ck_assert_str_eq(got.snapshot.notes.list[0].message,
                             "tcp: Windows does not list sockets that are only bound to a port: "
                             "iphlpapi: inet: error 5: fake 5");
        snapshot_free(&got.snapshot);
    }
}
END_TEST

Suite *unit_suite(void)
{
    Suite *suite = suite_create("windows backend");
    TCase *tables = tcase_create("tables");

    tcase_add_test(tables, no_rows);
    tcase_add_test(tables, both_families);
    tcase_add_test(tables, a_hundred_thousand_rows);
    tcase_add_test(tables, a_growing_table);
    tcase_add_test(tables, an_endlessly_growing_table);
    tcase_add_test(tables, transient_failures);
    tcase_add_test(tables, a_size_that_is_too_small);
    tcase_add_test(tables, a_success_without_a_buffer);
    tcase_add_test(tables, a_count_larger_than_the_buffer);
    tcase_add_test(tables, creation_times_only_when_asked_for);
    tcase_add_test(tables, without_module_tables);
    tcase_add_test(tables, modules);
    tcase_add_test(tables, more_modules_than_are_remembered);
    tcase_add_test(tables, modules_not_reported_by_windows);
    tcase_add_test(tables, modules_only_when_asked_for);
    tcase_add_test(tables, queues_of_connections);
    tcase_add_test(tables, queues_that_decide);
    tcase_add_test(tables, uncollected_queues_are_unknown);
    tcase_add_test(tables, queues_not_reported_by_windows);
    tcase_add_test(tables, queues_are_read_only_for_connections);
    tcase_add_test(tables, connections_are_closed);
    tcase_add_test(tables, not_supported_by_set_tcp_entry);
    tcase_add_test(tables, failures_of_set_tcp_entry);
    tcase_add_test(tables, a_success_that_changes_nothing);
    tcase_add_test(tables, a_later_connection_stays);
    tcase_add_test(tables, unverifiable_connections_stay);
    tcase_add_test(tables, denied);
    tcase_add_test(tables, a_system_without_ipv6);
    tcase_add_test(tables, a_table_of_one_family_is_none);
    tcase_add_test(tables, bound_sockets);
    tcase_add_test(tables, bound_sockets_not_listed_by_windows);
    tcase_add_test(tables, only_the_requested_states);
    suite_add_tcase(suite, tables);
    return suite;
}
