/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "unit.h"

#include <stdlib.h>
#include <string.h>

#include "cgroup.h"
#include "holdings.h"
#include "number.h"
#include "process_text.h"

#define ID    "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"
#define OTHER "fedcba9876543210fedcba9876543210fedcba9876543210fedcba9876543210"

static void assert_text(struct text text, const char *want)
{
    ck_assert_msg(text_equal(text, text_of(want)), "%.*s, want %s", (int)text.length,
                  text.bytes == NULL ? "" : text.bytes, want);
}

/* Control groups of a process, and the unit and container in them; "" and NULL: none. */
static const struct shape {
    const char *file, *path, *unit, *container, *runtime;
} shapes[] = {
    {"", "", "", "", NULL},
    {"0::/\n", "/", "", "", NULL},
    {"0::/init.scope\n", "/init.scope", "init.scope", "", NULL},
    {"0::/system.slice/nginx.service\n", "/system.slice/nginx.service", "nginx.service", "", NULL},
    {"0::/system.slice/nginx.service", "/system.slice/nginx.service", "nginx.service", "", NULL},
    {"0::/user.slice/user-1000.slice/user@1000.service/app.slice/web.service/worker\n",
     "/user.slice/user-1000.slice/user@1000.service/app.slice/web.service/worker", "web.service",
     "", NULL},
    {"0::/user.slice/user-0.slice/session-3.scope\n", "/user.slice/user-0.slice/session-3.scope",
     "session-3.scope", "", NULL},
    {"0::/system.slice/_cgroup.odd.service\n", "/system.slice/_cgroup.odd.service",
     "cgroup.odd.service", "", NULL},
    {"0::/.service/x\n", "/.service/x", "", "", NULL},
    {"0::/colon:in:path.service\n", "/colon:in:path.service", "colon:in:path.service", "", NULL},

    {"0::/system.slice/docker-" ID ".scope\n", "/system.slice/docker-" ID ".scope",
     "docker-" ID ".scope", ID, "docker"},
    {"0::/docker/" ID "\n", "/docker/" ID, "", ID, "docker"},
    {"0::/docker/" OTHER "/docker/" ID "\n", "/docker/" OTHER "/docker/" ID, "", ID, "docker"},
    {"0::/system.slice/docker-0123.scope\n", "/system.slice/docker-0123.scope", "docker-0123.scope",
     "", NULL},
    {"0::/docker/buildkit\n", "/docker/buildkit", "", "", NULL},
    {"0::/machine.slice/libpod-" ID ".scope/container\n",
     "/machine.slice/libpod-" ID ".scope/container", "libpod-" ID ".scope", ID, "podman"},
    {"0::/machine.slice/libpod-conmon-" ID ".scope\n", "/machine.slice/libpod-conmon-" ID ".scope",
     "libpod-conmon-" ID ".scope", "", NULL},
    {"0::/libpod_parent/libpod-" ID "\n", "/libpod_parent/libpod-" ID, "", ID, "podman"},
    {"0::/kubepods.slice/kubepods-burstable.slice/kubepods-burstable-pod1_2.slice/crio-" ID
     ".scope\n",
     "/kubepods.slice/kubepods-burstable.slice/kubepods-burstable-pod1_2.slice/crio-" ID ".scope",
     "crio-" ID ".scope", ID, "cri-o"},
    {"0::/kubepods.slice/kubepods-pod1_2.slice/cri-containerd-" ID ".scope\n",
     "/kubepods.slice/kubepods-pod1_2.slice/cri-containerd-" ID ".scope",
     "cri-containerd-" ID ".scope", ID, "containerd"},
    {"0::/kubepods/burstable/pod12-34/" ID "\n", "/kubepods/burstable/pod12-34/" ID, "", ID,
     "kubernetes"},
    {"0::/kubepods.slice/kubepods-pod1_2.slice/" ID "\n",
     "/kubepods.slice/kubepods-pod1_2.slice/" ID, "", ID, "kubernetes"},
    {"0::/ecs/task/" ID "\n", "/ecs/task/" ID, "", ID, "containerd"},
    {"0::/buildkit/j1kt\n", "/buildkit/j1kt", "", "j1kt", "buildkit"},
    {"0::/lxc.payload.web/system.slice/cron.service\n",
     "/lxc.payload.web/system.slice/cron.service", "cron.service", "web", "lxc"},
    {"0::/lxc.payload/web\n", "/lxc.payload/web", "", "web", "lxc"},
    {"0::/lxc.monitor.web\n", "/lxc.monitor.web", "", "", NULL},
    {"0::/lxc/web\n", "/lxc/web", "", "web", "lxc"},
    {"0::/machine.slice/systemd-nspawn@web.service/payload\n",
     "/machine.slice/systemd-nspawn@web.service/payload", "systemd-nspawn@web.service", "web",
     "nspawn"},
    {"0::/machine.slice/machine-my\\x2dweb.scope\n", "/machine.slice/machine-my\\x2dweb.scope",
     "machine-my\\x2dweb.scope", "my\\x2dweb", "machine"},

    /* version 1, and both */
    {"12:pids:/docker/" ID "\n1:name=systemd:/docker/" ID "\n0::/\n", "/docker/" ID, "", ID,
     "docker"},
    {"4:memory:/other\n1:name=systemd:/system.slice/a.service\n", "/system.slice/a.service",
     "a.service", "", NULL},
    {"9:cpu,cpuacct:/docker/" ID "\n0::/system.slice/containerd.service\n",
     "/system.slice/containerd.service", "containerd.service", ID, "docker"},
    /* not written by the kernel */
    {"0:\n::\n0::relative\n\n0::/a.service\n", "/a.service", "a.service", "", NULL},
};

