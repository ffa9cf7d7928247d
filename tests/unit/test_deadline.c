/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <string.h>

#include "deadline.h"
#include "unit.h"

/* One socket whose peer does not answer, at a host with these settings. */
struct scene {
    struct snapshot snapshot;
    struct source source;
    struct host_reading host;
    struct evidence evidence;
    struct tcp_info_bytes info;
    struct socket_detail detail;
    struct socket socket;
};

static void set(struct scene *scene, const char *name, int64_t number)
{
    const struct setting *setting = setting_find(text_of(name));

    scene->host.settings.values[setting - setting_table] =
        (struct setting_value){true, {number, 0}};
}

static void put(struct scene *scene, enum tcp_field field, uint32_t number)
{
    uint8_t *bytes = scene->info.bytes + tcp_fields[field].offset;

    if (tcp_fields[field].size == 1)
        bytes[0] = (uint8_t)number;
    else
        memcpy(bytes, &number, sizeof(number));
}

/* `rto`, `next`: milliseconds. */
static void make(struct scene *scene, enum state state, enum timer timer, unsigned times,
                 uint32_t rto, uint32_t next)
{
    memset(scene, 0, sizeof(*scene));
    scene->snapshot.sources = &scene->source;
    scene->snapshot.source_count = 1;
    scene->evidence = (struct evidence){.snapshot = &scene->snapshot, .host = &scene->host};
    scene->info.length = TCP_INFO_SIZE_BEFORE_7_0;
    scene->detail = (struct socket_detail){.have = DETAIL_TIMER,
                                           .timer = (uint8_t)timer,
                                           .retransmits = (uint8_t)times,
                                           .timer_ms = next,
                                           .tcp_info = &scene->info};
    scene->socket = (struct socket){.detail = &scene->detail,
                                    .have = HAVE_STATE,
                                    .protocol = PROTOCOL_TCP,
                                    .state = (uint8_t)state};
    put(scene, TCP_RTO_MS, rto * 1000);
    put(scene, TCP_BACKOFF, times);
    put(scene, TCP_SEND_WINDOW, timer == TIMER_ZERO_WINDOW ? 0 : 65535);
    put(scene, TCP_RTT_US, 4000);
    put(scene, TCP_RTT_VARIATION_US, 1000);
}

static uint64_t find(const struct scene *scene, enum owner_none none)
{
    struct examined examined = examined_socket(&scene->evidence, &scene->socket);
    uint64_t milliseconds;

    examined.none = none;
    return deadline_find(&examined, &milliseconds) ? milliseconds : UINT64_MAX;
}

/* 924.6 s is the least; with a first timeout of 200 ms the sums stay just below it. */
START_TEST(data)
{
    struct scene scene;

    make(&scene, STATE_ESTABLISHED, TIMER_RETRANSMIT, 1, 400, 400);
    set(&scene, "tcp_retries2", 15);
    ck_assert_uint_eq(find(&scene, OWNER_NONE_UNSAID), 1044400);
    make(&scene, STATE_ESTABLISHED, TIMER_RETRANSMIT, 1, 408, 400);
    set(&scene, "tcp_retries2", 15);
    ck_assert_uint_eq(find(&scene, OWNER_NONE_UNSAID), 928488 - 8);
    make(&scene, STATE_ESTABLISHED, TIMER_RETRANSMIT, 15, 120000, 70000);
    set(&scene, "tcp_retries2", 15);
    ck_assert_uint_eq(find(&scene, OWNER_NONE_UNSAID), 70000);
    set(&scene, "tcp_retries2", 3);
    ck_assert_uint_eq(find(&scene, OWNER_NONE_UNSAID), 70000);
}
END_TEST

START_TEST(orphan)
{
    struct scene scene;

    make(&scene, STATE_FIN_WAIT_1, TIMER_RETRANSMIT, 1, 400, 400);
    ck_assert_uint_eq(find(&scene, OWNER_NONE_ORPHAN), UINT64_MAX);
    set(&scene, "tcp_orphan_retries", 0); /* acts as 8: 102.2 s */
    ck_assert_uint_eq(find(&scene, OWNER_NONE_ORPHAN), 204400);
    set(&scene, "tcp_orphan_retries", 2); /* 1.4 s */
    ck_assert_uint_eq(find(&scene, OWNER_NONE_ORPHAN), 2800);
}
END_TEST

/* SYNs go out after 0, 1, …, 5, 7, 11, 19, 35 and 67 s. */
START_TEST(syn)
{
    struct scene scene;

    make(&scene, STATE_SYN_SENT, TIMER_RETRANSMIT, 1, 1000, 1000);
    set(&scene, "tcp_syn_retries", 6);
    set(&scene, "tcp_syn_linear_timeouts", 4);
    ck_assert_uint_eq(find(&scene, OWNER_NONE_UNSAID), 130000);
    make(&scene, STATE_SYN_SENT, TIMER_RETRANSMIT, 1, 2000, 2000);
    set(&scene, "tcp_syn_retries", 6); /* an older kernel: 127 s */
    ck_assert_uint_eq(find(&scene, OWNER_NONE_UNSAID), 126000);
    make(&scene, STATE_SYN_SENT, TIMER_RETRANSMIT, 9, 1000, 1000);
    set(&scene, "tcp_syn_retries", 2); /* TCP_SYNCNT is larger */
    ck_assert_uint_eq(find(&scene, OWNER_NONE_UNSAID), UINT64_MAX);
}
END_TEST

START_TEST(probes)
{
    struct scene scene;

    make(&scene, STATE_ESTABLISHED, TIMER_ZERO_WINDOW, 2, 200, 800);
    set(&scene, "tcp_retries2", 4);
    ck_assert_uint_eq(find(&scene, OWNER_NONE_UNSAID), 800 + 1600 + 3200);
    make(&scene, STATE_ESTABLISHED, TIMER_ZERO_WINDOW, 1, 200, 400);
    set(&scene, "tcp_retries2", 4); /* the peer answers */
    ck_assert_uint_eq(find(&scene, OWNER_NONE_UNSAID), UINT64_MAX);
    set(&scene, "tcp_orphan_retries", 0); /* until the timeout has grown to 120 s */
    ck_assert_uint_eq(find(&scene, OWNER_NONE_ORPHAN), 400 * 511 + 120000);
}
END_TEST

START_TEST(hostile)
{
    static const uint32_t numbers[] = {0, 1, 199, 120000, UINT32_MAX / 1000};
    struct scene scene;

    for (size_t i = 0; i < COUNT_OF(numbers); i++)
        for (unsigned state = STATE_NONE + 1; state < STATE_COUNT; state++)
            for (unsigned timer = 0; timer < TIMER_COUNT; timer++) {
                make(&scene, (enum state)state, (enum timer)timer, 255, numbers[i], UINT32_MAX);
                set(&scene, "tcp_retries2", 255);
                set(&scene, "tcp_syn_retries", 255);
                set(&scene, "tcp_orphan_retries", 255);
                set(&scene, "tcp_rto_max_ms", i == 0 ? 1000 : 120000);
                (void)find(&scene, OWNER_NONE_UNSAID);
                (void)find(&scene, OWNER_NONE_ORPHAN);
            }
}
END_TEST

Suite *unit_suite(void)
{
    Suite *suite = suite_create("deadline");
    TCase *model = tcase_create("model");

    tcase_add_test(model, data);
    tcase_add_test(model, orphan);
    tcase_add_test(model, syn);
    tcase_add_test(model, probes);
    tcase_add_test(model, hostile);
    suite_add_tcase(suite, model);
    return suite;
}
