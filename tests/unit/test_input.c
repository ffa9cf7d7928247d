/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Splitting blocks into lines. */
#include "unit.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "input.h"

#include "../input_open_text.h"

static FILE *file_of(const char *bytes, size_t length)
{
    FILE *file = tmpfile();

    ck_assert_ptr_nonnull(file);
    ck_assert_uint_eq(fwrite(bytes, 1, length, file), length);
    rewind(file);
    return file;
}

static void open_file(struct input *input, FILE *file)
{
    ck_assert_int_eq(input_open_text(input, TEXT("")), 0);
    input->file = file;
    input->owned = true;
    input->at_end = false;
}

START_TEST(lines_and_a_cut_one)
{
    struct input input;
    struct text line;

    ck_assert_int_eq(input_open_text(&input, TEXT("one\n\nthree\nfo")), 0);
    ck_assert_int_eq(input_line(&input, &line), INPUT_LINE);
    ck_assert(text_equal(line, TEXT("one")));
    ck_assert_int_eq(input_line(&input, &line), INPUT_LINE);
    ck_assert_uint_eq(line.length, 0);
    ck_assert_uint_eq(input.line, 3);
    ck_assert_int_eq(input_line(&input, &line), INPUT_LINE);
    ck_assert(text_equal(line, TEXT("three")));
    ck_assert_int_eq(input_line(&input, &line), INPUT_LINE_CUT);
    ck_assert_int_eq(input_line(&input, &line), INPUT_END);
    ck_assert_int_eq(input_line(&input, &line), INPUT_END);
    input_close(&input);
}
END_TEST

/* Lines of many lengths, so that the end of a block falls on every position of a line. */
START_TEST(lines_across_blocks)
{
    size_t room = 3 * INPUT_BUFFER + 77, at = 0, count = 0;
    char *bytes = malloc(room);
    struct input input;
    struct text line;

    ck_assert_ptr_nonnull(bytes);
    for (size_t length = 0; at + length + 1 <= room; length = (length + 37) % 1001) {
        memset(bytes + at, 'a' + (int)(count++ % 26), length);
        at += length;
        bytes[at++] = '\n';
    }
    open_file(&input, file_of(bytes, at));
    for (size_t i = 0, length = 0; i < count; i++, length = (length + 37) % 1001) {
        ck_assert_int_eq(input_line(&input, &line), INPUT_LINE);
        ck_assert_uint_eq(line.length, length);
        ck_assert(length == 0 || line.bytes[length - 1] == 'a' + (char)(i % 26));
    }
    ck_assert_int_eq(input_line(&input, &line), INPUT_END);
    ck_assert_uint_eq(input.line, count + 1);
    input_close(&input);
    free(bytes);
}
END_TEST

START_TEST(a_line_longer_than_the_buffer_is_skipped_whole)
{
    size_t length = 5 * INPUT_BUFFER;
    char *bytes = malloc(length + 6);
    struct input input;
    struct text line;

    ck_assert_ptr_nonnull(bytes);
    memset(bytes, 'x', length);
    memcpy(bytes + length, "\nnext\n", 6);
    open_file(&input, file_of(bytes, length + 6));
    ck_assert_int_eq(input_line(&input, &line), INPUT_LINE_LONG);
    ck_assert_int_eq(input_line(&input, &line), INPUT_LINE);
    ck_assert(text_equal(line, TEXT("next")));
    ck_assert_int_eq(input_line(&input, &line), INPUT_END);
    input_close(&input);
    open_file(&input, file_of(bytes, length));
    ck_assert_int_eq(input_line(&input, &line), INPUT_LINE_LONG);
    ck_assert_int_eq(input_line(&input, &line), INPUT_END);
    input_close(&input);
    free(bytes);
}
END_TEST

START_TEST(read_errors_are_reported)
{
    struct input input;
    struct text line;

    ck_assert_int_eq(input_open(&input, "/nonexistent/file"), ENOENT);
    input_close(&input);
    if (input_open(&input, "/") == 0) { /* some systems can open a directory, but not read it */
        ck_assert_int_eq(input_line(&input, &line), INPUT_END);
        ck_assert_int_ne(input.failure, 0);
    }
    input_close(&input);
}
END_TEST

