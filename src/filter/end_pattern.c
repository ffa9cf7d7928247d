/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * HOST as in ss(8): [FAMILY:]ADDRESS[/BITS][%INTERFACE][:PORTS]. All parts but one are optional,
 * and `*` matches any value. PORTS is a list of ports and ranges: 80,443,8000-8100. An IPv6 address
 * with ports must be in brackets. Host names are allowed only as plain names after src, dst and
 * similar words.
 */
#include "parser.h"

#include <errno.h>
#include <string.h>

#include "number.h"

struct reader {
    struct parser *parser;
    const struct token *token;
    enum end_form form;
    struct end_pattern *pattern;
    const char *start; /* start of the token's text: offsets in the source are relative to it */
};

/* Sets the error for a part of the token, or for all of it if the part is empty; returns false. */
static bool refuse(const struct reader *reader, struct text part, const char *message)
{
    size_t quote = reader->token->kind == TOKEN_QUOTED;
    size_t begin = reader->token->begin + quote;

    error_set(reader->parser->error, STATUS_USAGE, "%s", message);
    if (part.length == 0)
        return parser_mark(reader->parser, reader->token->begin, reader->token->end);
    begin += (size_t)(part.bytes - reader->start);
    return parser_mark(reader->parser, begin, begin + part.length);
}

static struct text before(struct text text, size_t at)
{
    return (struct text){text.bytes, at};
}

static struct text after(struct text text, size_t at)
{
    return (struct text){text.bytes + at + 1, text.length - at - 1};
}

/* Returns the index of the first or last `c`, or the length of the text. */
static size_t find(struct text text, char c)
{
    size_t at = 0;

    while (at < text.length && text.bytes[at] != c)
        at++;
    return at;
}

static size_t find_last(struct text text, char c)
{
    size_t at = text.length;

    while (at > 0)
        if (text.bytes[--at] == c)
            return at;
    return text.length;
}

static bool is_star(struct text text)
{
    return text.length == 0 || text_equal(text, TEXT("*"));
}

static bool refuse_port(const struct reader *reader, struct text text)
{
    if (text.length > 0 && ascii_is_alpha(text.bytes[0]))
        return refuse(reader, text, "unknown service name");
    refuse(reader, text, "a port is a number from 0 to 65535");
    error_remedy(reader->parser->error, "80 is a port, 8000-8100 a range, 80,443,8000-8100 a list");
    return false;
}

/* PORT, LOW-HIGH, or a service name. */
static bool read_range(const struct reader *reader, struct text text, struct range *range)
{
    const struct names *names = reader->parser->names;
    size_t dash = find(text, '-');
    uint16_t port;

    if (number_parse(before(text, dash), UINT16_MAX, &range->low)) {
        range->high = range->low;
        if (dash < text.length && !number_parse(after(text, dash), UINT16_MAX, &range->high))
            return refuse_port(reader, text);
        return range->low <= range->high ||
               refuse(reader, text, "a port range starts with the lower port");
    }
    if (text.length == 0 || !ascii_is_alpha(text.bytes[0]) || names == NULL ||
        names->service_port == NULL || !names->service_port(names->resolver, text, &port))
        return refuse_port(reader, text);
    *range = (struct range){port, port};
    return true;
}

static bool read_ports(const struct reader *reader, struct text text)
{
    struct end_pattern *pattern = reader->pattern;
    size_t count = 1;

    if (is_star(text))
        return true;
    for (size_t i = 0; i < text.length; i++)
        count += text.bytes[i] == ',';
    pattern->ports = arena_array(reader->parser->filter->arena, count, sizeof(*pattern->ports));
    if (pattern->ports == NULL)
        return error_out_of_memory(reader->parser->error);
    while (pattern->port_count < count) {
        size_t comma = find(text, ',');

        if (!read_range(reader, before(text, comma), &pattern->ports[pattern->port_count++]))
            return false;
        if (comma < text.length)
            text = after(text, comma);
    }
    return true;
}

static bool read_interface(const struct reader *reader, struct text text)
{
    int failure;

    reader->pattern->has_interface = true;
    if (parser_find_interface(reader->parser, text, &reader->pattern->interface))
        return true;
    failure = errno;
    return refuse(reader, text, "no such interface") ||
           parser_look_up_failed(reader->parser, failure);
}

/* The first one to four parts of an IPv4 address, the rest zero: 193.233.7/24. */
static bool parse_short_v4(struct text text, struct address *address)
{
    *address = (struct address){{0}};
    for (size_t i = 0; i < 4; i++) {
        size_t at = find(text, '.');
        uint64_t part;

        if (!number_parse(before(text, at), 255, &part))
            return false;
        address->bytes[i] = (uint8_t)part;
        if (at == text.length)
            return true;
        text = after(text, at);
    }
    return false;
}

static unsigned family_bits(enum family family)
{
    return family == FAMILY_INET ? 32 : 128;
}

