/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Texts, UTF-8 and errors. */
#include "unit.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "errors.h"
#include "text.h"
#include "utf8.h"

START_TEST(ascii_whatever_the_byte)
{
    for (int i = 0; i < 256; i++) {
        char c = (char)i;
        bool upper = i >= 'A' && i <= 'Z', lower = i >= 'a' && i <= 'z';

        ck_assert_int_eq(ascii_lower(c), upper ? (char)(i + 32) : c);
        ck_assert_int_eq(ascii_upper(c), lower ? (char)(i - 32) : c);
        ck_assert_int_eq(ascii_is_alpha(c), upper || lower);
        ck_assert_int_eq(ascii_is_digit(c), i >= '0' && i <= '9');
        ck_assert_int_eq(ascii_is_space(c), i == ' ' || (i >= 9 && i <= 13));
    }
}
END_TEST

START_TEST(equality)
{
    ck_assert_uint_eq(text_of(NULL).length, 0);
    ck_assert(text_equal(text_of(NULL), TEXT("")));
    ck_assert(text_equal(TEXT("a\0b"), TEXT("a\0b")));
    ck_assert(!text_equal(TEXT("a\0b"), TEXT("a\0c")));
    ck_assert(!text_equal(TEXT("ab"), TEXT("abc")));
    ck_assert(text_equal_nocase(TEXT("TiMe-WaIt"), TEXT("tImE-wAiT")));
    ck_assert(!text_equal_nocase(TEXT("\xc4"), TEXT("\xe4"))); /* Latin-1 is not ASCII */
    ck_assert(!text_equal_nocase(TEXT("["), TEXT("{")));
    ck_assert(text_starts_with(TEXT("abc"), TEXT("ab")));
    ck_assert(text_starts_with(TEXT("abc"), text_of(NULL)));
    ck_assert(!text_starts_with(TEXT("ab"), TEXT("abc")));
    ck_assert(!text_starts_with(text_of(NULL), TEXT("a")));
}
END_TEST

START_TEST(comparison_is_an_order)
{
    static const char *const ascending[] = {"",   "A", "B",    "a",    "aa",
                                            "ab", "b", "\x7f", "\x80", "\xff"};

    for (size_t i = 0; i < COUNT_OF(ascending); i++)
        for (size_t k = 0; k < COUNT_OF(ascending); k++) {
            int order = text_compare(text_of(ascending[i]), text_of(ascending[k]));

            ck_assert_int_eq((order > 0) - (order < 0), (i > k) - (i < k));
        }
}
END_TEST

/* An independent encoder, written from RFC 3629 section 3. */
static size_t encode(uint32_t c, unsigned char out[4])
{
    if (c < 0x80) {
        out[0] = (unsigned char)c;
        return 1;
    }
    if (c < 0x800) {
        out[0] = (unsigned char)(0xc0 + c / 64);
        out[1] = (unsigned char)(0x80 + c % 64);
        return 2;
    }
    if (c < 0x10000) {
        out[0] = (unsigned char)(0xe0 + c / 4096);
        out[1] = (unsigned char)(0x80 + c / 64 % 64);
        out[2] = (unsigned char)(0x80 + c % 64);
        return 3;
    }
    out[0] = (unsigned char)(0xf0 + c / 262144);
    out[1] = (unsigned char)(0x80 + c / 4096 % 64);
    out[2] = (unsigned char)(0x80 + c / 64 % 64);
    out[3] = (unsigned char)(0x80 + c % 64);
    return 4;
}

START_TEST(every_character_is_decoded)
{
    for (uint32_t c = 0; c <= 0x110400; c++) {
        unsigned char bytes[4];
        size_t length = encode(c, bytes);
        uint32_t decoded = 0;
        bool valid = c <= 0x10ffff && !(c >= 0xd800 && c <= 0xdfff);
        struct text text = {(const char *)bytes, length};

        if (utf8_decode(text, &decoded) != (valid ? length : 0) || (valid && decoded != c))
            ck_abort_msg("U+%04x", (unsigned)c);
        if (utf8_valid(text) != valid)
            ck_abort_msg("U+%04x", (unsigned)c);
    }
}
END_TEST

/* There are as many valid sequences as characters, so no overlong form is accepted. */
START_TEST(nothing_else_is_decoded)
{
    unsigned two = 0, three = 0, four = 0;
    uint32_t c;

    for (unsigned i = 0; i < 1u << 16; i++) {
        char bytes[4] = {(char)(i >> 8), (char)i, (char)0x80, (char)0xbf};

        two += utf8_decode((struct text){bytes, 2}, &c) == 2;
        three += utf8_decode((struct text){bytes, 3}, &c) == 3;
        four += utf8_decode((struct text){bytes, 4}, &c) == 4;
    }
    ck_assert_uint_eq(two, 0x800 - 0x80);
    ck_assert_uint_eq(three, (0x10000 - 0x800 - 0x800) / 64);
    ck_assert_uint_eq(four, 0x100000 / 4096);
}
END_TEST

