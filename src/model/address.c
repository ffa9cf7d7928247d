/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "address.h"

#include <string.h>

#include "number.h"

static const uint8_t v4_mapped_prefix[12] = {[10] = 0xff, [11] = 0xff};

bool address_is_wildcard(const struct address *address)
{
    static const struct address wildcard;

    return memcmp(address, &wildcard, sizeof(wildcard)) == 0;
}

struct address address_mapped(enum family family, const struct address *address)
{
    struct address mapped = {{[10] = 0xff, [11] = 0xff}};

    if (family != FAMILY_INET)
        return *address;
    memcpy(mapped.bytes + 12, address->bytes, 4);
    return mapped;
}

void address_unmap(enum family *family, struct address *address)
{
    struct address plain = {{0}};

    if (*family != FAMILY_INET6 || !address_is_v4_mapped(address))
        return;
    *family = FAMILY_INET;
    memcpy(plain.bytes, address->bytes + 12, 4);
    *address = plain;
}

bool address_is_v4_mapped(const struct address *address)
{
    return memcmp(address->bytes, v4_mapped_prefix, sizeof(v4_mapped_prefix)) == 0;
}

bool address_is_loopback(enum family family, const struct address *address)
{
    static const struct address loopback6 = {{[15] = 1}};

    if (family == FAMILY_INET)
        return address->bytes[0] == 127;
    if (address_is_v4_mapped(address))
        return address->bytes[12] == 127;
    return memcmp(address, &loopback6, sizeof(loopback6)) == 0;
}

bool address_same_prefix(const struct address *a, const struct address *b, unsigned bits)
{
    unsigned whole = bits / 8, rest = bits % 8;

    if (memcmp(a->bytes, b->bytes, whole) != 0)
        return false;
    return rest == 0 || ((a->bytes[whole] ^ b->bytes[whole]) >> (8 - rest)) == 0;
}

/* An octet as text with its dot: a listing of a million sockets writes eight million of them. The
 * size is fixed, because copying that is a single store. */
#define OCTET(digits)              \
    {                              \
        digits ".", sizeof(digits) \
    }
#define TEN_OCTETS(tens)                                                                 \
    OCTET(tens "0"), OCTET(tens "1"), OCTET(tens "2"), OCTET(tens "3"), OCTET(tens "4"), \
        OCTET(tens "5"), OCTET(tens "6"), OCTET(tens "7"), OCTET(tens "8"), OCTET(tens "9")

static const struct octet {
    char text[7];
    uint8_t length; /* with the dot */
} octets[256] = {
    TEN_OCTETS(""),   TEN_OCTETS("1"),  TEN_OCTETS("2"),  TEN_OCTETS("3"),  TEN_OCTETS("4"),
    TEN_OCTETS("5"),  TEN_OCTETS("6"),  TEN_OCTETS("7"),  TEN_OCTETS("8"),  TEN_OCTETS("9"),
    TEN_OCTETS("10"), TEN_OCTETS("11"), TEN_OCTETS("12"), TEN_OCTETS("13"), TEN_OCTETS("14"),
    TEN_OCTETS("15"), TEN_OCTETS("16"), TEN_OCTETS("17"), TEN_OCTETS("18"), TEN_OCTETS("19"),
    TEN_OCTETS("20"), TEN_OCTETS("21"), TEN_OCTETS("22"), TEN_OCTETS("23"), TEN_OCTETS("24"),
    OCTET("250"),     OCTET("251"),     OCTET("252"),     OCTET("253"),     OCTET("254"),
    OCTET("255"),
};

/* `out` has ADDRESS_MAX_LENGTH bytes; this writes to at most 20 of them. */
static size_t write_v4(char *out, const uint8_t bytes[4])
{
    char *end = out;

    for (size_t i = 0; i < 4; i++) {
        const struct octet *octet = &octets[bytes[i]];

        memcpy(end, octet, sizeof(*octet));
        end += octet->length;
    }
    return (size_t)(end - out) - 1; /* without the last dot */
}

static unsigned group(const struct address *address, size_t i)
{
    return (unsigned)address->bytes[2 * i] << 8 | address->bytes[2 * i + 1];
}

static size_t write_group(char *out, unsigned value)
{
    size_t length = 0;

    for (int shift = 12; shift >= 0; shift -= 4)
        if (length > 0 || shift == 0 || value >> shift != 0)
            out[length++] = "0123456789abcdef"[(value >> shift) & 15];
    return length;
}

