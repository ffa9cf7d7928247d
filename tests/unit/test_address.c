/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Addresses: the examples of RFC 5952, and a comparison with a slow reference writer. */
#include "unit.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "address.h"

static struct address from_groups(const unsigned groups[8])
{
    struct address address;

    for (size_t i = 0; i < 8; i++) {
        address.bytes[2 * i] = (uint8_t)(groups[i] >> 8);
        address.bytes[2 * i + 1] = (uint8_t)groups[i];
    }
    return address;
}

static void assert_text(enum family family, const struct address *address, const char *expected)
{
    char out[ADDRESS_MAX_LENGTH + 1];
    size_t length;

    memset(out, '#', sizeof(out));
    length = address_write(out, family, address);
    ck_assert_uint_le(length, ADDRESS_MAX_LENGTH);
    ck_assert_int_eq(out[ADDRESS_MAX_LENGTH], '#');
    ck_assert_msg(text_equal((struct text){out, length}, text_of(expected)), "%.*s is not %s",
                  (int)length, out, expected);
}

static void assert_parses(const char *text, enum family family, const struct address *address)
{
    enum family parsed_family;
    struct address parsed;

    ck_assert_msg(address_parse(text_of(text), &parsed_family, &parsed), "%s", text);
    ck_assert_int_eq(parsed_family, family);
    ck_assert_msg(memcmp(&parsed, address, sizeof(parsed)) == 0, "%s", text);
}

/* Each case with its section of RFC 5952. */
static const struct {
    unsigned groups[8];
    const char *text;
} canonical[] = {
    {{0x2001, 0xdb8, 0, 0, 0, 0, 0, 1}, "2001:db8::1"},          /* 4.1: no leading zeros */
    {{0x2001, 0xdb8, 0, 0, 0, 0, 2, 1}, "2001:db8::2:1"},        /* 4.2.1: as short as possible */
    {{0x2001, 0xdb8, 0, 1, 1, 1, 1, 1}, "2001:db8:0:1:1:1:1:1"}, /* 4.2.2: not for a single group */
    {{0x2001, 0, 0, 1, 0, 0, 0, 1}, "2001:0:0:1::1"},            /* 4.2.3: the longest run */
    {{0x2001, 0xdb8, 0, 0, 1, 0, 0, 1}, "2001:db8::1:0:0:1"},    /* 4.2.3: the first of equals */
    {{0xabcd, 0xef, 0, 0, 0, 0, 0, 0xf}, "abcd:ef::f"},          /* 4.3: lower case */
    {{0, 0, 0, 0, 0, 0xffff, 0xc000, 0x201}, "::ffff:192.0.2.1"}, /* 5: mixed notation */
    {{0, 0, 0, 0, 0, 0xffff, 0, 0}, "::ffff:0.0.0.0"},
    {{0, 0, 0, 0, 0, 0xffff, 0xffff, 0xffff}, "::ffff:255.255.255.255"},
    {{0, 0, 0, 0, 0, 0, 0, 0}, "::"},
    {{0, 0, 0, 0, 0, 0, 0, 1}, "::1"},
    {{1, 0, 0, 0, 0, 0, 0, 0}, "1::"},
    {{0, 1, 0, 0, 0, 0, 0, 0}, "0:1::"},
    {{0, 0, 0, 0, 0, 0, 1, 0}, "::1:0"},
    {{0, 0, 1, 0, 0, 1, 0, 0}, "::1:0:0:1:0:0"},
    {{1, 0, 0, 1, 0, 0, 1, 1}, "1::1:0:0:1:1"},
    {{1, 2, 3, 4, 5, 6, 0, 0}, "1:2:3:4:5:6::"},
    {{0, 0, 3, 4, 5, 6, 7, 8}, "::3:4:5:6:7:8"},
    {{1, 2, 3, 4, 5, 6, 7, 0}, "1:2:3:4:5:6:7:0"},
    {{0, 2, 3, 4, 5, 6, 7, 8}, "0:2:3:4:5:6:7:8"},
    {{0, 0, 0, 0, 0, 0, 0x102, 0x304}, "::102:304"}, /* IPv4-compatible: not special */
    {{0x64, 0xff9b, 0, 0, 0, 0, 0xc000, 0x221}, "64:ff9b::c000:221"},
    {{0, 0, 0, 0, 0xffff, 0, 0xc000, 0x201}, "::ffff:0:c000:201"},
    {{0, 0, 0, 1, 0, 0xffff, 0xc000, 0x201}, "::1:0:ffff:c000:201"},
    {{0xffff, 0xffff, 0xffff, 0xffff, 0xffff, 0xffff, 0xffff, 0xffff},
     "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff"},
};

START_TEST(ipv6_is_written_as_rfc_5952_has_it)
{
    for (size_t i = 0; i < COUNT_OF(canonical); i++) {
        struct address address = from_groups(canonical[i].groups);

        assert_text(FAMILY_INET6, &address, canonical[i].text);
        assert_parses(canonical[i].text, FAMILY_INET6, &address);
    }
}
END_TEST

