/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Owners from tables that name the process, with a fake Windows. */
#include "unit.h"

#include <stdio.h>
#include <string.h>

#include "nt_path.h"
#include "pid_owners.h"

struct windows {
    bool lists_nothing;
    bool denies; /* denies every query about a process */
    bool lists_no_services;
    unsigned questions, account_questions;
};

static bool processes(void *context, void (*visit)(void *visitor, uint32_t pid, const char *name),
                      void *visitor)
{
    const struct windows *windows = context;
    char name[32];

    if (windows->lists_nothing)
        return false;
    visit(visitor, 0, "[System Process]");
    for (uint32_t pid = 4; pid < 40000; pid += 4) {
        snprintf(name, sizeof(name), "p%u.exe", (unsigned)pid);
        visit(visitor, pid, name);
    }
    return true;
}

static bool services(void *context, void (*visit)(void *visitor, uint32_t pid, const char *name),
                     void *visitor)
{
    const struct windows *windows = context;

    if (windows->lists_no_services)
        return false;
    visit(visitor, 800, "Dnscache");
    visit(visitor, 804, "Spooler");
    visit(visitor, 800, "LanmanWorkstation");
    return true;
}

static bool details(void *context, uint32_t pid, const struct owner_request *request,
                    struct process_details *out)
{
    struct windows *windows = context;

    windows->questions++;
    if (windows->denies)
        return false;
    snprintf(out->path, sizeof(out->path), "C:\\p%u.exe", (unsigned)pid);
    if (request->command_lines)
        snprintf(out->command_line, sizeof(out->command_line), "p%u \"a b\"", (unsigned)pid);
    out->sid_length = 8 + pid % 3;
    memset(out->sid, (int)(pid % 10), out->sid_length);
    return true;
}

static void account(void *context, void *sid, char *name, size_t size)
{
    struct windows *windows = context;

    windows->account_questions++;
    snprintf(name, size, "HOST\\someone %u", (unsigned)*(const unsigned char *)sid);
}

static struct snapshot snapshot;

static void setup(void)
{
    snapshot_init(&snapshot);
    snapshot.owners.requested = true;
    ck_assert_ptr_nonnull(
        snapshot_begin_source(&snapshot, "iphlpapi", PROTOCOL_TCP, DIALECT_WINDOWS_MIB, 0));
}

static void teardown(void)
{
    snapshot_free(&snapshot);
}

static void add(enum state state, uint64_t pid)
{
    struct socket socket = {.have = HAVE_PID, .pid = pid, .state = (uint8_t)state};

    ck_assert(snapshot_add(&snapshot, &socket));
}

static void collect(struct windows *windows, bool more)
{
    struct process_source source = {windows, "; do more", processes, services, details, account};
    struct owner_request request = {.cgroups = more, .paths = more, .command_lines = more};
    struct error error;

    ck_assert(pid_owners_collect(&snapshot, &request, &source, &error));
}

static void add_module(uint64_t pid, const char *module)
{
    struct socket socket = {.have = HAVE_PID | HAVE_MODULE, .pid = pid, .state = STATE_LISTEN};

    socket.module = owners_add_module(&snapshot.owners, text_of(module));
    ck_assert_uint_ne(socket.module, 0);
    ck_assert(snapshot_add(&snapshot, &socket));
}

/* The process of a row with one owner. */
static const struct process *process_of(size_t row)
{
    const struct owner *owner = owner_first(&snapshot.owners, snapshot_at(&snapshot, row));

    ck_assert_ptr_nonnull(owner);
    ck_assert_uint_eq(owner->more, 0);
    ck_assert_uint_eq(owner->fd, OWNER_NO_FD);
    return &snapshot.owners.processes[owner->process];
}

static void assert_text(struct text text, const char *expected)
{
    ck_assert_msg(text_equal(text, text_of(expected)), "%.*s, not %s", (int)text.length, text.bytes,
                  expected);
}

START_TEST(names)
{
    struct windows windows = {0};

    add(STATE_LISTEN, 800);
    add(STATE_ESTABLISHED, 804);
    add(STATE_ESTABLISHED, 800);
    add(STATE_LISTEN, 4);
    add(STATE_LISTEN, 7777); /* has ended in the meantime */
    collect(&windows, false);
    assert_text(process_of(0)->command, "p800.exe");
    assert_text(process_of(1)->command, "p804.exe");
    ck_assert_ptr_eq(process_of(2), process_of(0));
    assert_text(process_of(3)->command, "p4.exe");
    ck_assert_ptr_null(process_of(4)->command.bytes);
    ck_assert_uint_eq(process_of(4)->pid, 7777);
    ck_assert_uint_eq(windows.questions, 0);
    ck_assert_uint_eq(snapshot.notes.count, 0);
}
END_TEST

