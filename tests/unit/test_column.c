/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The table of columns, which JSON, CSV, filter and help use; and --columns LIST. */
#include "unit.h"

#include <string.h>

#include "column.h"

/* The core keys of JSON lsock/1. Scripts rely on them, so they are only appended to. */
static const char *const core_keys[] = {
    "protocol",      "family",     "state",          "state_native", "status",         "listening",
    "local_address", "local_port", "remote_address", "remote_port",  "interface",      "inode",
    "cookie",        "uid",        "user",           "netns",        "process_status", "processes",
};

START_TEST(the_core_keys_come_first_and_in_order)
{
    struct column_list core;

    for (size_t i = 0; i < COUNT_OF(core_keys); i++)
        ck_assert_str_eq(column_at(i)->name, core_keys[i]);
    column_list_default(&core, COLUMN_CORE, 0);
    ck_assert_uint_eq(core.count, COUNT_OF(core_keys));
    for (size_t i = 0; i < core.count; i++)
        ck_assert_str_eq(core.columns[i]->name, core_keys[i]);
}
END_TEST

START_TEST(default_table_columns)
{
    static const char *const titles[] = {"PROTO", "STATE", "RECV-Q", "SEND-Q", "LOCAL", "REMOTE"};
    struct column_list list;

    column_list_default(&list, COLUMN_TABLE, 0);
    ck_assert_uint_ge(list.count, COUNT_OF(titles)); /* owner columns may follow */
    for (size_t i = 0; i < COUNT_OF(titles); i++)
        ck_assert_str_eq(list.columns[i]->title, titles[i]);
    column_list_default(&list, COLUMN_TABLE, COLUMN_QUEUE);
    for (size_t i = 0; i < list.count; i++)
        ck_assert_str_ne(list.columns[i]->title, "RECV-Q");
}
END_TEST

static bool is_snake_case(const char *name)
{
    if (name[0] < 'a' || name[0] > 'z')
        return false;
    for (; *name != '\0'; name++)
        if ((*name < 'a' || *name > 'z') && (*name < '0' || *name > '9') &&
            (*name != '_' || name[1] == '_' || name[1] == '\0'))
            return false;
    return true;
}

START_TEST(names_titles_and_help)
{
    ck_assert_uint_le(column_count(), COLUMN_LIST_MAX);
    for (size_t i = 0; i < column_count(); i++) {
        const struct column *column = column_at(i);

        ck_assert_msg(is_snake_case(column->name), "%s", column->name);
        ck_assert_uint_le(strlen(column->name), 24);
        ck_assert_ptr_eq(column_find(text_of(column->name)), column); /* unique */
        ck_assert(strstr(column->name, "_base64") == NULL);           /* reserved suffix in JSON */
        for (size_t k = 0; k < i; k++)
            ck_assert_msg(strcmp(column->title, column_at(k)->title) != 0, "%s", column->title);
        for (const char *c = column->title; *c != '\0'; c++)
            ck_assert_msg((*c >= 'A' && *c <= 'Z') || (*c >= '0' && *c <= '9') || *c == '-', "%s",
                          column->title);
        ck_assert_uint_gt(strlen(column->help), 0);
        ck_assert_msg(strlen(column->help) <= 80, "%s", column->help);
        ck_assert_int_ne(column->help[strlen(column->help) - 1], '.');
        ck_assert_int_eq(column->type == VALUE_LIST, column->list != NULL);
    }
}
END_TEST