/* The longest run of two or more zero groups, the first of equals (RFC 5952 section 4.2). */
static size_t longest_zero_run(const struct address *address, size_t *start)
{
    size_t longest = 1, run = 0;

    *start = 8;
    for (size_t i = 0; i < 8; i++) {
        run = group(address, i) == 0 ? run + 1 : 0;
        if (run > longest) {
            longest = run;
            *start = i + 1 - run;
        }
    }
    return longest > 1 ? longest : 0;
}

static size_t write_v6(char *out, const struct address *address)
{
    size_t start, run, length = 0;

    if (address_is_v4_mapped(address)) {
        memcpy(out, "::ffff:", 7);
        return 7 + write_v4(out + 7, address->bytes + 12);
    }
    run = longest_zero_run(address, &start);
    for (size_t i = 0; i < 8; i++) {
        if (i == start) {
            out[length++] = ':';
            out[length++] = ':';
            i += run - 1;
            continue;
        }
        if (length > 0 && out[length - 1] != ':')
            out[length++] = ':';
        length += write_group(out + length, group(address, i));
    }
    return length;
}

size_t address_write(char *out, enum family family, const struct address *address)
{
    return family == FAMILY_INET ? write_v4(out, address->bytes) : write_v6(out, address);
}

static bool parse_v4(struct text text, uint8_t bytes[4])
{
    size_t at = 0;

    for (size_t i = 0; i < 4; i++) {
        size_t begin = at;
        uint64_t part;

        while (at < text.length && text.bytes[at] != '.')
            at++;
        if (!number_parse(text_part(text, begin, at), 255, &part))
            return false;
        if (at - begin > 1 && text.bytes[begin] == '0')
            return false; /* some programs read 010 as 8, others as 10 */
        bytes[i] = (uint8_t)part;
        if (i < 3 && at++ == text.length)
            return false;
    }
    return at == text.length;
}

/* An IPv6 address being parsed: its groups, and the position of `::`. */
struct v6_reader {
    unsigned groups[8];
    size_t count;
    size_t gap; /* 8: none yet */
};

static bool read_group(struct v6_reader *reader, struct text part)
{
    uint64_t value;
    uint8_t v4[4];

    if (reader->count < 8 && part.length <= 4 && number_parse_hex(part, 0xffff, &value)) {
        reader->groups[reader->count++] = (unsigned)value;
        return true;
    }
    if (reader->count > 6 || !parse_v4(part, v4))
        return false;
    reader->groups[reader->count++] = (unsigned)v4[0] << 8 | v4[1];
    reader->groups[reader->count++] = (unsigned)v4[2] << 8 | v4[3];
    return true;
}

static bool read_v6(struct v6_reader *reader, struct text text)
{
    size_t at = 0;

    while (at < text.length) {
        size_t begin = at;

        if (at + 1 < text.length && text.bytes[at] == ':' && text.bytes[at + 1] == ':') {
            if (reader->gap != 8)
                return false;
            reader->gap = reader->count;
            at += 2;
            continue;
        }
        if (at > 0 && text.bytes[at] == ':' && text.bytes[at - 1] != ':')
            begin = ++at;
        while (at < text.length && text.bytes[at] != ':')
            at++;
        if (!read_group(reader, text_part(text, begin, at)))
            return false;
        /* An IPv4 part can only be at the end. */
        if (at < text.length && memchr(text.bytes + begin, '.', at - begin) != NULL)
            return false;
    }
    return reader->gap == 8 ? reader->count == 8 : reader->count < 8;
}

static bool parse_v6(struct text text, struct address *address)
{
    struct v6_reader reader = {.gap = 8};
    size_t shift;

    if (!read_v6(&reader, text))
        return false;
    shift = 8 - reader.count;
    for (size_t i = 0; i < reader.count; i++) {
        size_t to = i < reader.gap ? i : i + shift;

        address->bytes[2 * to] = (uint8_t)(reader.groups[i] >> 8);
        address->bytes[2 * to + 1] = (uint8_t)(reader.groups[i] & 0xff);
    }
    return true;
}

bool address_parse(struct text text, enum family *family, struct address *address)
{
    struct address parsed = {{0}};

    if (parse_v4(text, parsed.bytes))
        *family = FAMILY_INET;
    else if (parse_v6(text, &parsed))
        *family = FAMILY_INET6;
    else
        return false;
    *address = parsed;
    return true;
}

bool address_in_prefix(enum family family, const struct address *address, enum family prefix_family,
                       const struct address *prefix, unsigned bits)
{
    struct address inner = *address;

    if (prefix_family == FAMILY_INET)
        address_unmap(&family, &inner);
    return family == prefix_family && address_same_prefix(&inner, prefix, bits);
}