static bool read_bits(const struct reader *reader, struct text text, enum family family,
                      unsigned *bits)
{
    uint64_t number;

    if (number_parse(text, family_bits(family), &number)) {
        *bits = (unsigned)number;
        return true;
    }
    return refuse(reader, text,
                  family == FAMILY_INET ? "an IPv4 prefix has 0 to 32 bits"
                                        : "an IPv6 prefix has 0 to 128 bits");
}

static bool is_numeric(struct text text)
{
    for (size_t i = 0; i < text.length; i++)
        if (!ascii_is_digit(text.bytes[i]) && text.bytes[i] != '.')
            return false;
    return true;
}

static bool no_address(const struct reader *reader, struct text text)
{
    refuse(reader, text, "invalid address");
    if (is_numeric(text))
        error_remedy(reader->parser->error,
                     "an IPv4 address has four parts from 0 to 255; 193.233.7/24 is a prefix");
    else if (reader->form == END_SHORTHAND)
        error_remedy(reader->parser->error, "for a host name: `src HOST` or `dst HOST`");
    return false;
}

static void set_address(struct end_pattern *pattern, enum family family,
                        const struct address *address, unsigned bits)
{
    pattern->family = family;
    pattern->has_address = true;
    pattern->address = *address;
    pattern->bits = bits;
}

static bool add_addresses(const struct reader *reader, const struct host_address *addresses,
                          size_t count)
{
    enum family wanted = reader->pattern->family;
    struct end_pattern *last = NULL, model = *reader->pattern;

    for (size_t i = 0; i < count; i++) {
        enum family family = addresses[i].is_ipv6 ? FAMILY_INET6 : FAMILY_INET;
        struct end_pattern *pattern = reader->pattern;
        struct address address = {{0}};

        if (wanted != FAMILY_NONE && wanted != family)
            continue;
        memcpy(address.bytes, addresses[i].bytes, family == FAMILY_INET ? 4 : 16);
        if (last != NULL) {
            pattern = arena_alloc(reader->parser->filter->arena, sizeof(*pattern));
            if (pattern == NULL)
                return error_out_of_memory(reader->parser->error);
            *pattern = model;
            last->next = pattern;
        }
        set_address(pattern, family, &address, family_bits(family));
        last = pattern;
    }
    return last != NULL;
}

#define ADDRESSES_USUAL ((size_t)32)

/* Accepts all addresses of the name. */
static bool resolve(const struct reader *reader, struct text name)
{
    const struct names *names = reader->parser->names;
    struct host_address usual[ADDRESSES_USUAL], *all = usual;
    size_t count = names->host_addresses(names->resolver, name, usual, COUNT_OF(usual));

    if (count > COUNT_OF(usual)) {
        size_t room = count;

        all = arena_array(reader->parser->filter->arena, room, sizeof(*all));
        if (all == NULL)
            return error_out_of_memory(reader->parser->error);
        count = names->host_addresses(names->resolver, name, all, room);
        count = count < room ? count : room;
    }
    reader->parser->error->status = STATUS_DONE;
    if (add_addresses(reader, all, count))
        return true;
    if (reader->parser->error->status != STATUS_DONE)
        return false;
    return refuse(reader, name,
                  count == 0 ? "no such host" : "the host has no address of this family");
}

static bool is_host_name(struct text text)
{
    for (size_t i = 0; i < text.length; i++)
        if (!ascii_is_alpha(text.bytes[i]) && !ascii_is_digit(text.bytes[i]) &&
            find(TEXT("-._"), text.bytes[i]) == 3)
            return false;
    return text.length > 0 && text.length < 256 && !is_numeric(text);
}

/* ADDRESS[/BITS][%INTERFACE], without brackets. */
static bool read_address(const struct reader *reader, struct text text)
{
    const struct names *names = reader->parser->names;
    size_t percent = find(text, '%'), slash;
    struct text plain = before(text, percent);
    struct address address;
    enum family family;
    unsigned bits;

    if (percent < text.length && !read_interface(reader, after(text, percent)))
        return false;
    if (is_star(plain))
        return true;
    slash = find(plain, '/');
    if (!address_parse(before(plain, slash), &family, &address)) {
        if (slash < plain.length && parse_short_v4(before(plain, slash), &address))
            family = FAMILY_INET;
        else if (slash == plain.length && reader->form == END_NAMED && is_host_name(plain) &&
                 names != NULL && names->host_addresses != NULL)
            return resolve(reader, plain);
        else
            return no_address(reader, plain);
    }
    bits = family_bits(family);
    if (slash < plain.length && !read_bits(reader, after(plain, slash), family, &bits))
        return false;
    if (reader->pattern->family != FAMILY_NONE && reader->pattern->family != family)
        return refuse(reader, plain, "the address belongs to another family");
    set_address(reader->pattern, family, &address, bits);
    return true;
}

/* If the text starts with `mark`, takes all of it without the mark. */
static bool take_part(struct text *text, char mark, struct text *part)
{
    if (text->length == 0 || text->bytes[0] != mark)
        return false;
    *part = after(*text, 0);
    text->length = 0;
    return true;
}