/* `rtt` finds rtt_us, and a filter can compare it with 5ms: names and units agree. */
START_TEST(units_are_those_of_the_names)
{
    static const char *const suffixes[UNIT_COUNT] = {
        [UNIT_US] = "_us", [UNIT_MS] = "_ms", [UNIT_S] = "_s", [UNIT_BPS] = "_bps"};

    for (size_t i = 0; i < column_count(); i++) {
        const char *name = column_at(i)->name;

        for (unsigned unit = 0; unit < UNIT_COUNT; unit++) {
            size_t length = suffixes[unit] == NULL ? 0 : strlen(suffixes[unit]);
            bool ends = length > 0 && strlen(name) > length &&
                        strcmp(name + strlen(name) - length, suffixes[unit]) == 0;

            if (suffixes[unit] != NULL)
                ck_assert_msg(ends == (column_at(i)->unit == unit), "%s", name);
        }
        if (strlen(name) > 6 && strcmp(name + strlen(name) - 6, "_bytes") == 0)
            ck_assert_msg(column_at(i)->unit == UNIT_BYTES, "%s", name);
        ck_assert(column_at(i)->unit == UNIT_NONE || column_at(i)->type == VALUE_NUMBER);
    }
    ck_assert_str_eq(column_find_word(TEXT("RTT"))->name, "rtt_us");
    ck_assert_str_eq(column_find_word(TEXT("recv-mss"))->name, "recv_mss_bytes");
    ck_assert_ptr_null(column_find_word(TEXT("rtt_")));
    ck_assert_ptr_null(column_find_word(TEXT("")));
    ck_assert_ptr_null(column_find_word(TEXT("explain")));
}
END_TEST

START_TEST(each_meaning_has_one_column)
{
    unsigned count[MEANING_COUNT] = {0};

    for (size_t i = 0; i < column_count(); i++)
        count[column_at(i)->meaning]++;
    for (unsigned meaning = MEANING_OTHER + 1; meaning < MEANING_COUNT; meaning++)
        ck_assert_msg(count[meaning] == 1, "%u", meaning);
}
END_TEST

START_TEST(columns_by_name)
{
    ck_assert_str_eq(column_find(TEXT("Local-Port"))->name, "local_port");
    ck_assert_str_eq(column_find(TEXT("LOCAL_PORT"))->name, "local_port");
    ck_assert_ptr_null(column_find(TEXT("local_por")));
    ck_assert_ptr_null(column_find(TEXT("local_ports")));
    ck_assert_ptr_null(column_find(TEXT("local_port\0")));
    ck_assert_ptr_null(column_find(TEXT("\0")));
    ck_assert_ptr_null(column_find(TEXT("")));
    ck_assert(text_equal(column_nearest(TEXT("inodde")), TEXT("inode")));
    ck_assert_uint_eq(column_nearest(TEXT("frobnication")).length, 0);
}
END_TEST

/* A heading can replace the column's name: STATE is `status`. But `state` is the column of that
 * name. */
START_TEST(columns_by_heading)
{
    struct column_list list;
    struct error error = {0};

    ck_assert_str_eq(column_find_heading(TEXT("proto"))->name, "protocol");
    ck_assert_str_eq(column_find_heading(TEXT("RECV_q"))->name, "recv_q");
    ck_assert_ptr_null(column_find_heading(TEXT("PROT")));
    ck_assert_ptr_null(column_find_heading(TEXT("")));
    ck_assert(column_list_parse(&list, TEXT("PROTO,STATE,state,Recv-Q,rtt"), &error));
    ck_assert_uint_eq(list.count, 5);
    ck_assert_str_eq(list.columns[0]->name, "protocol");
    ck_assert_str_eq(list.columns[1]->name, "status");
    ck_assert_str_eq(list.columns[2]->name, "state");
    ck_assert_str_eq(list.columns[3]->name, "recv_q");
    ck_assert_str_eq(list.columns[4]->name, "rtt_us"); /* as in a filter */
}
END_TEST

static struct text a_name(void *context, uint32_t number)
{
    (void)context;
    return number == 0 ? TEXT("") : TEXT("name");
}

