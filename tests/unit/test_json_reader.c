/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The JSON reader: tokens of valid JSON, and errors for everything else. */
#include "unit.h"

#include <stdlib.h>
#include <string.h>

#include "json_reader.h"

#include "../input_open_text.h"

/* Writes tokens as letters: { } [ ] k"key" s"text" n12 t f 0 (null), then . (end) or ! (error). */
static void trace(struct text text, struct builder *out)
{
    static const char letters[] = ".!{}[]ksntf0";
    struct input input;
    struct json_reader reader;
    enum token token;

    ck_assert_int_eq(input_open_text(&input, text), 0);
    json_reader_init(&reader, &input);
    do {
        token = json_read(&reader);
        builder_add_byte(out, letters[token]);
        if (token == TOKEN_KEY || token == TOKEN_TEXT || token == TOKEN_NUMBER)
            builder_add(out, builder_text(&reader.text));
    } while (token != TOKEN_END && token != TOKEN_ERROR);
    builder_add_byte(out, '\0');
    json_reader_free(&reader);
    input_close(&input);
}

static void assert_trace(const char *text, const char *expected)
{
    struct builder out = {0};

    trace(text_of(text), &out);
    ck_assert_str_eq(out.bytes, expected);
    builder_free(&out);
}

START_TEST(values)
{
    assert_trace("", ".");
    assert_trace(" \n\t\r ", ".");
    assert_trace("{}", "{}.");
    assert_trace("[]", "[].");
    assert_trace("{\"a\":1,\"b\":[true,false,null,\"x\"]}", "{kan1kb[tf0sx]}.");
    assert_trace(" { \"a\" : -0.5e+10 } ", "{kan-0.5e+10}.");
    assert_trace("{}\n{}\n[]", "{}{}[].");
    assert_trace("\"\\\"\\\\\\/\\b\\f\\n\\r\\t\"", "s\"\\/\b\f\n\r\t.");
    assert_trace("\"\\u0041\\u00e9\\u20ac\\ud83d\\ude00\"",
                 "sA\xc3\xa9\xe2\x82\xac\xf0\x9f\x98\x80.");
    assert_trace("\"\x7f\xc3\xa9\"", "s\x7f\xc3\xa9.");
}
END_TEST

START_TEST(errors)
{
    static const char *const texts[] = {
        "x",           "{",
        "}",           "[",
        "]",           "[1",
        "[1,",         "[1,]",
        "[,1]",        "[1 2]",
        "{\"a\"}",     "{\"a\":}",
        "{\"a\":1,}",  "{\"a\" 1}",
        "{1:2}",       "{a:1}",
        "[}",          "{]",
        "\"",          "\"\\\"",
        "\"\\x\"",     "\"\\u12\"",
        "\"\\u12g4\"", "\"\\ud800\"",
        "\"\\udc00\"", "\"\\ud800x\"",
        "\"\n\"",      "\"\xff\"",
        "\"\xc3\"",    "01",
        "-",           "1.",
        ".5",          "1e",
        "+1",          "tru",
        "nul",         "truee",
        "NaN",         "'a'",
        "//",          "\xef\xbb\xbf{}",
    };

    for (size_t i = 0; i < COUNT_OF(texts); i++) {
        struct builder out = {0};

        trace(text_of(texts[i]), &out);
        ck_assert_msg(strchr(out.bytes, '!') != NULL, "%s: %s", texts[i], out.bytes);
        builder_free(&out);
    }
}
END_TEST

START_TEST(depth_has_a_limit)
{
    char text[JSON_DEPTH_MAX + 2];
    struct builder out = {0};

    memset(text, '[', sizeof(text));
    trace((struct text){text, JSON_DEPTH_MAX + 1}, &out);
    ck_assert_uint_eq(out.length, JSON_DEPTH_MAX + 2);
    ck_assert_int_eq(out.bytes[JSON_DEPTH_MAX], '!');
    builder_free(&out);
}
END_TEST

static uint32_t next_random(uint32_t *state)
{
    *state = *state * 1664525 + 1013904223;
    return *state >> 8;
}

/* Any input ends, with at most as many tokens as bytes. */
START_TEST(mutations_do_no_harm)
{
    static const char seed[] =
        "{\"type\":\"socket\",\"a\":[1,-2.5e3,true,null,\"\\u00e9\\n\"],\"b\":{\"c\":[]}}";
    static const char bytes[] = "{}[]\",:\\u0123456789eE+-.truefalsn \n\xff\xc3\xa9";
    uint32_t random = 7;

    for (unsigned round = 0; round < 100000; round++) {
        char text[sizeof(seed)];
        struct builder out = {0};

        memcpy(text, seed, sizeof(seed));
        for (unsigned i = 0; i <= round % 5; i++)
            text[next_random(&random) % (sizeof(seed) - 1)] =
                bytes[next_random(&random) % (sizeof(bytes) - 1)];
        trace((struct text){text, sizeof(seed) - 1 - next_random(&random) % 10}, &out);
        ck_assert_uint_le(out.length, 3 * sizeof(seed));
        builder_free(&out);
    }
}
END_TEST

Suite *unit_suite(void)
{
    Suite *suite = suite_create("json_reader");
    TCase *tests = tcase_create("tokens");

    tcase_add_test(tests, values);
    tcase_add_test(tests, errors);
    tcase_add_test(tests, depth_has_a_limit);
    tcase_add_test(tests, mutations_do_no_harm);
    suite_add_tcase(suite, tests);
    return suite;
}