/* In heap blocks of exact length, so that the sanitizer detects a read past the end. */
START_TEST(cut_characters_are_refused)
{
    static const char *const characters[] = {"\xc3\xa9", "\xe2\x82\xac", "\xf0\x9f\x92\xa9"};

    for (size_t i = 0; i < COUNT_OF(characters); i++)
        for (size_t length = 1; length < strlen(characters[i]); length++) {
            char *bytes = malloc(length);
            uint32_t c;

            ck_assert_ptr_nonnull(bytes);
            memcpy(bytes, characters[i], length);
            ck_assert_uint_eq(utf8_decode((struct text){bytes, length}, &c), 0);
            ck_assert(!utf8_valid((struct text){bytes, length}));
            free(bytes);
        }
    ck_assert(utf8_valid((struct text){NULL, 0}));
    ck_assert(utf8_valid(TEXT("a\xc3\xa9\xf0\x9f\x92\xa9\0")));
    ck_assert(!utf8_valid(TEXT("ok\xff")));
}
END_TEST

START_TEST(columns_of_a_terminal)
{
    static const struct {
        uint32_t character;
        unsigned width;
    } rows[] = {{'a', 1},    {0xe9, 1},   {0x301, 0},   {0x200b, 0},  {0x200d, 0},  {0x4e2d, 2},
                {0xac00, 2}, {0x3042, 2}, {0x1f600, 2}, {0x20000, 2}, {0xff41, 2},  {0x2500, 1},
                {0x416, 1},  {0x5d0, 1},  {0xfe0f, 0},  {0x20d0, 0},  {0x10ffff, 1}};

    for (size_t i = 0; i < COUNT_OF(rows); i++)
        ck_assert_msg(utf8_width(rows[i].character) == rows[i].width, "U+%04x",
                      (unsigned)rows[i].character);
}
END_TEST

START_TEST(deceptive_characters)
{
    static const uint32_t deceptive[] = {
        0,      0x1f,   0x7f,   0x80,   0x9f,    0xad,    0x34f,   0x61c,   0x115f, 0x1160, 0x17b4,
        0x180e, 0x200b, 0x200d, 0x200f, 0x2028,  0x202e,  0x2060,  0x2066,  0x2069, 0x3164, 0xfe0f,
        0xfeff, 0xffa0, 0xfff9, 0xfffb, 0x13430, 0x1bca0, 0x1d173, 0xe0001, 0xe0fff};
    static const uint32_t honest[] = {' ',    '~',    '"',    0xa0,   0xe9,    0x301,  0x5d0,
                                      0x2010, 0x2030, 0x3000, 0x4e2d, 0x1f600, 0xfffd, 0xe1000};

    for (size_t i = 0; i < COUNT_OF(deceptive); i++)
        ck_assert_msg(utf8_is_deceptive(deceptive[i]), "U+%04x", (unsigned)deceptive[i]);
    for (size_t i = 0; i < COUNT_OF(honest); i++)
        ck_assert_msg(!utf8_is_deceptive(honest[i]), "U+%04x", (unsigned)honest[i]);
}
END_TEST

START_TEST(errors_carry_their_cause)
{
    struct error error = {0};

    ck_assert(!error_set(&error, STATUS_USAGE, "%s: %d", "why", 3));
    ck_assert_int_eq(error.status, STATUS_USAGE);
    ck_assert_str_eq(error.message, "why: 3");
    error_remedy(&error, "try %s", "again");
    ck_assert_str_eq(error.remedy, "try again");
    error_mark(&error, TEXT("--colour"), 2, 8);
    ck_assert_uint_eq(error.begin, 2);
    ck_assert_uint_eq(error.end, 8);
    error_mark(&error, TEXT("abc"), 7, 9);
    ck_assert_uint_eq(error.begin, 3);
    ck_assert_uint_eq(error.end, 3);
    ck_assert(!error_out_of_memory(&error)); /* a new error clears the old one's remedy and mark */
    ck_assert_int_eq(error.status, STATUS_FAILED);
    ck_assert_str_eq(error.remedy, "");
    ck_assert_ptr_null(error.typed.bytes);
}
END_TEST

START_TEST(long_errors_are_cut)
{
    struct error error = {0};

    error_set(&error, STATUS_FAILED, "%2000d", 1);
    ck_assert_uint_eq(strlen(error.message), sizeof(error.message) - 1);
    error_remedy(&error, "%2000d", 1);
    ck_assert_uint_eq(strlen(error.remedy), sizeof(error.remedy) - 1);
}
END_TEST

Suite *unit_suite(void)
{
    Suite *suite = suite_create("text");
    TCase *texts = tcase_create("text"), *utf8 = tcase_create("utf8");
    TCase *errors = tcase_create("errors");

    tcase_add_test(texts, ascii_whatever_the_byte);
    tcase_add_test(texts, equality);
    tcase_add_test(texts, comparison_is_an_order);
    tcase_add_test(utf8, every_character_is_decoded);
    tcase_add_test(utf8, nothing_else_is_decoded);
    tcase_add_test(utf8, cut_characters_are_refused);
    tcase_add_test(utf8, columns_of_a_terminal);
    tcase_add_test(utf8, deceptive_characters);
    tcase_add_test(errors, errors_carry_their_cause);
    tcase_add_test(errors, long_errors_are_cut);
    suite_add_tcase(suite, texts);
    suite_add_tcase(suite, utf8);
    suite_add_tcase(suite, errors);
    return suite;
}
