/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Numbers as text and back, compared with printf. */
#include "unit.h"

#include <inttypes.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include "number.h"

/* The text has the exact length, and nothing after it is changed. */
static void assert_writes(uint64_t number)
{
    char expected[32], out[NUMBER_MAX_LENGTH + 2];
    int length = snprintf(expected, sizeof(expected), "%" PRIu64, number);

    memset(out, '#', sizeof(out));
    ck_assert_uint_eq(number_write(out, number), (size_t)length);
    ck_assert_int_eq(memcmp(out, expected, (size_t)length), 0);
    ck_assert_int_eq(out[length], '#');
}

static void assert_writes_signed(int64_t number)
{
    char expected[32], out[NUMBER_MAX_LENGTH + 2];
    int length = snprintf(expected, sizeof(expected), "%" PRId64, number);

    memset(out, '#', sizeof(out));
    ck_assert_uint_eq(number_write_signed(out, number), (size_t)length);
    ck_assert_int_eq(memcmp(out, expected, (size_t)length), 0);
    ck_assert_int_eq(out[length], '#');
}

START_TEST(numbers_are_written_as_printf_does)
{
    uint64_t power = 1;

    for (uint64_t number = 0; number < 100100; number++)
        assert_writes(number);
    for (unsigned digits = 0; digits < 20; digits++) {
        for (uint64_t i = 0; i < 3; i++)
            assert_writes(power - 1 + i);
        power *= 10;
    }
    for (unsigned bit = 0; bit < 64; bit++)
        for (uint64_t i = 0; i < 3; i++)
            assert_writes((UINT64_C(1) << bit) - 1 + i);
    assert_writes(UINT64_MAX);
}
END_TEST

START_TEST(signed_numbers_are_written_as_printf_does)
{
    static const int64_t numbers[] = {0,  1,   -1,  9,    -9,        10,        -10,
                                      99, -99, 100, -100, INT64_MAX, INT64_MIN, INT64_MIN + 1};

    for (size_t i = 0; i < COUNT_OF(numbers); i++)
        assert_writes_signed(numbers[i]);
}
END_TEST

START_TEST(hex_has_sixteen_digits)
{
    static const uint64_t numbers[] = {0, 1, 0xf0, UINT64_C(0x0123456789abcdef), UINT64_MAX};

    for (size_t i = 0; i < COUNT_OF(numbers); i++) {
        char expected[32], out[17] = {[16] = '#'};

        snprintf(expected, sizeof(expected), "%016" PRIx64, numbers[i]);
        ck_assert_uint_eq(number_write_hex64(out, numbers[i]), 16);
        ck_assert_int_eq(memcmp(out, expected, 16), 0);
        ck_assert_int_eq(out[16], '#');
    }
}
END_TEST

START_TEST(numbers_are_accepted_up_to_the_limit)
{
    for (uint64_t max = 0; max < 260; max++)
        for (uint64_t n = 0; n < 300; n++) {
            char decimal[32], hex[32];
            uint64_t parsed = 12345;

            snprintf(decimal, sizeof(decimal), "%" PRIu64, n);
            snprintf(hex, sizeof(hex), "%" PRIx64, n);
            ck_assert_int_eq(number_parse(text_of(decimal), max, &parsed), n <= max);
            ck_assert_uint_eq(parsed, n <= max ? n : 12345); /* unchanged if rejected */
            ck_assert_int_eq(number_parse_hex(text_of(hex), max, &parsed), n <= max);
        }
}
END_TEST

START_TEST(the_largest_numbers)
{
    uint64_t parsed;

    ck_assert(number_parse(TEXT("18446744073709551615"), UINT64_MAX, &parsed));
    ck_assert_uint_eq(parsed, UINT64_MAX);
    ck_assert(!number_parse(TEXT("18446744073709551616"), UINT64_MAX, &parsed));
    ck_assert(!number_parse(TEXT("28446744073709551615"), UINT64_MAX, &parsed));
    ck_assert(!number_parse(TEXT("184467440737095516150"), UINT64_MAX, &parsed));
    ck_assert(number_parse_hex(TEXT("FFFFffffFFFFffff"), UINT64_MAX, &parsed));
    ck_assert_uint_eq(parsed, UINT64_MAX);
    ck_assert(!number_parse_hex(TEXT("10000000000000000"), UINT64_MAX, &parsed));
    ck_assert(number_parse(TEXT("00000000000000000000000007"), 7, &parsed));
    ck_assert_uint_eq(parsed, 7);
}
END_TEST

START_TEST(invalid_numbers)
{
    static const char *const words[] = {"",   " ",   "1 ", " 1", "+1", "-1", "-0",
                                        "1.", "1e3", "0x", "1,", "a",  "/",  ":"};
    static const char *const hex[] = {"", "0x1", "g", "G", "`", "@", "-1", "1 "};
    uint64_t parsed;

    for (size_t i = 0; i < COUNT_OF(words); i++)
        ck_assert_msg(!number_parse(text_of(words[i]), UINT64_MAX, &parsed), "'%s'", words[i]);
    for (size_t i = 0; i < COUNT_OF(hex); i++)
        ck_assert_msg(!number_parse_hex(text_of(hex[i]), UINT64_MAX, &parsed), "'%s'", hex[i]);
    ck_assert(!number_parse(TEXT("1\0"), UINT64_MAX, &parsed));
    ck_assert(!number_parse((struct text){NULL, 0}, UINT64_MAX, &parsed));
    for (int c = 0; c < 256; c++) {
        char byte = (char)c;
        bool digit = c >= '0' && c <= '9';
        bool hex_digit = digit || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');

        ck_assert_int_eq(number_parse((struct text){&byte, 1}, UINT64_MAX, &parsed), digit);
        ck_assert_int_eq(number_parse_hex((struct text){&byte, 1}, UINT64_MAX, &parsed), hex_digit);
    }
}
END_TEST

START_TEST(stored_numbers_are_loaded)
{
    static const uint64_t numbers[] = {
        0,         1, 0x7f, 0x80, 0xff, 0x100, 0xffff, 0x10000, UINT32_MAX, UINT64_C(0x100000000),
        UINT64_MAX};

    for (size_t size = 1; size <= 8; size *= 2)
        for (size_t i = 0; i < COUNT_OF(numbers); i++) {
            uint64_t kept = size == 8 ? numbers[i] : numbers[i] & ((UINT64_C(1) << 8 * size) - 1);
            unsigned char room[10];

            memset(room, 0xa5, sizeof(room));
            ck_assert_int_eq(number_store(room + 1, size, numbers[i]), kept == numbers[i]);
            ck_assert_uint_eq(number_load(room + 1, size), kept);
            ck_assert_uint_eq(room[0], 0xa5);
            ck_assert_uint_eq(room[size + 1], 0xa5);
        }
}
END_TEST

Suite *unit_suite(void)
{
    Suite *suite = suite_create("number");
    TCase *numbers = tcase_create("numbers");

    tcase_add_test(numbers, numbers_are_written_as_printf_does);
    tcase_add_test(numbers, signed_numbers_are_written_as_printf_does);
    tcase_add_test(numbers, hex_has_sixteen_digits);
    tcase_add_test(numbers, numbers_are_accepted_up_to_the_limit);
    tcase_add_test(numbers, the_largest_numbers);
    tcase_add_test(numbers, invalid_numbers);
    tcase_add_test(numbers, stored_numbers_are_loaded);
    suite_add_tcase(suite, numbers);
    return suite;
}
