/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Parses addresses and ports in the formats of other tools: truncated, as names, with scopes,
 * joined by a dot or colon. */
#include <stdio.h>
#include <string.h>

#include "number.h"
#include "text_layout.h"

struct end {
    struct text host, port, scope;
    struct address address;
    enum family family;
    uint16_t number;
    bool has_address, has_port; /* known; otherwise a name, or truncated */
    bool cut_address, cut_port;
};

static bool is_hex(char c)
{
    return ascii_is_digit(c) || (ascii_lower(c) >= 'a' && ascii_lower(c) <= 'f');
}

/* Whether it may be part of a truncated IPv6 address: hex digits and colons, a scope, or v4-mapped.
 */
static bool is_part_of_ipv6(struct text host)
{
    bool colon = false;

    for (size_t i = 0; i < host.length; i++) {
        colon = colon || host.bytes[i] == ':';
        if (!is_hex(host.bytes[i]) && host.bytes[i] != ':' && host.bytes[i] != '.')
            return false;
    }
    return colon;
}

/* Names of hosts and services contain a letter; a truncated name may end in a dot or hyphen. */
static bool is_name(struct text name)
{
    bool letter = false;

    for (size_t i = 0; i < name.length; i++) {
        char c = name.bytes[i];

        letter = letter || ascii_is_alpha(c);
        if (!ascii_is_alpha(c) && !ascii_is_digit(c) && strchr("-._", c) == NULL)
            return false;
    }
    return letter;
}

/* `2a01:cb19:18c:c700:ec96:8a3e:723...` */
static bool drop_dots(struct text *word)
{
    bool cut = word->length > 3 && memcmp(word->bytes + word->length - 3, "...", 3) == 0;

    word->length -= cut ? 3 : 0;
    return cut;
}

static bool split(struct end *end, enum end_style style, struct text word)
{
    char separator = style == STYLE_DOT ? '.' : ':';
    size_t at = word.length;

    end->cut_port = drop_dots(&word);
    while (at > 0 && word.bytes[at - 1] != separator)
        at--;
    if (at < 2 || at >= word.length)
        return false;
    end->host = (struct text){word.bytes, at - 1};
    end->port = (struct text){word.bytes + at, word.length - at};
    return true;
}

static void drop_brackets(struct text *host)
{
    if (host->length > 2 && host->bytes[0] == '[' && host->bytes[host->length - 1] == ']')
        *host = (struct text){host->bytes + 1, host->length - 2};
}

/* Removes brackets and scope from the host: `[fe80::1%eth0]`, or `[fe80::1]%eth0` of ss. */
static bool split_host(struct end *end)
{
    struct text *host = &end->host;
    const char *percent;

    drop_brackets(host);
    end->cut_address = drop_dots(host) || end->cut_address;
    percent = host->length == 0 ? NULL : memchr(host->bytes, '%', host->length);
    if (percent != NULL) {
        size_t length = (size_t)(percent - host->bytes);

        end->scope = (struct text){percent + 1, host->length - length - 1};
        host->length = length;
        drop_brackets(host);
    }
    return host->length > 0;
}

/* False: neither a number nor a name. */
static bool read_port(struct end *end)
{
    uint64_t number = 0;

    end->has_port =
        text_equal(end->port, TEXT("*")) || number_parse(end->port, UINT16_MAX, &number);
    end->number = (uint16_t)number;
    return end->has_port || is_name(end->port);
}

static bool read_host(struct end *end)
{
    if (text_equal(end->host, TEXT("*")))
        end->has_address = true;
    else if (address_parse(end->host, &end->family, &end->address))
        end->has_address = !end->cut_address;
    else if (is_part_of_ipv6(end->host))
        end->cut_address = true;
    else
        return is_name(end->host);
    if (end->cut_address)
        end->family = FAMILY_INET6;
    return true;
}

/* OpenBSD truncates service names to 8 letters, the other BSDs to 15. */
static bool may_be_cut_name(const struct text_row *row, struct text name)
{
    return row->layout->style == STYLE_DOT && (name.length == 8 || name.length == 15);
}

/* A cell that fills its column counts as truncated. net-tools truncates the address and keeps the
 * port; other tools truncate the port, so an IPv4 address before it is complete. */
static void mark_cuts(struct end *end, const struct text_row *row, struct text word)
{
    const struct layout *layout = row->layout;
    bool last = word.bytes + word.length == row->in.end.bytes + row->in.end.length &&
                !text_equal(end->port, TEXT("*"));
    bool full = layout->cut_cell != 0 && word.length == layout->cut_cell;

    if (layout->cut_host != 0 && end->host.length == layout->cut_host && end->family != FAMILY_INET)
        end->cut_address = true;
    if (last || (!end->has_port && may_be_cut_name(row, end->port)) ||
        (full && layout->style == STYLE_DOT && (!end->has_port || layout->cut_host == 0)))
        end->cut_port = true;
    if ((full && layout->style == STYLE_COLON) || (end->cut_port && end->family != FAMILY_INET))
        end->cut_address = true;
}

static void look_up_port(struct end *end, struct text_row *row)
{
    const struct names *names = row->in.names;

    if (end->has_port || end->cut_port || names == NULL || names->service_port == NULL ||
        !names->service_port(names->resolver, end->port, &end->number))
        return;
    end->has_port = true;
    row->service = end->port;
}

