/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "unit.h"

#include <string.h>

#include "namespace_list.h"
#include "number.h"

static void assert_mount(const char *line, uint64_t inode, const char *path)
{
    struct text got;
    uint64_t got_inode;

    ck_assert_msg(namespace_mount(text_of(line), &got_inode, &got), "not taken: %s", line);
    ck_assert_uint_eq(got_inode, inode);
    ck_assert_msg(text_equal(got, text_of(path)), "%.*s", (int)got.length, got.bytes);
}

static void assert_no_mount(const char *line)
{
    struct text path;
    uint64_t inode;

    ck_assert_msg(!namespace_mount(text_of(line), &inode, &path), "taken: %s", line);
}

START_TEST(mounts_of_network_namespaces)
{
    assert_mount("91 26 0:4 net:[4026532281] /run/netns/blue rw shared:56 - nsfs nsfs rw",
                 4026532281, "/run/netns/blue");
    assert_mount("91 26 0:4 net:[1] /run/docker/netns/1a rw - nsfs nsfs rw", 1,
                 "/run/docker/netns/1a");
    assert_mount("91 26 0:4 net:[1] /a\\040b rw a:1 b:2 c:3 - nsfs", 1, "/a\\040b");
}
END_TEST

START_TEST(other_mounts)
{
    assert_no_mount("91 26 0:4 mnt:[4026532281] /run/x rw - nsfs nsfs rw");
    assert_no_mount("91 26 0:4 net:[4026532281] /run/x rw - tmpfs tmpfs rw");
    assert_no_mount("91 26 0:4 net:[x] /run/x rw - nsfs nsfs rw");
    assert_no_mount("91 26 0:4 net:[] /run/x rw - nsfs nsfs rw");
    assert_no_mount("91 26 0:4 net:[1 /run/x rw - nsfs nsfs rw");
    assert_no_mount("91 26 0:4 net:[1] /run/x rw nsfs nsfs rw");
    assert_no_mount("91 26 0:4 net:[1]");
    assert_no_mount("91 26  0:4 net:[1] /run/x rw - nsfs nsfs rw");
    assert_no_mount("");
}
END_TEST

START_TEST(octal_escapes_are_undone)
{
    static const char *const pairs[][2] = {
        {"/a\\040b", "/a b"},
        {"\\134\\011", "\\\t"},
        {"\\04", "\\04"},
        {"\\098", "\\098"},
        {"", ""},
    };

    for (size_t i = 0; i < COUNT_OF(pairs); i++) {
        char bytes[32];
        size_t length = strlen(pairs[i][0]);

        memcpy(bytes, pairs[i][0], length);
        length = number_unescape(bytes, length, TEXT("\\"), 8, 3);
        ck_assert(text_equal((struct text){bytes, length}, text_of(pairs[i][1])));
    }
}
END_TEST

Suite *unit_suite(void)
{
    Suite *suite = suite_create("namespace");
    TCase *tests = tcase_create("namespace");

    tcase_add_test(tests, mounts_of_network_namespaces);
    tcase_add_test(tests, other_mounts);
    tcase_add_test(tests, octal_escapes_are_undone);
    suite_add_tcase(suite, tests);
    return suite;
}