START_TEST(units_and_containers_of_control_groups)
{
    for (size_t i = 0; i < COUNT_OF(shapes); i++) {
        struct cgroup cgroup;
        size_t length = strlen(shapes[i].file);
        char *exact = malloc(length + 1); /* exact length, to detect a read past the end */

        ck_assert_ptr_nonnull(exact);
        memcpy(exact, shapes[i].file, length);
        cgroup_read((struct text){exact, length}, &cgroup);
        assert_text(cgroup.path, shapes[i].path);
        assert_text(cgroup.unit, shapes[i].unit);
        assert_text(cgroup.container, shapes[i].container);
        if (shapes[i].runtime == NULL)
            ck_assert_ptr_null(cgroup.runtime);
        else
            ck_assert_str_eq(cgroup.runtime, shapes[i].runtime);
        ck_assert_int_eq(cgroup.container_is_id, cgroup.container.length == 64);
        free(exact);
    }
}
END_TEST

START_TEST(escapes_of_systemd_are_undone)
{
    static const char *const pairs[][2] = {
        {"my\\x2dweb", "my-web"}, {"\\x41\\x5A", "AZ"}, {"\\x4", "\\x4"},
        {"\\xg1", "\\xg1"},       {"plain", "plain"},   {"\\", "\\"},
    };

    for (size_t i = 0; i < COUNT_OF(pairs); i++) {
        char bytes[32];
        size_t length = strlen(pairs[i][0]);

        memcpy(bytes, pairs[i][0], length);
        length = number_unescape(bytes, length, TEXT("\\x"), 16, 2);
        assert_text((struct text){bytes, length}, pairs[i][1]);
    }
}
END_TEST

START_TEST(commands_lose_one_line_break_only)
{
    assert_text(process_command(TEXT("nginx\n")), "nginx");
    assert_text(process_command(TEXT("we)ird\n")), "we)ird");
    assert_text(process_command(TEXT("a b \n")), "a b ");
    assert_text(process_command(TEXT("line\nline\n\n")), "line\nline\n");
    assert_text(process_command(TEXT("\033[31mred\n")), "\033[31mred");
    assert_text(process_command(TEXT("\xff\xfe\n")), "\xff\xfe");
    assert_text(process_command(TEXT("cut")), "cut");
    assert_text(process_command(TEXT("\n")), "");
    assert_text(process_command(TEXT("")), "");
}
END_TEST

START_TEST(contexts_lose_what_ends_them)
{
    assert_text(process_context(TEXT("system_u:system_r:init_t:s0\0")),
                "system_u:system_r:init_t:s0");
    assert_text(process_context(TEXT("unconfined\n")), "unconfined");
    assert_text(process_context(TEXT("\n\0")), "");
}
END_TEST

