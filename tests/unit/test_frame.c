/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Lines cut at the edges of a screen. */
#include "unit.h"

#include <string.h>

#include "frame.h"

#define BEGIN "\033[?25l\033[H"
#define END   "\033[J"

static struct frame frame;

static void teardown(void)
{
    builder_free(&frame.bytes);
    frame = (struct frame){.rows = 0};
}

static void expect_line(const char *line, size_t columns, size_t left, bool utf8, const char *shown)
{
    struct builder all = {0};

    frame.utf8 = utf8;
    frame_begin(&frame, 1, columns, left);
    frame_line(&frame, text_of(line));
    builder_printf(&all, BEGIN "%s" END, shown);
    ck_assert_msg(text_equal(frame_end(&frame, false), builder_text(&all)), "%s: %.*s", line,
                  (int)frame.bytes.length, frame.bytes.bytes);
    builder_free(&all);
}

START_TEST(a_line_is_cut)
{
    expect_line("abcdef", 8, 0, true, "abcdef\033[0m\033[K");
    expect_line("abcdef", 6, 0, true, "abcdef\033[0m"); /* at the edge nothing must be erased */
    expect_line("abcdef", 4, 0, true, "abcd\033[0m");
    expect_line("abcdef", 4, 1, true, "bcde\033[0m");
    expect_line("abcdef", 4, 4, true, "ef\033[0m\033[K");
    expect_line("abcdef", 4, 9, true, "\033[0m\033[K");
    expect_line("", 4, 0, true, "\033[0m\033[K");
}
END_TEST

START_TEST(colours_take_no_columns)
{
    expect_line("\033[1mab\033[0mcd", 3, 0, true, "\033[1mab\033[0mc\033[0m");
    expect_line("ab\033[31mcd", 4, 3, true, "\033[31md\033[0m\033[K");
}
END_TEST

START_TEST(wide_and_combining_characters)
{
    expect_line("a\u4e2d\u4e2d", 4, 0, true, "a\u4e2d\033[0m");
    expect_line("e\u0301x", 2, 0, true, "e\u0301x\033[0m");
    expect_line("a\u4e2db", 4, 0, false, "a??b\033[0m");
    expect_line("k\u00e4se", 5, 0, false, "k?se\033[0m\033[K");
}
END_TEST

/* Whatever a filter was typed as. */
START_TEST(other_bytes_never_reach_the_terminal)
{
    expect_line("a\tb\x07\033]0;c\x7f", 20, 0, true, "a?b??]0;c?\033[0m\033[K");
    expect_line("a\xff\xc3", 20, 0, true, "a??\033[0m\033[K");
    expect_line("a\033[1", 20, 0, true, "a?[1\033[0m\033[K");
    expect_line("a\u202eb", 20, 0, true, "a?b\033[0m\033[K");
}
END_TEST

START_TEST(rows)
{
    frame.utf8 = true;
    frame_begin(&frame, 3, 1, 0);
    frame_line(&frame, TEXT("a"));
    frame_skip(&frame, 2);
    frame_line(&frame, TEXT("b"));
    frame_line(&frame, TEXT("c"));
    ck_assert(text_equal(frame_end(&frame, true),
                         TEXT(BEGIN "a\033[0m\r\n\033[0m\033[K\r\nb\033[0m\033[?25h")));
}
END_TEST

Suite *unit_suite(void)
{
    Suite *suite = suite_create("frame");
    TCase *tests = tcase_create("frame");

    tcase_add_checked_fixture(tests, NULL, teardown);
    tcase_add_test(tests, a_line_is_cut);
    tcase_add_test(tests, colours_take_no_columns);
    tcase_add_test(tests, wide_and_combining_characters);
    tcase_add_test(tests, other_bytes_never_reach_the_terminal);
    tcase_add_test(tests, rows);
    suite_add_tcase(suite, tests);
    return suite;
}