START_TEST(process_0_means_no_owner)
{
    static const struct {
        enum state state;
        enum owner_status status;
        enum owner_none none;
    } cases[] = {
        {STATE_TIME_WAIT, OWNER_NONE, OWNER_NONE_TIME_WAIT},
        {STATE_FIN_WAIT_1, OWNER_NONE, OWNER_NONE_ORPHAN},
        {STATE_FIN_WAIT_2, OWNER_NONE, OWNER_NONE_ORPHAN},
        {STATE_CLOSING, OWNER_NONE, OWNER_NONE_ORPHAN},
        {STATE_LAST_ACK, OWNER_NONE, OWNER_NONE_ORPHAN},
        {STATE_LISTEN, OWNER_NOT_FOUND, OWNER_NONE_UNSAID},
        {STATE_ESTABLISHED, OWNER_NOT_FOUND, OWNER_NONE_UNSAID},
    };
    struct windows windows = {0};

    for (size_t i = 0; i < COUNT_OF(cases); i++)
        add(cases[i].state, 0);
    collect(&windows, true);
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        const struct socket *socket = snapshot_at(&snapshot, i);

        ck_assert_uint_eq(owner_status(&snapshot.owners, socket), cases[i].status);
        ck_assert_uint_eq(owner_none(socket), cases[i].none);
    }
    ck_assert_uint_eq(snapshot.owners.process_count, 0);
}
END_TEST

START_TEST(paths_users_and_services)
{
    struct windows windows = {0};

    add(STATE_LISTEN, 800);
    add(STATE_LISTEN, 804);
    add(STATE_LISTEN, 808);
    add(STATE_LISTEN, 4);
    collect(&windows, true);
    assert_text(process_of(0)->path, "C:\\p800.exe");
    assert_text(process_of(0)->command_line, "p800 \"a b\"");
    assert_text(process_of(0)->user, "HOST\\someone 0");
    assert_text(process_of(0)->unit, "Dnscache,LanmanWorkstation");
    assert_text(process_of(1)->unit, "Spooler");
    ck_assert_ptr_null(process_of(2)->unit.bytes);
    ck_assert_ptr_null(process_of(3)->path.bytes);
    ck_assert_uint_eq(windows.questions, 3); /* the System process is not queried */
}
END_TEST

/* Two services share process 800; a socket with a known module belongs to one of them. */
START_TEST(the_service_of_a_socket)
{
    struct windows windows = {0};

    add(STATE_LISTEN, 800);
    add_module(800, "dnscache");
    add_module(800, "LanmanWorkstation");
    add_module(800, "NotHere");
    add_module(804, "Spooler");
    add_module(808, "p808.exe");
    collect(&windows, true);
    assert_text(process_of(0)->unit, "Dnscache,LanmanWorkstation");
    assert_text(process_of(1)->unit, "dnscache");
    assert_text(process_of(2)->unit, "LanmanWorkstation");
    ck_assert_ptr_eq(process_of(3), process_of(0)); /* not a service of that process */
    assert_text(process_of(4)->unit, "Spooler");
    ck_assert_ptr_null(process_of(5)->unit.bytes);
    for (size_t row = 0; row < 4; row++) {
        ck_assert_uint_eq(process_of(row)->pid, 800);
        assert_text(process_of(row)->command, "p800.exe");
        assert_text(process_of(row)->path, "C:\\p800.exe");
    }
    ck_assert_uint_eq(windows.questions, 3); /* one per real process */
}
END_TEST

/* Then only the module is known. */
START_TEST(a_system_that_lists_no_services)
{
    struct windows windows = {.lists_no_services = true};

    add_module(800, "Dnscache");
    add_module(808, "P808.exe");
    add(STATE_LISTEN, 800);
    collect(&windows, true);
    assert_text(process_of(0)->unit, "Dnscache");
    ck_assert_ptr_null(process_of(1)->unit.bytes);
    ck_assert_ptr_null(process_of(2)->unit.bytes);
}
END_TEST

/* One row for each service of one process, and again: existing entries are found. */
START_TEST(many_modules)
{
    struct windows windows = {.lists_no_services = true};
    struct socket socket = {.have = HAVE_PID | HAVE_MODULE, .pid = 800, .state = STATE_LISTEN};
    char modules[1000][16];

    for (uint32_t i = 0; i < 1000; i++) {
        snprintf(modules[i], sizeof(modules[i]), "service%u", (unsigned)i);
        ck_assert_uint_eq(owners_add_module(&snapshot.owners, text_of(modules[i])), i + 1);
    }
    for (uint32_t i = 0; i < 100000; i++) {
        socket.module = 1 + i % 1000;
        if (!snapshot_add(&snapshot, &socket))
            ck_abort();
    }
    collect(&windows, true);
    ck_assert_uint_eq(snapshot.owners.process_count, 1001);
    for (uint32_t i = 0; i < 100000; i += 997)
        assert_text(process_of(i)->unit, modules[i % 1000]);
}
END_TEST