/* Text in UTF-8 and in UTF-16 of either byte order, and incomplete characters. */
START_TEST(encodings_with_a_byte_order_mark)
{
    const struct {
        struct text bytes, expected;
    } cases[] = {
        {TEXT("\xef\xbb\xbf{\r\n}"), TEXT("{\r\n}")},
        {TEXT("\xef\xbb\xbf"), TEXT("")},
        {TEXT("{}"), TEXT("{}")},
        {TEXT("\xef\xbb"), TEXT("\xef\xbb")},
        {TEXT("\xff\xfe"), TEXT("")},
        {TEXT("\xff\xfe{\0\r\0\n\0}\0"), TEXT("{\r\n}")},
        {TEXT("\xfe\xff\0{\0\r\0\n\0}"), TEXT("{\r\n}")},
        {TEXT("\xff\xfe\xe4\0\xac\x20\x3d\xd8\0\xde"),
         TEXT("\xc3\xa4\xe2\x82\xac\xf0\x9f\x98\x80")},
        {TEXT("\xfe\xff\0\xe4\x20\xac\xd8\x3d\xde\0"),
         TEXT("\xc3\xa4\xe2\x82\xac\xf0\x9f\x98\x80")},
        {TEXT("\xff\xfe\x3d\xd8x\0"), TEXT("\xef\xbf\xbdx")},
        {TEXT("\xff\xfe\0\xdex\0"), TEXT("\xef\xbf\xbdx")},
        {TEXT("\xff\xfex\0\x3d\xd8"), TEXT("x\xef\xbf\xbd")},
        {TEXT("\xff\xfex\0y"), TEXT("x\xef\xbf\xbd")},
    };

    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct input input;

        ck_assert_int_eq(input_open_text(&input, cases[i].bytes), 0);
        ck_assert_int_eq(input_decode(&input), 0);
        if (!text_equal(input_peek(&input), cases[i].expected))
            ck_abort_msg("case %zu is \"%.*s\"", i, (int)input.end, input.bytes);
        input_take(&input, cases[i].expected.length);
        ck_assert_uint_eq(input_peek(&input).length, 0);
        input_close(&input);
    }
}
END_TEST

/* A euro sign has 2 bytes in UTF-16 and 3 in UTF-8, so it crosses block boundaries of both. */
START_TEST(utf_16_across_blocks)
{
    size_t count = 2 * INPUT_BUFFER, at = 2;
    char *bytes = malloc(2 + 2 * count);
    struct input input;
    struct text line;

    ck_assert_ptr_nonnull(bytes);
    memcpy(bytes, "\xff\xfe", 2);
    for (size_t i = 0; i < count; i++, at += 2)
        memcpy(bytes + at, i % 1000 == 999 ? "\n\0" : "\xac\x20", 2);
    for (size_t length = at - 5; length <= at; length++) {
        size_t lines = 0;

        open_file(&input, file_of(bytes, length));
        ck_assert_int_eq(input_decode(&input), 0);
        for (; input_line(&input, &line) == INPUT_LINE; lines++)
            for (size_t i = 0; i < 999; i++)
                ck_assert_mem_eq(line.bytes + 3 * i, "\xe2\x82\xac", 3);
        ck_assert_uint_eq(lines, count / 1000);
        ck_assert_uint_eq(line.length, (length - 2 - 2000 * lines + 1) / 2 * 3);
        input_close(&input);
    }
    free(bytes);
}
END_TEST

Suite *unit_suite(void)
{
    Suite *suite = suite_create("input");
    TCase *tests = tcase_create("lines");

    tcase_add_test(tests, lines_and_a_cut_one);
    tcase_add_test(tests, lines_across_blocks);
    tcase_add_test(tests, a_line_longer_than_the_buffer_is_skipped_whole);
    tcase_add_test(tests, read_errors_are_reported);
    tcase_add_test(tests, encodings_with_a_byte_order_mark);
    tcase_add_test(tests, utf_16_across_blocks);
    suite_add_tcase(suite, tests);
    return suite;
}