/* Adds sockets of both protocols with each HAVE_ bit alone, with none, and with all. */
static void add_all_kinds(struct snapshot *snapshot)
{
    for (unsigned protocol = 0; protocol < PROTOCOL_COUNT; protocol++) {
        ck_assert_ptr_nonnull(snapshot_begin_source(snapshot, "test", (enum protocol)protocol,
                                                    DIALECT_LINUX, protocol));
        for (unsigned state = 0; state < STATE_COUNT; state++)
            for (unsigned bit = 0; bit < 34; bit++) {
                struct socket socket = {
                    .protocol = (uint8_t)protocol,
                    .family = (uint8_t)(1 + bit % 2),
                    .state = (uint8_t)state,
                    .native_state = (int16_t)state,
                    .have = bit == 32   ? 0
                            : bit == 33 ? UINT32_MAX
                                        : UINT32_C(1) << bit,
                    .flags = (uint8_t)(bit % 8),
                    .local_port = (uint16_t)(bit % 3),
                    .remote_port = (uint16_t)(state % 2),
                    .interface = bit % 4,
                    .uid = bit % 2,
                };

                ck_assert(snapshot_add(snapshot, &socket));
            }
    }
}

static bool fits(const struct column *column, const struct value *value)
{
    if (value->type != column->type || (unsigned)value->role >= ROLE_COUNT ||
        (unsigned)value->presence > VALUE_KNOWN)
        return false;
    if (value->presence != VALUE_KNOWN)
        return value->presence != VALUE_PENDING || column->need != 0;
    switch (value->type) {
    case VALUE_TEXT:
        return value->text.bytes != NULL && value->text.length < 100;
    case VALUE_LIST:
        return value->list.type == column->list;
    case VALUE_ENDPOINT:
        return value->endpoint.family < FAMILY_COUNT;
    default:
        return true;
    }
}

START_TEST(every_getter_gives_its_type)
{
    struct names names = {.user = a_name, .interface = a_name};
    struct snapshot snapshot;

    snapshot_init(&snapshot);
    add_all_kinds(&snapshot);
    for (size_t i = 0; i < 2 * column_count(); i++) {
        const struct column *column = column_at(i / 2);
        struct column_context context = {
            .snapshot = &snapshot, .names = i % 2 != 0 ? &names : NULL, .dialect = DIALECT_RFC};

        for (size_t row = 0; row < snapshot.count; row++) {
            struct value value;

            memset(&value, 0xa5, sizeof(value));
            column_get(column, &context, snapshot_at(&snapshot, row), &value);
            if (!fits(column, &value))
                ck_abort_msg("%s of row %zu", column->name, row);
        }
    }
    snapshot_free(&snapshot);
}
END_TEST

/* Values that the system did not report never appear as numbers. */
START_TEST(unknown_is_not_zero)
{
    static const char *const unknown[] = {"local_address", "local_port", "remote_address",
                                          "remote_port",   "interface",  "inode",
                                          "cookie",        "uid",        "user",
                                          "recv_queue",    "send_queue", "recv_q",
                                          "send_q",        "local",      "remote",
                                          "state_native",  "netns",      "state_native_number"};
    struct snapshot snapshot;
    struct column_context context = {.snapshot = &snapshot, .dialect = DIALECT_RFC};
    struct socket socket = {.protocol = PROTOCOL_UDP, .family = FAMILY_INET};
    struct value value;

    snapshot_init(&snapshot);
    ck_assert_ptr_nonnull(snapshot_begin_source(&snapshot, "test", PROTOCOL_UDP, DIALECT_LINUX, 0));
    ck_assert(snapshot_add(&snapshot, &socket));
    for (size_t i = 0; i < COUNT_OF(unknown); i++) {
        column_get(column_find(text_of(unknown[i])), &context, snapshot_at(&snapshot, 0), &value);
        ck_assert_msg(value.presence == VALUE_UNKNOWN, "%s", unknown[i]);
    }
    snapshot_free(&snapshot);
}
END_TEST

static const char *joined(const struct column_list *list)
{
    static char out[1024];
    size_t used = 0;

    out[0] = '\0';
    for (size_t i = 0; i < list->count; i++) {
        size_t length = strlen(list->columns[i]->name);

        ck_assert_uint_lt(used + length + 2, sizeof(out));
        if (i > 0)
            out[used++] = ',';
        memcpy(out + used, list->columns[i]->name, length + 1);
        used += length;
    }
    return out;
}

