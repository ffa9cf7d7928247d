/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Setters restore what getters return. */
#include "unit.h"

#include <string.h>

#include "column.h"
#include "column_restore.h"

/* A column that JSON writes but no setter restores would be lost in recordings. */
START_TEST(every_column_of_a_recording_is_known)
{
    for (size_t i = 0; i < column_count(); i++) {
        const struct column *column = column_at(i);

        if ((column->flags & (COLUMN_CORE | COLUMN_JSON)) != 0 || column->group != DETAILS_NONE ||
            (column->need & NEED_CREATED) != 0)
            ck_assert_msg((column->set == NULL) == ((column->flags & COLUMN_DERIVED) != 0), "%s",
                          column->name);
    }
    ck_assert_uint_le(column_count(), COLUMN_LIST_MAX);
}
END_TEST

static struct detail_room full;

/* Sets all details to the given byte: numbers, words and flags. */
static struct socket with_details(unsigned char byte, enum state state)
{
    memset(&full, byte, sizeof(full));
    full.tcp_info.length = (uint16_t)(TCP_INFO_SIZE - 4 * (byte % 4));
    full.tcp_info.gathered = false;
    memset(full.tcp_info.missing, 0, sizeof(full.tcp_info.missing));
    full.memory.have = byte % 3 == 0 ? (1u << MEMORY_DROPS) - 1 : UINT32_MAX;
    full.congestion.kind = (enum congestion_kind)(byte % 4);
    full.congestion.missing = 0;
    memcpy(full.congestion.name, "bbr", 4);
    memcpy(full.ulp.name, "tls", 4);
    full.ulp.have = byte % 5 == 0 ? 0 : UINT32_MAX;
    full.ulp.missing = 0;
    full.ulp.tls_version = byte % 2 == 0 ? 0x0303 : 0x0304;
    full.ulp.tls_zero_copy = byte % 2 != 0;
    full.ulp.tls_no_padding = byte % 3 != 0;
    full.md5 = (struct md5_detail){.count = byte % 3,
                                   .peers = {{.family = FAMILY_INET, .prefix = byte % 33},
                                             {.family = FAMILY_INET6, .prefix = 7}}};
    full.detail = (struct socket_detail){
        .have = byte % 7 == 0 ? DETAIL_TIMER : UINT32_MAX,
        .timer = byte % TIMER_COUNT,
        .retransmits = byte,
        .tos = byte,
        .tclass = byte,
        .timer_ms = byte * 1000u,
        .class_id = byte,
        .options = (uint16_t)(byte << 3 | 1),
        .tcp_info = &full.tcp_info,
        .memory = &full.memory,
        .congestion = &full.congestion,
        .ulp = &full.ulp,
        .md5 = &full.md5,
    };
    return (struct socket){.protocol = PROTOCOL_TCP,
                           .family = FAMILY_INET6,
                           .state = (uint8_t)state,
                           .have = HAVE_MARK | HAVE_CGROUP | HAVE_SHUTDOWN | HAVE_INODE,
                           .flags = byte % 2 != 0 ? SOCKET_SHUT_RECV : SOCKET_SHUT_SEND,
                           .mark = byte,
                           .cgroup_low = byte,
                           .inode = 1,
                           .detail = &full.detail};
}

static bool same_list(const struct list *a, const struct list *b)
{
    for (size_t item = 0; item < a->count && item < b->count; item++) {
        struct value x, y;

        a->cell(a, item, 0, &x);
        b->cell(b, item, 0, &y);
        if (memcmp(&x.endpoint.address, &y.endpoint.address, sizeof(struct address)) != 0)
            return false;
    }
    return a->count == b->count;
}

static bool same_value(const struct value *a, const struct value *b)
{
    if ((a->presence == VALUE_KNOWN) != (b->presence == VALUE_KNOWN))
        return false;
    if (a->presence != VALUE_KNOWN)
        return true;
    switch (a->type) {
    case VALUE_TEXT:
        return text_equal(a->text, b->text);
    case VALUE_BOOL:
        return a->boolean == b->boolean;
    case VALUE_LIST:
        return same_list(&a->list, &b->list);
    default:
        return a->number == b->number;
    }
}

static bool is_detail(const struct column *column)
{
    return column->group != DETAILS_NONE;
}

static void check(const struct socket *before, struct socket *after, struct detail_room *room)
{
    struct column_context context = {.snapshot = NULL};
    struct column_target target = {.room = room};

    detail_room_clear(room);
    for (size_t i = 0; i < column_count(); i++) {
        struct value value;

        if (!is_detail(column_at(i)))
            continue;
        column_get(column_at(i), &context, before, &value);
        if (value.presence != VALUE_KNOWN)
            value.presence = VALUE_UNKNOWN;
        ck_assert_msg(column_restore(column_at(i), &target, after, &value) == COLUMN_SET, "%s",
                      column_at(i)->name);
    }
    after->detail = detail_room_detail(room);
    for (size_t i = 0; i < column_count(); i++) {
        struct value was, is;

        if (!is_detail(column_at(i)))
            continue;
        column_get(column_at(i), &context, before, &was);
        column_get(column_at(i), &context, after, &is);
        ck_assert_msg(same_value(&was, &is), "%s", column_at(i)->name);
    }
}

START_TEST(details_survive_a_round_trip)
{
    static struct detail_room room;

    for (unsigned byte = 0; byte < 256; byte++)
        for (unsigned state = STATE_NONE + 1; state < STATE_COUNT; state++) {
            struct socket before = with_details((unsigned char)byte, (enum state)state);
            struct socket after = {.protocol = before.protocol,
                                   .family = before.family,
                                   .state = before.state,
                                   .have = HAVE_INODE,
                                   .inode = 1};

            check(&before, &after, &room);
            before.detail = NULL;
            after.flags = 0;
            after.have = HAVE_INODE;
            check(&before, &after, &room);
            ck_assert_ptr_null(after.detail);
        }
}
END_TEST

START_TEST(largest_numbers)
{
    struct tcp_info_bytes info;
    uint64_t number;

    tcp_info_begin(&info);
    ck_assert(tcp_info_get(&info, TCP_CWND, &number) == TCP_FIELD_UNKNOWN);
    tcp_info_set(&info, TCP_MAX_PACING_RATE_BPS, UINT64_MAX);
    ck_assert(tcp_info_get(&info, TCP_MAX_PACING_RATE_BPS, &number) == TCP_FIELD_KNOWN);
    ck_assert_uint_eq(number, UINT64_MAX);
    ck_assert(tcp_info_set_none(&info, TCP_MAX_PACING_RATE_BPS));
    ck_assert(tcp_info_get(&info, TCP_MAX_PACING_RATE_BPS, &number) == TCP_FIELD_NONE);
    ck_assert(!tcp_info_set_none(&info, TCP_CWND));
    ck_assert(tcp_info_get(&info, TCP_CWND, &number) == TCP_FIELD_UNKNOWN);
}
END_TEST

Suite *unit_suite(void)
{
    Suite *suite = suite_create("column_restore");
    TCase *tests = tcase_create("all");

    tcase_add_test(tests, every_column_of_a_recording_is_known);
    tcase_add_test(tests, details_survive_a_round_trip);
    tcase_add_test(tests, largest_numbers);
    suite_add_tcase(suite, tests);
    return suite;
}