/* SIDs of 10 numbers and 3 lengths; multiples of 4 have only 5 and 3. */
START_TEST(accounts_are_asked_for_once)
{
    struct windows windows = {0};
    char name[32];

    for (uint32_t i = 0; i < 9000; i++)
        add(STATE_ESTABLISHED, 8 + 4 * i);
    collect(&windows, true);
    ck_assert_uint_eq(windows.account_questions, 15);
    for (uint32_t i = 0; i < 9000; i += 97) {
        snprintf(name, sizeof(name), "HOST\\someone %u", (unsigned)((8 + 4 * i) % 10));
        assert_text(process_of(i)->user, name);
    }
}
END_TEST

START_TEST(denied_queries_cause_a_note)
{
    struct windows windows = {.denies = true};

    add(STATE_LISTEN, 800);
    collect(&windows, true);
    assert_text(process_of(0)->command, "p800.exe");
    ck_assert_ptr_null(process_of(0)->path.bytes);
    ck_assert_uint_eq(process_of(0)->unknown, PROCESS_PATH | PROCESS_COMMAND_LINE);
    ck_assert_str_eq(snapshot.notes.list[0].code, "owners_silent");
    ck_assert_str_eq(snapshot.notes.list[0].message,
                     "path, user or command line of 1 of 1 processes could not be read; do more");
    ck_assert(!snapshot.notes.list[0].incomplete);
}
END_TEST

START_TEST(a_system_that_lists_no_processes)
{
    struct windows windows = {.lists_nothing = true};

    add(STATE_LISTEN, 800);
    add(STATE_LISTEN, 4);
    collect(&windows, false);
    ck_assert_ptr_null(process_of(0)->command.bytes);
    assert_text(process_of(1)->command, "System");
    ck_assert_str_eq(snapshot.notes.list[0].code, "owners_unnamed");
}
END_TEST

START_TEST(many_processes)
{
    struct windows windows = {0};
    char name[32];

    for (uint32_t i = 0; i < 100000; i++)
        add(STATE_ESTABLISHED, 4 + 4 * (i % 9000));
    collect(&windows, false);
    ck_assert_uint_eq(snapshot.owners.process_count, 9000);
    for (uint32_t i = 0; i < 100000; i += 97) { /* each assertion costs libcheck a write */
        snprintf(name, sizeof(name), "p%u.exe", (unsigned)(4 + 4 * (i % 9000)));
        assert_text(process_of(i)->command, name);
    }
}
END_TEST

START_TEST(a_socket_without_process_number)
{
    struct windows windows = {0};
    struct socket socket = {.have = HAVE_STATE, .state = STATE_LISTEN};

    ck_assert(snapshot_add(&snapshot, &socket));
    collect(&windows, false);
    ck_assert_uint_eq(snapshot_at(&snapshot, 0)->owner_status, OWNER_UNKNOWN);
}
END_TEST

START_TEST(paths_of_the_kernel)
{
    static const struct {
        const char *path, *expected;
    } cases[] = {
        {"\\Device\\HarddiskVolume3\\Windows\\a.exe", "C:\\Windows\\a.exe"},
        {"\\DEVICE\\harddiskvolume3\\a.exe", "C:\\a.exe"},
        {"\\Device\\HarddiskVolume33\\a.exe", "Z:\\a.exe"},
        {"\\Device\\HarddiskVolume4\\a.exe", "\\Device\\HarddiskVolume4\\a.exe"},
        {"\\Device\\HarddiskVolume3", "\\Device\\HarddiskVolume3"},
        {"\\Device\\Mup\\server\\share\\a.exe", "\\\\server\\share\\a.exe"},
        {"Registry", "Registry"},
        {"", ""},
    };
    struct nt_drives drives = {.devices = {[2] = TEXT("\\Device\\HarddiskVolume3"),
                                           [25] = TEXT("\\Device\\HarddiskVolume33")}};
    char path[64];

    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        nt_path_translate(&drives, text_of(cases[i].path), path, sizeof(path));
        ck_assert_str_eq(path, cases[i].expected);
    }
}
END_TEST

Suite *unit_suite(void)
{
    Suite *suite = suite_create("owners by process number");
    TCase *owners = tcase_create("owners");

    tcase_add_checked_fixture(owners, setup, teardown);
    tcase_add_test(owners, names);
    tcase_add_test(owners, process_0_means_no_owner);
    tcase_add_test(owners, paths_users_and_services);
    tcase_add_test(owners, the_service_of_a_socket);
    tcase_add_test(owners, a_system_that_lists_no_services);
    tcase_add_test(owners, many_modules);
    tcase_add_test(owners, paths_of_the_kernel);
    tcase_add_test(owners, accounts_are_asked_for_once);
    tcase_add_test(owners, denied_queries_cause_a_note);
    tcase_add_test(owners, a_system_that_lists_no_processes);
    tcase_add_test(owners, many_processes);
    tcase_add_test(owners, a_socket_without_process_number);
    suite_add_tcase(suite, owners);
    return suite;
}