START_TEST(ipv4_is_written_and_read)
{
    for (unsigned byte = 0; byte < 256; byte++)
        for (size_t place = 0; place < 4; place++) {
            struct address address = {{192, 0, 2, 33}};
            char expected[32];

            address.bytes[place] = (uint8_t)byte;
            snprintf(expected, sizeof(expected), "%u.%u.%u.%u", address.bytes[0], address.bytes[1],
                     address.bytes[2], address.bytes[3]);
            assert_text(FAMILY_INET, &address, expected);
            assert_parses(expected, FAMILY_INET, &address);
        }
}
END_TEST

/* Tries every way to shorten and takes the best: slow but evidently correct. */
static void write_slowly(char *out, size_t size, const unsigned groups[8])
{
    size_t best = 0, best_start = 0;

    for (size_t start = 0; start < 8; start++)
        for (size_t length = 2; start + length <= 8; length++) {
            unsigned any = 0;

            for (size_t i = start; i < start + length; i++)
                any |= groups[i];
            if (any == 0 && length > best) {
                best = length;
                best_start = start;
            }
        }
    *out = '\0';
    for (size_t i = 0; i < 8; i++) {
        size_t used = strlen(out);

        if (best > 0 && i == best_start)
            snprintf(out + used, size - used, "::");
        else if (best == 0 || i < best_start || i >= best_start + best)
            snprintf(out + used, size - used, used > 0 && out[used - 1] != ':' ? ":%x" : "%x",
                     groups[i]);
    }
}

START_TEST(random_addresses)
{
    uint64_t random = 1;

    for (unsigned round = 0; round < 50000; round++) {
        unsigned groups[8];
        struct address address;
        char expected[64];

        for (size_t i = 0; i < 8; i++) {
            random = unit_random(random);
            groups[i] = random >> 62 != 0 ? 0 : (unsigned)(random >> 20) & 0xffff;
            groups[i] >>= (random >> 50) & 12;
        }
        address = from_groups(groups);
        if (address_is_v4_mapped(&address))
            continue;
        write_slowly(expected, sizeof(expected), groups);
        assert_text(FAMILY_INET6, &address, expected);
        assert_parses(expected, FAMILY_INET6, &address);
    }
}
END_TEST

START_TEST(other_ways_to_write_the_same)
{
    static const struct {
        const char *text;
        unsigned groups[8];
    } rows[] = {
        {"2001:0db8:0000:0000:0000:0000:0000:0001", {0x2001, 0xdb8, 0, 0, 0, 0, 0, 1}},
        {"2001:DB8::1", {0x2001, 0xdb8, 0, 0, 0, 0, 0, 1}},
        {"2001:db8:0:0:0:0:0:1", {0x2001, 0xdb8, 0, 0, 0, 0, 0, 1}},
        {"2001:db8::0:1", {0x2001, 0xdb8, 0, 0, 0, 0, 0, 1}},
        {"0:0:0:0:0:0:0:0", {0}},
        {"::0", {0}},
        {"0::", {0}},
        {"1:2:3:4:5:6:7::", {1, 2, 3, 4, 5, 6, 7, 0}},
        {"::2:3:4:5:6:7:8", {0, 2, 3, 4, 5, 6, 7, 8}},
        {"::ffff:c000:0201", {0, 0, 0, 0, 0, 0xffff, 0xc000, 0x201}},
        {"0:0:0:0:0:FFFF:192.0.2.1", {0, 0, 0, 0, 0, 0xffff, 0xc000, 0x201}},
        {"::1.2.3.4", {0, 0, 0, 0, 0, 0, 0x102, 0x304}},
        {"64:ff9b::192.0.2.33", {0x64, 0xff9b, 0, 0, 0, 0, 0xc000, 0x221}},
        {"1:2:3:4:5:6:7.8.9.10", {1, 2, 3, 4, 5, 6, 0x708, 0x90a}},
    };

    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        struct address address = from_groups(rows[i].groups);

        assert_parses(rows[i].text, FAMILY_INET6, &address);
    }
}
END_TEST

