/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Values as text, and escaping: no control sequence reaches a terminal. */
#include "unit.h"

#include <stdlib.h>
#include <string.h>

#include "cell.h"
#include "utf8.h"

static void assert_escapes(struct text text, const char *expected, size_t width)
{
    struct builder builder = {0};
    size_t got = cell_escape(&builder, text);

    ck_assert_msg(text_equal(builder_text(&builder), text_of(expected)), "%.*s is not %s",
                  (int)builder.length, builder.bytes, expected);
    ck_assert_uint_eq(got, width);
    builder_free(&builder);
}

START_TEST(every_control_byte)
{
    static const char *const expected[33] = {
        "\\x00", "\\x01", "\\x02", "\\x03", "\\x04", "\\x05", "\\x06", "\\a",   "\\b",
        "\\t",   "\\n",   "\\v",   "\\f",   "\\r",   "\\x0e", "\\x0f", "\\x10", "\\x11",
        "\\x12", "\\x13", "\\x14", "\\x15", "\\x16", "\\x17", "\\x18", "\\x19", "\\x1a",
        "\\x1b", "\\x1c", "\\x1d", "\\x1e", "\\x1f", " "};

    for (unsigned i = 0; i < COUNT_OF(expected); i++) {
        char byte = (char)i;

        assert_escapes((struct text){&byte, 1}, expected[i], strlen(expected[i]));
    }
    assert_escapes(TEXT("\x7f"), "\\x7f", 4);
    assert_escapes(TEXT("a\\b"), "a\\\\b", 4);
    assert_escapes(TEXT("\\x1b"), "\\\\x1b", 5); /* a typed backslash differs from an escape */
}
END_TEST

START_TEST(backslashes_of_windows)
{
    static const struct {
        struct text text;
        const char *expected;
    } cases[] = {
        {{"C:\\temp\\x1b.exe", 15}, "C:\\temp\\x1b.exe"},
        {{"DOMAIN\\us\"r", 11}, "DOMAIN\\us\"r"},
        {{"\\\\srv\\caf\xc3\xa9", 11}, "\\\\srv\\caf\xc3\xa9"},
        {{"C:\\temp\t", 8}, "C:\\\\temp\\t"},
        {{"a\\\xe2\x80\xae", 5}, "a\\\\\\u{202e}"},
        {{NULL, 0}, ""},
    };
    struct names windows = {.windows = true};

    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct value value = {.presence = VALUE_KNOWN, .type = VALUE_TEXT, .text = cases[i].text};
        struct builder builder = {0};

        (void)cell_write(&builder, &value, &windows, NULL);
        ck_assert_msg(text_equal(builder_text(&builder), text_of(cases[i].expected)),
                      "%.*s is not %s", (int)builder.length, builder.bytes, cases[i].expected);
        builder_free(&builder);
    }
}
END_TEST

START_TEST(plain_text_is_left_alone)
{
    for (int c = 0x20; c < 0x7f; c++) {
        char byte[2] = {(char)c};

        if (c != '\\')
            assert_escapes((struct text){byte, 1}, byte, 1);
    }
    assert_escapes((struct text){NULL, 0}, "", 0);
    assert_escapes(TEXT("caf\xc3\xa9"), "caf\xc3\xa9", 4);
    assert_escapes(TEXT("\xe4\xb8\xad\xe6\x96\x87"), "\xe4\xb8\xad\xe6\x96\x87", 4);
    assert_escapes(TEXT("e\xcc\x81"), "e\xcc\x81", 1);
    assert_escapes(TEXT("\xf0\x9f\x98\x80!"), "\xf0\x9f\x98\x80!", 3);
}
END_TEST