START_TEST(lists_are_parsed)
{
    struct column_list list = {.count = 0};
    struct error error = {0};

    ck_assert(column_list_parse(&list, TEXT("uid"), &error));
    ck_assert_str_eq(joined(&list), "uid");
    ck_assert(column_list_parse(&list, TEXT("inode,uid,Inode,LOCAL-PORT"), &error));
    ck_assert_str_eq(joined(&list), "inode,uid,local_port");
    ck_assert(column_list_parse(&list, TEXT("+uid,user"), &error));
    ck_assert_str_eq(joined(&list), "inode,uid,local_port,user");
}
END_TEST

static void assert_refused(const char *text, size_t begin, size_t end, const char *remedy)
{
    struct column_list list = {.count = 0};
    struct error error = {0};

    ck_assert_msg(!column_list_parse(&list, text_of(text), &error), "%s", text);
    ck_assert_int_eq(error.status, STATUS_USAGE);
    ck_assert(text_equal(error.typed, text_of(text)));
    ck_assert_uint_eq(error.begin, begin);
    ck_assert_uint_eq(error.end, end);
    ck_assert_msg(strstr(error.remedy, remedy) != NULL, "%s: %s", text, error.remedy);
}

START_TEST(wrong_lists_are_marked)
{
    assert_refused("uid,inodde,user", 4, 10, "did you mean inode?");
    assert_refused("", 0, 0, "--columns help");
    assert_refused("+", 1, 1, "--columns help");
    assert_refused("uid,", 4, 4, "--columns help");
    assert_refused(",uid", 0, 0, "--columns help");
    assert_refused("uid,,user", 4, 4, "--columns help");
    assert_refused("uid,+user", 4, 9, "user");
    assert_refused("uid, user", 4, 9, "user");
    assert_refused("xyzzyplugh", 0, 10, "--columns help");
}
END_TEST

START_TEST(needs_add_up)
{
    struct column_list list = {.count = 0};
    unsigned all = 0;

    for (size_t i = 0; i < column_count(); i++) {
        all |= column_at(i)->need;
        list.columns[list.count++] = column_at(i);
    }
    ck_assert_uint_eq(column_list_need(&list), all);
    list.count = 1;
    ck_assert_uint_eq(column_list_need(&list), 0); /* every record has the protocol */
}
END_TEST

START_TEST(help_names_every_protocol_and_family)
{
    const char *protocols = column_find(TEXT("protocol"))->help;
    const char *families = column_find(TEXT("family"))->help;

    for (unsigned i = 0; i < PROTOCOL_COUNT; i++)
        ck_assert_ptr_nonnull(strstr(protocols, protocol_names[i]));
    for (unsigned i = FAMILY_NONE + 1; i < FAMILY_COUNT; i++)
        ck_assert_ptr_nonnull(strstr(families, family_names[i]));
}
END_TEST

Suite *unit_suite(void)
{
    Suite *suite = suite_create("column");
    TCase *columns = tcase_create("column"), *lists = tcase_create("list");

    tcase_add_test(columns, help_names_every_protocol_and_family);
    tcase_add_test(columns, the_core_keys_come_first_and_in_order);
    tcase_add_test(columns, default_table_columns);
    tcase_add_test(columns, names_titles_and_help);
    tcase_add_test(columns, units_are_those_of_the_names);
    tcase_add_test(columns, each_meaning_has_one_column);
    tcase_add_test(columns, columns_by_name);
    tcase_add_test(columns, columns_by_heading);
    tcase_add_test(columns, every_getter_gives_its_type);
    tcase_add_test(columns, unknown_is_not_zero);
    tcase_add_test(lists, lists_are_parsed);
    tcase_add_test(lists, wrong_lists_are_marked);
    tcase_add_test(lists, needs_add_up);
    suite_add_tcase(suite, columns);
    suite_add_tcase(suite, lists);
    return suite;
}
