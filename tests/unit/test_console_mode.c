/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Processes that share a console, with fake system calls. */
#include "unit.h"

#include "console_mode.h"

#define PLAIN 3u

struct console {
    uint32_t mode;
    bool is_old; /* does not support escape sequences */
    unsigned sets;
};

static bool get(void *handle, uint32_t *mode)
{
    if (handle == NULL)
        return false;
    *mode = ((struct console *)handle)->mode;
    return true;
}

static bool set(void *handle, uint32_t mode)
{
    struct console *console = handle;

    if (console->is_old && (mode & CONSOLE_SEQUENCES) != 0)
        return false;
    console->mode = mode;
    console->sets++;
    return true;
}

static const struct console_api api = {get, set};

START_TEST(checking_does_not_change_the_mode)
{
    struct console off = {.mode = PLAIN}, on = {.mode = PLAIN | CONSOLE_SEQUENCES},
                   old = {.mode = PLAIN, .is_old = true};

    ck_assert(console_knows_sequences(&api, &off));
    ck_assert_uint_eq(off.mode, PLAIN);
    ck_assert(console_knows_sequences(&api, &on));
    ck_assert_uint_eq(on.sets, 0);
    ck_assert(!console_knows_sequences(&api, &old));
    ck_assert(!console_knows_sequences(&api, NULL)); /* a pipe */
}
END_TEST

START_TEST(the_mode_is_restored)
{
    struct console out = {.mode = PLAIN}, errors = {.mode = PLAIN};
    struct console_changes ours = {.count = 0};

    console_enable_sequences(&api, &ours, &out);
    console_enable_sequences(&api, &ours, &errors);
    console_enable_sequences(&api, &ours, &out);
    ck_assert_uint_eq(out.mode & errors.mode, PLAIN | CONSOLE_SEQUENCES);
    out.mode |= 8; /* another process sets another bit */
    console_restore(&api, &ours);
    ck_assert_uint_eq(out.mode, PLAIN | 8);
    ck_assert_uint_eq(errors.mode, PLAIN);
    console_restore(&api, &ours);
    ck_assert_uint_eq(out.sets, 2);
}
END_TEST

START_TEST(a_mode_set_before_is_kept)
{
    struct console console = {.mode = PLAIN | CONSOLE_SEQUENCES};
    struct console_changes ours = {.count = 0};

    console_enable_sequences(&api, &ours, &console);
    console_restore(&api, &ours);
    ck_assert_uint_eq(console.mode, PLAIN | CONSOLE_SEQUENCES);
    ck_assert_uint_eq(console.sets, 0);
}
END_TEST

/* The process that enabled sequences ends first: the other enables them again, and afterwards they
 * are disabled. */
START_TEST(two_processes)
{
    struct console console = {.mode = PLAIN};
    struct console_changes first = {.count = 0}, second = {.count = 0};

    console_enable_sequences(&api, &first, &console);
    console_enable_sequences(&api, &second, &console);
    console_restore(&api, &first);
    ck_assert_uint_eq(console.mode, PLAIN);
    console_enable_sequences(&api, &second, &console);
    ck_assert_uint_eq(console.mode, PLAIN | CONSOLE_SEQUENCES);
    console_restore(&api, &second);
    ck_assert_uint_eq(console.mode, PLAIN);
}
END_TEST

START_TEST(an_old_console_is_left_alone)
{
    struct console console = {.mode = PLAIN, .is_old = true};
    struct console_changes ours = {.count = 0};

    console_enable_sequences(&api, &ours, &console);
    ck_assert_uint_eq(ours.count, 0);
    ck_assert_uint_eq(console.mode, PLAIN);
}
END_TEST

Suite *unit_suite(void)
{
    Suite *suite = suite_create("console mode");
    TCase *tests = tcase_create("sequences");

    tcase_add_test(tests, checking_does_not_change_the_mode);
    tcase_add_test(tests, the_mode_is_restored);
    tcase_add_test(tests, a_mode_set_before_is_kept);
    tcase_add_test(tests, two_processes);
    tcase_add_test(tests, an_old_console_is_left_alone);
    suite_add_tcase(suite, tests);
    return suite;
}