/* C1 characters are control characters in UTF-8, too: CSI is U+009B. */
START_TEST(control_characters)
{
    assert_escapes(TEXT("\xc2\x9b"), "\\u{9b}", 6);
    assert_escapes(TEXT("\xc2\x80"), "\\u{80}", 6);
    assert_escapes(TEXT("\xc2\xa0"), "\xc2\xa0", 1);
    assert_escapes(TEXT("\xd8\x9c"), "\\u{61c}", 7);
    assert_escapes(TEXT("\xe2\x80\xae"), "\\u{202e}", 8);
    assert_escapes(TEXT("\xe2\x81\xa6"), "\\u{2066}", 8);
    assert_escapes(TEXT("\xe2\x80\xa8"), "\\u{2028}", 8);
    assert_escapes(TEXT("\xef\xbb\xbf"), "\\u{feff}", 8);
    assert_escapes(TEXT("\xf3\xa0\x80\x81"), "\\u{e0001}", 9);
    assert_escapes(TEXT("sshd\xe3\x85\xa4"), "sshd\\u{3164}", 12);
    assert_escapes(TEXT("ss\xc2\xadhd"), "ss\\u{ad}hd", 10);
}
END_TEST

START_TEST(invalid_utf8)
{
    assert_escapes(TEXT("\xff"), "\\xff", 4);
    assert_escapes(TEXT("\x80"), "\\x80", 4);
    assert_escapes(TEXT("\x9b\x31m"), "\\x9b1m", 6);
    assert_escapes(TEXT("\xc3"), "\\xc3", 4);
    assert_escapes(TEXT("\xc3("), "\\xc3(", 5);
    assert_escapes(TEXT("\xe2\x80"), "\\xe2\\x80", 8);
    assert_escapes(TEXT("\xc0\xaf"), "\\xc0\\xaf", 8);           /* an overlong slash */
    assert_escapes(TEXT("\xed\xa0\x80"), "\\xed\\xa0\\x80", 12); /* a surrogate */
    assert_escapes(TEXT("\xf4\x90\x80\x80x"), "\\xf4\\x90\\x80\\x80x", 17);
}
END_TEST

/* Random bytes: the result is valid UTF-8 without control characters, and its width is correct. */
START_TEST(random_bytes)
{
    uint64_t random = 3;

    for (unsigned round = 0; round < 20000; round++) {
        size_t length = round % 64, width, counted = 0;
        char *bytes = malloc(length + 1);
        struct builder builder = {0};
        struct text rest;

        ck_assert_ptr_nonnull(bytes);
        for (size_t i = 0; i < length; i++) {
            random = unit_random(random);
            bytes[i] = (char)(random >> 40);
            if (random >> 62 == 0 && i >= 2) {
                bytes[i - 2] = (char)0xe2;
                bytes[i - 1] = (char)0x80;
                bytes[i] = (char)(0x80 + (random >> 40) % 64);
            }
        }
        width = cell_escape(&builder, (struct text){bytes, length});
        for (rest = builder_text(&builder); rest.length > 0;) {
            uint32_t c;
            size_t taken = utf8_decode(rest, &c);

            if (taken == 0 || utf8_is_deceptive(c))
                ck_abort();
            counted += utf8_width(c);
            rest = (struct text){rest.bytes + taken, rest.length - taken};
        }
        if (counted != width)
            ck_abort();
        builder_free(&builder);
        free(bytes);
    }
}
END_TEST

static struct text interface_name(void *context, uint32_t index)
{
    static const char *const known[] = {"", "lo", "caf\xc3\xa9", "\xe4\xb8\xad", "\x1b[2J"};

    (void)context;
    return text_of(index < COUNT_OF(known) ? known[index] : "");
}

static struct text service_name(void *context, uint16_t port, const char *protocol)
{
    (void)context;
    return port == 22 && strcmp(protocol, "tcp") == 0 ? TEXT("ssh") : TEXT("");
}

static struct text host_name(void *context, const struct host_address *address)
{
    (void)context;
    return address->bytes[15] == 1 || address->bytes[0] == 127 ? TEXT("localhost") : TEXT("");
}

static const struct names names = {
    .interface = interface_name,
    .service = service_name,
    .host = host_name,
};

static void assert_value(const struct value *value, bool resolve, const char *expected,
                         size_t width)
{
    struct builder builder = {0};
    size_t got;

    builder_add(&builder, TEXT("<"));
    got = cell_write(&builder, value, &names, resolve ? &names : NULL);
    ck_assert_msg(builder.length == strlen(expected) + 1 &&
                      memcmp(builder.bytes + 1, expected, strlen(expected)) == 0,
                  "%.*s is not %s", (int)builder.length, builder.bytes, expected);
    ck_assert_uint_eq(got, width);
    builder_free(&builder);
}