static void assert_command_line(struct text cmdline, const char *expected)
{
    struct builder out = {0};

    process_command_line(&out, cmdline);
    assert_text(builder_text(&out), expected);
    builder_free(&out);
}

START_TEST(command_lines_are_quoted_as_for_a_shell)
{
    assert_command_line(TEXT("java\0-jar\0/opt/a-1.2_3.jar\0-Dx=y\0"),
                        "java -jar /opt/a-1.2_3.jar -Dx=y");
    /* Each of these is a different list of arguments. */
    assert_command_line(TEXT("a\0b c\0"), "a 'b c'");
    assert_command_line(TEXT("a\0b\0c\0"), "a b c");
    assert_command_line(TEXT("a\0\0c\0"), "a '' c");
    assert_command_line(TEXT("a\0'b\0c'\0"), "a ''\"'\"'b' 'c'\"'\"''");
    assert_command_line(TEXT("a\0$(b)\0\\\0\n\0\xff\0"), "a '$(b)' '\\' '\n' '\xff'");
    /* A title, and one with padding. */
    assert_command_line(TEXT("sshd: root"), "'sshd: root'");
    assert_command_line(TEXT("nginx: worker\0\0\0\0"), "'nginx: worker'");
    assert_command_line(TEXT(""), "");
    assert_command_line(TEXT("\0"), "");
}
END_TEST

START_TEST(kernel_threads_and_the_dead_hold_nothing)
{
    ck_assert(!process_can_hold(TEXT("2 (kthreadd) S 0 0 0 0 -1 2129984 0 0")));
    ck_assert(process_can_hold(TEXT("1 (init) S 0 1 1 0 -1 4194560 0 0")));
    ck_assert(!process_can_hold(TEXT("9 (gone) Z 1 1 1 0 -1 4194560 0 0")));
    ck_assert(!process_can_hold(TEXT("9 (gone) X 1 1 1 0 -1 4194560 0 0")));
    /* A name that looks like the text after it. */
    ck_assert(process_can_hold(TEXT("9 (x) Z 0 0 0 0 -1 2129984 () S 1 1 1 0 -1 4194560 0 0")));
    ck_assert(!process_can_hold(TEXT("9 (a) b\n) Z 1 1 1 0 -1 4194560 0 0")));
    /* dead, and the first of two threads */
    ck_assert(!process_can_hold(TEXT("9 (a) Z 1 1 1 0 -1 4228100 0 0 0 0 0 0 0 0 20 0 1 0 5")));
    ck_assert(process_can_hold(TEXT("9 (a) Z 1 1 1 0 -1 4228100 0 0 0 0 0 0 0 0 20 0 2 0 5")));
    /* unreadable: assumed that it can */
    ck_assert(process_can_hold(TEXT("")));
    ck_assert(process_can_hold(TEXT("no parenthesis")));
    ck_assert(process_can_hold(TEXT("9 (a)")));
    ck_assert(process_can_hold(TEXT("9 (a) S 1 1 1 0 -1 99999999999999999999 0")));
}
END_TEST

START_TEST(the_limit_of_open_files)
{
    ck_assert_uint_eq(process_descriptor_limit(TEXT("Limit  Soft  Hard  Units\n"
                                                    "Max cpu time  7  8  seconds\n"
                                                    "Max open files   64   4096   files \n")),
                      64);
    ck_assert_uint_eq(process_descriptor_limit(TEXT("Max open files  unlimited  9  files\n")), 0);
    ck_assert_uint_eq(process_descriptor_limit(TEXT("Max open files")), 0);
    ck_assert_uint_eq(process_descriptor_limit(TEXT("")), 0);
}
END_TEST

static void assert_link(struct text link, bool is_socket, uint64_t inode)
{
    uint64_t got = 0;

    ck_assert_int_eq(process_socket_inode(link, &got), is_socket);
    if (is_socket)
        ck_assert_uint_eq(got, inode);
}