START_TEST(invalid_addresses)
{
    static const char *const words[] = {
        "",
        ".",
        "1",
        "1.2.3",
        "1.2.3.",
        "1.2.3.4.",
        "1.2.3.4.5",
        ".1.2.3.4",
        "1..2.3",
        "256.1.1.1",
        "1.2.3.256",
        "01.2.3.4",
        "1.2.3.04",
        "00.0.0.0",
        "0x1.2.3.4",
        "1.2.3.4 ",
        " 1.2.3.4",
        "1.2.3.-4",
        "1.2.3.4/24",
        ":",
        ":::",
        "1:2:3:4:5:6:7",
        "1:2:3:4:5:6:7:8:9",
        "1:2:3:4:5:6:7:8:",
        ":1:2:3:4:5:6:7:8",
        ":1:2:3:4:5:6:7",
        "1:2:3:4:5:6:7:",
        "::1:2:3:4:5:6:7:8",
        "1:2:3:4::5:6:7:8",
        "1::2::3",
        "::1::",
        "1:::2",
        "12345::",
        "::g",
        "::1%lo",
        "[::1]",
        "::1.2.3",
        "::1.2.3.256",
        "::01.2.3.4",
        "1.2.3.4::",
        "1:2:3:4:5:6:7:1.2.3.4",
        "::1.2.3.4:5",
        "::1.2.3.4:",
        "1:2:3:4:5:1.2.3.4",
        "::ffff:1.2.3.4.5",
        "1:2:3:4:5:6:7:8 ",
        "-1::",
    };
    enum family family = FAMILY_NONE;
    struct address address, before;

    memset(&address, 0x5a, sizeof(address));
    before = address;
    for (size_t i = 0; i < COUNT_OF(words); i++)
        ck_assert_msg(!address_parse(text_of(words[i]), &family, &address), "%s", words[i]);
    ck_assert(!address_parse(TEXT("1.2.3.4\0"), &family, &address));
    ck_assert(!address_parse(TEXT("::1\0"), &family, &address));
    ck_assert(!address_parse((struct text){NULL, 0}, &family, &address));
    ck_assert_int_eq(family, FAMILY_NONE); /* a rejected text changes nothing */
    ck_assert_int_eq(memcmp(&address, &before, sizeof(before)), 0);
}
END_TEST

/* Texts are in heap blocks of exact length, so that the sanitizer detects a read past the end. A
 * parsed address must survive writing and parsing again. */
START_TEST(random_words)
{
    static const char letters[] = "0123456789abcdefF::::....g";
    uint64_t random = 7;

    for (unsigned round = 0; round < 200000; round++) {
        size_t length = round % 41;
        char *bytes = malloc(length + 1), out[ADDRESS_MAX_LENGTH + 1];
        enum family family;
        struct address address;

        ck_assert_ptr_nonnull(bytes);
        for (size_t i = 0; i <= length; i++) {
            random = unit_random(random);
            bytes[i] = letters[(random >> 33) % (sizeof(letters) - 1)];
        }
        bytes = realloc(bytes, length == 0 ? 1 : length);
        if (address_parse((struct text){bytes, length}, &family, &address)) {
            out[address_write(out, family, &address)] = '\0';
            assert_parses(out, family, &address);
        }
        free(bytes);
    }
}
END_TEST

static struct address parsed(const char *text)
{
    enum family family;
    struct address address;

    ck_assert(address_parse(text_of(text), &family, &address));
    return address;
}

START_TEST(kinds_of_addresses)
{
    static const struct {
        const char *text;
        bool wildcard, loopback, mapped;
    } rows[] = {
        {"0.0.0.0", true, false, false},
        {"127.0.0.1", false, true, false},
        {"127.255.255.255", false, true, false},
        {"128.0.0.1", false, false, false},
        {"126.255.255.255", false, false, false},
        {"::", true, false, false},
        {"::1", false, true, false},
        {"::2", false, false, false},
        {"1::1", false, false, false},
        {"7f00::1", false, false, false},
        {"::127.0.0.1", false, false, false},
        {"::ffff:127.0.0.1", false, true, true},
        {"::ffff:0.0.0.0", false, false, true},
        {"::ffff:10.0.0.1", false, false, true},
        {"::1:ffff:10.0.0.1", false, false, false},
    };

    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        struct address address = parsed(rows[i].text);
        enum family family = strchr(rows[i].text, ':') ? FAMILY_INET6 : FAMILY_INET;

        ck_assert_msg(address_is_wildcard(&address) == rows[i].wildcard, "%s", rows[i].text);
        ck_assert_msg(address_is_loopback(family, &address) == rows[i].loopback, "%s",
                      rows[i].text);
        if (family == FAMILY_INET6)
            ck_assert_msg(address_is_v4_mapped(&address) == rows[i].mapped, "%s", rows[i].text);
    }
}
END_TEST

/* One bit differs: prefixes that end before it match, longer ones do not. */
START_TEST(prefixes)
{
    struct address a = parsed("a5a5:5a5a:1234:8001:7ffe:ffff:0:1");

    for (unsigned bit = 0; bit < 128; bit++) {
        struct address b = a;

        b.bytes[bit / 8] = (uint8_t)(b.bytes[bit / 8] ^ (0x80 >> bit % 8));
        for (unsigned bits = 0; bits <= 128; bits++)
            ck_assert_int_eq(address_same_prefix(&a, &b, bits), bits <= bit);
    }
    ck_assert(address_same_prefix(&a, &a, 128));
}
END_TEST

Suite *unit_suite(void)
{
    Suite *suite = suite_create("address");
    TCase *addresses = tcase_create("address");

    tcase_add_test(addresses, ipv6_is_written_as_rfc_5952_has_it);
    tcase_add_test(addresses, ipv4_is_written_and_read);
    tcase_add_test(addresses, random_addresses);
    tcase_add_test(addresses, other_ways_to_write_the_same);
    tcase_add_test(addresses, invalid_addresses);
    tcase_add_test(addresses, random_words);
    tcase_add_test(addresses, kinds_of_addresses);
    tcase_add_test(addresses, prefixes);
    suite_add_tcase(suite, addresses);
    return suite;
}