static struct value known(enum value_type type)
{
    return (struct value){.presence = VALUE_KNOWN, .type = type};
}

START_TEST(values_as_text)
{
    struct value value = known(VALUE_NUMBER);

    value.number = UINT64_MAX;
    assert_value(&value, false, "18446744073709551615", 20);
    value.type = VALUE_HEX64;
    value.number = 0x1f;
    assert_value(&value, false, "000000000000001f", 16);
    value = known(VALUE_INTEGER);
    value.integer = INT64_MIN;
    assert_value(&value, false, "-9223372036854775808", 20);
    value = known(VALUE_BOOL);
    value.boolean = true;
    assert_value(&value, false, "true", 4);
    value = known(VALUE_TEXT);
    value.text = TEXT("\xe4\xb8\xad\n");
    assert_value(&value, false, "\xe4\xb8\xad\\n", 4);
    value.text = TEXT("");
    assert_value(&value, false, "", 0);
}
END_TEST

START_TEST(unknown_values)
{
    struct value value = {.presence = VALUE_ABSENT, .type = VALUE_NUMBER};

    assert_value(&value, false, "", 0);
    value.presence = VALUE_UNKNOWN;
    assert_value(&value, false, "-", 1);
    value.presence = VALUE_PENDING;
    assert_value(&value, false, "-", 1);
}
END_TEST

START_TEST(endpoints)
{
    struct value value = known(VALUE_ENDPOINT);
    struct endpoint *end = &value.endpoint;

    *end = (struct endpoint){.address = {{127, 0, 0, 1}}, .port = 22, .family = FAMILY_INET};
    assert_value(&value, false, "127.0.0.1:22", 12);
    assert_value(&value, true, "localhost:ssh", 13);
    end->protocol = PROTOCOL_UDP;
    assert_value(&value, true, "localhost:22", 12);
    end->port = 0;
    assert_value(&value, true, "localhost:*", 11);
    end->interface = 1;
    assert_value(&value, false, "127.0.0.1%lo:*", 14);
    end->interface = 2;
    assert_value(&value, false, "127.0.0.1%caf\xc3\xa9:*", 16); /* two bytes, one column */
    end->interface = 3;
    assert_value(&value, false, "127.0.0.1%\xe4\xb8\xad:*", 14);
    end->interface = 4;
    assert_value(&value, false, "127.0.0.1%\\x1b[2J:*", 19);
    end->interface = 77; /* removed since */
    assert_value(&value, false, "127.0.0.1%77:*", 14);
    *end = (struct endpoint){
        .address = {{0xfe, 0x80, [15] = 9}}, .port = 65535, .family = FAMILY_INET6, .interface = 1};
    assert_value(&value, false, "[fe80::9%lo]:65535", 18);
    end->interface = 0;
    assert_value(&value, true, "[fe80::9]:65535", 15);
    end->address.bytes[15] = 1;
    assert_value(&value, true, "localhost:65535", 15);
    *end = (struct endpoint){.port = 80, .family = FAMILY_INET6, .any_family = true};
    assert_value(&value, true, "*:80", 4);
    end->port = 0;
    assert_value(&value, false, "*:*", 3);
    *end = (struct endpoint){.port = 80, .family = FAMILY_INET6};
    assert_value(&value, true, "[::]:80", 7);
    value.type = VALUE_ADDRESS;
    assert_value(&value, true, "::", 2);
}
END_TEST

Suite *unit_suite(void)
{
    Suite *suite = suite_create("cell");
    TCase *escapes = tcase_create("escapes"), *values = tcase_create("values");

    tcase_add_test(escapes, backslashes_of_windows);
    tcase_add_test(escapes, every_control_byte);
    tcase_add_test(escapes, plain_text_is_left_alone);
    tcase_add_test(escapes, control_characters);
    tcase_add_test(escapes, invalid_utf8);
    tcase_add_test(escapes, random_bytes);
    tcase_add_test(values, values_as_text);
    tcase_add_test(values, unknown_values);
    tcase_add_test(values, endpoints);
    suite_add_tcase(suite, escapes);
    suite_add_tcase(suite, values);
    return suite;
}