START_TEST(socket_links_are_recognized)
{
    assert_link(TEXT("socket:[1]"), true, 1);
    assert_link(TEXT("socket:[4294967295]"), true, UINT32_MAX);
    assert_link(TEXT("socket:[]"), false, 0);
    assert_link(TEXT("socket:["), false, 0);
    assert_link(TEXT("socket:[12"), false, 0);
    assert_link(TEXT("socket:[12]x"), false, 0);
    assert_link(TEXT("socket:[-1]"), false, 0);
    assert_link(TEXT("socket:[1]]"), false, 0);
    assert_link(TEXT("pipe:[12]"), false, 0);
    assert_link(TEXT("/tmp/socket:[12]"), false, 0);
    assert_link(TEXT(""), false, 0);
}
END_TEST

/* Adds sockets with these inodes; 0: in an accept queue. */
static void add_sockets(struct snapshot *snapshot, const uint64_t *inodes, size_t count)
{
    ck_assert_ptr_nonnull(snapshot_begin_source(snapshot, "test", PROTOCOL_TCP, DIALECT_LINUX, 1));
    for (size_t i = 0; i < count; i++) {
        struct socket socket = {.protocol = PROTOCOL_TCP,
                                .state = STATE_ESTABLISHED,
                                .have = HAVE_STATE | HAVE_INODE,
                                .inode = inodes[i]};

        ck_assert(snapshot_add(snapshot, &socket));
    }
}

static void add_holding(struct holdings *holdings, uint64_t inode, uint32_t fd)
{
    struct owner owner = {.fd = fd};
    uint32_t number;

    ck_assert(holdings_find(holdings, inode, &number));
    ck_assert(holdings_add(holdings, number, &owner));
}

static void assert_owners(const struct snapshot *snapshot, size_t row, uint32_t first_fd,
                          size_t count)
{
    const struct owner *owner = owner_first(&snapshot->owners, snapshot_at(snapshot, row));

    ck_assert_ptr_nonnull(owner);
    for (size_t i = 0; i < count; i++) {
        ck_assert_uint_eq(owner[i].fd, first_fd + i);
        ck_assert_uint_eq(owner[i].more, count - i - 1);
    }
}

START_TEST(holdings_come_together)
{
    static const uint64_t inodes[] = {70, 71, 0, 72, UINT64_C(1) << 32 | 70, 70};
    struct snapshot snapshot;
    struct holdings holdings;
    uint32_t number;

    snapshot_init(&snapshot);
    add_sockets(&snapshot, inodes, COUNT_OF(inodes));
    ck_assert(holdings_init(&holdings, &snapshot));
    ck_assert_uint_eq(holdings.inodes, 3);
    ck_assert(!holdings_find(&holdings, 69, &number));
    ck_assert(!holdings_find(&holdings, 0, &number));
    ck_assert(!holdings_find(&holdings, UINT64_C(1) << 32 | 70, &number));
    add_holding(&holdings, 72, 9);
    add_holding(&holdings, 70, 3);
    add_holding(&holdings, 72, 10);
    add_holding(&holdings, 70, 4);
    add_holding(&holdings, 70, 5);
    snapshot.owners.partial = true;
    ck_assert(holdings_finish(&holdings, &snapshot));
    holdings_free(&holdings);

    assert_owners(&snapshot, 0, 3, 3);
    assert_owners(&snapshot, 3, 9, 2);
    assert_owners(&snapshot, 5, 3, 3); /* the same inode: a subflow of one MPTCP socket */
    ck_assert_uint_eq(snapshot_at(&snapshot, 1)->owner_status, OWNER_PERMISSION_DENIED);
    ck_assert_uint_eq(snapshot_at(&snapshot, 2)->owner_status, OWNER_NONE);
    ck_assert_uint_eq(snapshot_at(&snapshot, 4)->owner_status, OWNER_PERMISSION_DENIED);
    snapshot_free(&snapshot);
}
END_TEST

START_TEST(not_found_if_all_processes_were_inspected)
{
    static const uint64_t inodes[] = {70};
    struct snapshot snapshot;
    struct holdings holdings;

    snapshot_init(&snapshot);
    add_sockets(&snapshot, inodes, COUNT_OF(inodes));
    ck_assert(holdings_init(&holdings, &snapshot));
    ck_assert(holdings_finish(&holdings, &snapshot));
    holdings_free(&holdings);
    ck_assert_uint_eq(snapshot_at(&snapshot, 0)->owner_status, OWNER_NOT_FOUND);
    snapshot_free(&snapshot);
}
END_TEST