/* [ADDRESS], [ADDRESS/BITS] or [ADDRESS]/BITS, optionally with %INTERFACE and a port. */
static bool read_bracketed(const struct reader *reader, struct text text)
{
    size_t close = find(text, ']');
    struct text rest, part;
    size_t colon;

    if (close == text.length)
        return refuse(reader, before(text, 1), "unclosed bracket");
    rest = after(text, close);
    colon = find(rest, ':');
    if (colon < rest.length && !read_ports(reader, after(rest, colon)))
        return false;
    rest = before(rest, colon);
    if (!read_address(reader, after(before(text, close), 0)))
        return false;
    if (reader->pattern->has_address && take_part(&rest, '/', &part) &&
        !read_bits(reader, part, reader->pattern->family, &reader->pattern->bits))
        return false;
    if (take_part(&rest, '%', &part) && !read_interface(reader, part))
        return false;
    return rest.length == 0 || refuse(reader, rest, "only a port can follow: [ADDRESS]:PORT");
}

/* Whether the text is one IPv6 address, apart from bits and interface: then no colon starts a port.
 */
static bool is_bare_v6(struct text text)
{
    struct text plain = before(text, find(text, '%'));
    struct address address;
    enum family family;

    plain = before(plain, find(plain, '/'));
    return find(text, ':') < find(text, '/') && address_parse(plain, &family, &address) &&
           family == FAMILY_INET6 && find_last(text, ':') < plain.length;
}

static bool read_inet(const struct reader *reader, struct text text)
{
    size_t colon;

    if (text.length > 0 && text.bytes[0] == '[')
        return read_bracketed(reader, text);
    if (is_bare_v6(text))
        return read_address(reader, text);
    colon = find_last(text, ':');
    return (colon == text.length || read_ports(reader, after(text, colon))) &&
           read_address(reader, before(text, colon));
}

/* Unix paths and similar names: a pattern, and a port if the family has ports. */
static bool read_other(const struct reader *reader, struct text text)
{
    size_t colon = find_last(text, ':');
    bool has_port = colon < text.length && text.bytes[0] != '/' && text.bytes[0] != '@';

    reader->pattern->glob = has_port ? before(text, colon) : text;
    if (is_star(reader->pattern->glob))
        reader->pattern->glob = (struct text){NULL, 0};
    return !has_port || read_ports(reader, after(text, colon));
}

static bool is_path(struct text text)
{
    return text.length > 0 && (text.bytes[0] == '/' || text.bytes[0] == '@');
}

static bool read_end(struct reader *reader, struct text text)
{
    size_t colon = find(text, ':');
    struct text prefix = is_path(text) ? TEXT("unix") : before(text, colon);

    if (text.length == 0 || text_equal(text, TEXT(":")))
        return refuse(reader, text, "expected an address or a port");
    if ((colon < text.length || is_path(text)) && filter_family(prefix, &reader->pattern->family)) {
        reader->parser->filter->names_protocol = true;
        if (!is_path(text))
            text = after(text, colon);
    }
    if (reader->form == END_PORT)
        return read_ports(reader, text.length > 0 && text.bytes[0] == ':' ? after(text, 0) : text);
    return family_is_ip(reader->pattern->family) ? read_inet(reader, text)
                                                 : read_other(reader, text);
}

struct end_pattern *end_pattern_parse(struct parser *parser, const struct token *token,
                                      enum end_form form)
{
    struct reader reader = {parser, token, form, NULL, token->text.bytes};

    reader.pattern = arena_alloc(parser->filter->arena, sizeof(*reader.pattern));
    if (reader.pattern == NULL) {
        error_out_of_memory(parser->error);
        return NULL;
    }
    return read_end(&reader, token->text) ? reader.pattern : NULL;
}

static bool is_hex_or_colon(char c)
{
    return ascii_is_digit(c) || c == ':' || (ascii_lower(c) >= 'a' && ascii_lower(c) <= 'f');
}

/* 10.0.0.5 and 10/8, but not 7zip: a name may start with a digit. */
static bool begins_as_v4(struct text text)
{
    size_t at = 0;

    while (at < text.length && (ascii_is_digit(text.bytes[at]) || text.bytes[at] == '.'))
        at++;
    return at > 0 &&
           (at == text.length ? find(text, '.') < at : find(TEXT("/%:"), text.bytes[at]) < 3);
}

bool end_pattern_looks_like(struct text text)
{
    size_t colon = find(text, ':');
    enum family family;

    if (text.length == 0)
        return false;
    if (begins_as_v4(text) || text.bytes[0] == ':' || text.bytes[0] == '[' ||
        text.bytes[0] == '*' || is_path(text))
        return true;
    if (colon == text.length)
        return false;
    /* fe80::1 starts with a letter */
    return filter_family(before(text, colon), &family) ||
           (find_last(text, ':') != colon && is_hex_or_colon(text.bytes[0]));
}