/* Keeps an incomplete end as printed. False: it is too long to be an end. */
static bool keep_text(struct text_row *row, const struct end *end, bool local)
{
    char text[ENDS_NAME_MAX];
    bool six = end->family == FAMILY_INET6 && !text_equal(end->host, TEXT("*"));
    int length =
        snprintf(text, sizeof(text), "%s%.*s%s%s:%.*s%s", six ? "[" : "", (int)end->host.length,
                 end->host.bytes, end->cut_address ? "..." : "", six ? "]" : "",
                 (int)end->port.length, end->port.bytes, end->cut_port ? "..." : "");
    struct text whole = {text, (size_t)length};

    (void)detail_room_ends(row->in.room);
    return length >= 0 && (size_t)length < sizeof(text) &&
           (local ? detail_room_set_local(row->in.room, whole)
                  : detail_room_set_remote(row->in.room, whole));
}

static uint32_t have_of(const struct end *end, bool local)
{
    if (end->has_address && end->has_port)
        return local ? HAVE_LOCAL : HAVE_REMOTE;
    if (end->has_address)
        return local ? HAVE_LOCAL_ADDRESS : HAVE_REMOTE_ADDRESS;
    if (end->has_port)
        return local ? HAVE_LOCAL_PORT : HAVE_REMOTE_PORT;
    return 0;
}

static bool take_end(struct text_row *row, const struct end *end, bool local)
{
    struct socket *socket = &row->socket;

    if (end->has_address)
        *(local ? &socket->local : &socket->remote) = end->address;
    if (end->has_port)
        *(local ? &socket->local_port : &socket->remote_port) = end->number;
    *(local ? &row->local_family : &row->remote_family) = end->family;
    socket->have |= have_of(end, local);
    if (local && (row->layout->style == STYLE_SS || end->scope.length > 0)) {
        row->interface = end->scope;
        socket->have |= HAVE_INTERFACE;
    }
    row->cut = row->cut || end->cut_address || end->cut_port;
    row->named = row->named || (!end->has_address && !end->cut_address) ||
                 (!end->has_port && !end->cut_port);
    return (end->has_address && end->has_port) || keep_text(row, end, local);
}

/* Splits an address of one or two words. */
static size_t split_words(struct end *end, const struct text_row *row, const struct text *words,
                          size_t count)
{
    if (row->layout->style != STYLE_WORDS && row->layout->style != STYLE_WORDS_TCP)
        return split(end, row->layout->style, words[0]) ? 1 : 0;
    if (count < 2)
        return 0;
    end->host = words[0];
    end->port = words[1];
    return 2;
}

/* Before 2017 ss wrote `*` for any wildcard, and no brackets. */
static bool is_modern(const struct text_row *row, const struct end *end, struct text word)
{
    return row->layout->style == STYLE_SS &&
           (word.bytes[0] == '[' ||
            (end->family == FAMILY_INET && address_is_wildcard(&end->address)));
}

size_t text_end_read(struct text_row *row, const struct text *words, size_t count, bool local)
{
    struct end end = {.family = FAMILY_NONE};
    bool windows_peer = row->layout->style == STYLE_WINDOWS && !local;
    size_t taken = split_words(&end, row, words, count);

    if (text_equal(words[0], TEXT("-")))
        return row->layout->style == STYLE_WORDS || row->layout->style == STYLE_WORDS_TCP ? 0 : 1;
    if (taken == 0 || !split_host(&end) || !read_host(&end) || !read_port(&end))
        return 0;
    row->modern = row->modern || is_modern(row, &end, words[0]);
    mark_cuts(&end, row, words[taken - 1]);
    look_up_port(&end, row);
    end.has_address = end.has_address && !end.cut_address;
    end.has_port = end.has_port && !end.cut_port;
    if (windows_peer && text_equal(end.port, TEXT("*")))
        return taken; /* it does not say whether UDP sockets have a peer */
    /* Windows writes the host name with port 0 if there is no peer. */
    if (windows_peer && end.has_port && end.number == 0) {
        end.has_address = true;
        end.address = (struct address){{0}};
    }
    return take_end(row, &end, local) ? taken : 0;
}

static void map(struct address *address, enum family family)
{
    static const uint8_t prefix[12] = {[10] = 0xff, [11] = 0xff};

    if (family != FAMILY_INET)
        return;
    memcpy(address->bytes + sizeof(prefix), address->bytes, 4);
    memcpy(address->bytes, prefix, sizeof(prefix));
}

bool text_ends_settle(struct text_row *row)
{
    struct socket *socket = &row->socket;
    bool six = row->local_family == FAMILY_INET6 || row->remote_family == FAMILY_INET6;
    bool four = row->local_family == FAMILY_INET || row->remote_family == FAMILY_INET;
    enum family family = row->family;

    if (family == FAMILY_INET && six)
        return false;
    if (family == FAMILY_NONE)
        family = six ? FAMILY_INET6 : four ? FAMILY_INET : FAMILY_NONE;
    if (family == FAMILY_NONE && (socket->have & HAVE_V6ONLY) != 0)
        family = FAMILY_INET6;
    if (family == FAMILY_NONE && (row->in.format->flags & FORMAT_FAMILY_OPEN) == 0 &&
        socket_knows_address(socket, true))
        family = FAMILY_INET;
    if (family == FAMILY_INET6) {
        map(&socket->local, row->local_family);
        if (socket_is_connected(socket))
            map(&socket->remote, row->remote_family);
    }
    socket->family = (uint8_t)family;
    if (row->cut || row->named)
        socket->detail = detail_room_detail(row->in.room);
    return true;
}