#define MANY ((size_t)20000)

/* Inodes in runs with gaps, as assigned by several processors; every other one has two holders. */
START_TEST(many_holdings)
{
    uint64_t *inodes = calloc(MANY, sizeof(*inodes));
    struct snapshot snapshot;
    struct holdings holdings;

    ck_assert_ptr_nonnull(inodes);
    for (size_t i = 0; i < MANY; i++)
        inodes[i] = 1000 + i + i / 1024 * 3072;
    snapshot_init(&snapshot);
    add_sockets(&snapshot, inodes, MANY);
    ck_assert(holdings_init(&holdings, &snapshot));
    ck_assert_uint_eq(holdings.inodes, MANY);
    for (size_t i = 0; i < MANY; i += 2)
        add_holding(&holdings, inodes[i], (uint32_t)i);
    for (size_t i = 0; i < MANY; i += 2)
        add_holding(&holdings, inodes[i], (uint32_t)i + 1);
    ck_assert(holdings_finish(&holdings, &snapshot));
    for (size_t i = 0; i < MANY; i++)
        if (i % 2 == 0)
            assert_owners(&snapshot, i, (uint32_t)i, 2);
        else
            ck_assert_uint_eq(snapshot_at(&snapshot, i)->owner_status, OWNER_NOT_FOUND);
    holdings_free(&holdings);
    snapshot_free(&snapshot);
    free(inodes);
}
END_TEST

static void assert_none(struct socket socket, enum owner_none none)
{
    struct owners owners = {.requested = true};

    ck_assert_int_eq(owner_none(&socket), none);
    ck_assert_int_eq(owner_status(&owners, &socket),
                     none == OWNER_NONE_UNSAID ? OWNER_PENDING : OWNER_NONE);
}

START_TEST(reasons_for_no_owner)
{
    struct socket tcp = {.protocol = PROTOCOL_TCP, .have = HAVE_INODE};

    tcp.flags = SOCKET_MINI;
    tcp.state = STATE_TIME_WAIT;
    assert_none(tcp, OWNER_NONE_TIME_WAIT);
    tcp.state = STATE_SYN_RECEIVED;
    assert_none(tcp, OWNER_NONE_SYN_RECEIVED);
    tcp.state = STATE_FIN_WAIT_2;
    assert_none(tcp, OWNER_NONE_ORPHAN);
    tcp.flags = 0;
    assert_none(tcp, OWNER_NONE_ORPHAN);
    tcp.state = STATE_CLOSE_WAIT;
    assert_none(tcp, OWNER_NONE_ACCEPT_QUEUE);
    tcp.have |= HAVE_SHUTDOWN;
    tcp.flags = SOCKET_SHUT_RECV;
    assert_none(tcp, OWNER_NONE_ACCEPT_QUEUE);
    tcp.flags = SOCKET_SHUT_RECV | SOCKET_SHUT_SEND;
    assert_none(tcp, OWNER_NONE_ORPHAN);
    tcp.inode = 5;
    assert_none(tcp, OWNER_NONE_UNSAID);
    tcp.inode = 0;
    tcp.have = 0; /* the source has no inodes */
    assert_none(tcp, OWNER_NONE_UNSAID);
}
END_TEST

Suite *unit_suite(void)
{
    Suite *suite = suite_create("owner");
    TCase *tests = tcase_create("owner");

    tcase_add_test(tests, command_lines_are_quoted_as_for_a_shell);
    tcase_add_test(tests, units_and_containers_of_control_groups);
    tcase_add_test(tests, escapes_of_systemd_are_undone);
    tcase_add_test(tests, commands_lose_one_line_break_only);
    tcase_add_test(tests, contexts_lose_what_ends_them);
    tcase_add_test(tests, kernel_threads_and_the_dead_hold_nothing);
    tcase_add_test(tests, the_limit_of_open_files);
    tcase_add_test(tests, socket_links_are_recognized);
    tcase_add_test(tests, holdings_come_together);
    tcase_add_test(tests, not_found_if_all_processes_were_inspected);
    tcase_add_test(tests, many_holdings);
    tcase_add_test(tests, reasons_for_no_owner);
    suite_add_tcase(suite, tests);
    return suite;
}
