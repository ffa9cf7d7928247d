/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Addresses and ports as other tools write them: cut, named, with scopes, joined by a dot or colon. */
#include <string.h>

#include "number.h"
#include "text_layout.h"

enum end_state { END_BAD, END_KNOWN, END_CUT, END_NAMED };

struct end {
    struct text host, port, scope;
    struct address address;
    enum family family;
    uint16_t number;
};

static bool is_hex(char c)
{
    return ascii_is_digit(c) || (ascii_lower(c) >= 'a' && ascii_lower(c) <= 'f');
}

/* Of an IPv6 address that was cut: hex digits and colons, or its scope, or a v4-mapped one. */
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

/* Names of hosts and services have a letter; a cut name may end in a dot or hyphen. */
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

static bool split(struct end *end, enum end_style style, struct text word)
{
    char separator = style == STYLE_DOT ? '.' : ':';
    size_t at = word.length;
    const char *percent;

    while (at > 0 && word.bytes[at - 1] != separator)
        at--;
    if (at < 2 || at == word.length)
        return false;
    end->host = (struct text){word.bytes, at - 1};
    end->port = (struct text){word.bytes + at, word.length - at};
    if (end->host.bytes[0] == '[' && end->host.length > 2 &&
        end->host.bytes[end->host.length - 1] == ']')
        end->host = (struct text){end->host.bytes + 1, end->host.length - 2};
    percent = memchr(end->host.bytes, '%', end->host.length);
    if (percent != NULL) {
        size_t length = (size_t)(percent - end->host.bytes);

        end->scope = (struct text){percent + 1, end->host.length - length - 1};
        end->host.length = length;
    }
    return end->host.length > 0;
}

static enum end_state read_port(struct end *end)
{
    uint64_t number = 0;

    if (!text_equal(end->port, TEXT("*")) && !number_parse(end->port, UINT16_MAX, &number))
        return is_name(end->port) ? END_NAMED : END_BAD;
    end->number = (uint16_t)number;
    return END_KNOWN;
}

static enum end_state read_host(struct end *end)
{
    if (text_equal(end->host, TEXT("*")) ||
        address_parse(end->host, &end->family, &end->address))
        return END_KNOWN;
    if (is_part_of_ipv6(end->host))
        return END_CUT;
    return is_name(end->host) ? END_NAMED : END_BAD;
}

/* An IPv4 address and its port are never longer than any tool's column, but that of AIX. */
static bool may_be_cut(const struct text_row *row, const struct end *end, struct text word)
{
    const struct layout *layout = row->layout;

    if (word.bytes + word.length == row->end.bytes + row->end.length)
        return true;
    return (layout->cut_cell != 0 && word.length == layout->cut_cell) ||
           (layout->cut_host != 0 && end->family == FAMILY_INET6 &&
            end->host.length == layout->cut_host);
}

static enum end_state read_end(struct end *end, const struct text_row *row, struct text word)
{
    enum end_state host, port;

    if (!split(end, row->layout->style, word))
        return END_BAD;
    host = read_host(end);
    port = read_port(end);
    if (host == END_BAD || port == END_BAD)
        return END_BAD;
    if (host == END_CUT || may_be_cut(row, end, word))
        return END_CUT;
    return host == END_NAMED || port == END_NAMED ? END_NAMED : END_KNOWN;
}

static void take_end(struct text_row *row, const struct end *end, bool local)
{
    struct socket *socket = &row->socket;

    *(local ? &socket->local : &socket->remote) = end->address;
    *(local ? &socket->local_port : &socket->remote_port) = end->number;
    *(local ? &row->local_family : &row->remote_family) = end->family;
    socket->have |= local ? HAVE_LOCAL : HAVE_REMOTE;
    if (local && row->layout->style == STYLE_SS) {
        row->interface = end->scope;
        socket->have |= HAVE_INTERFACE;
    }
}

bool text_end_read(struct text_row *row, struct text word, bool local)
{
    struct end end = {.family = FAMILY_NONE};
    enum end_state state = read_end(&end, row, word);
    bool windows = row->layout->style == STYLE_WINDOWS;

    /* Windows writes the name of this machine with port 0 where there is no peer. */
    if (state == END_NAMED && windows && !local && text_equal(end.port, TEXT("0")))
        state = END_KNOWN;
    switch (state) {
    case END_BAD:
        return false;
    case END_CUT:
        row->cut_ends++;
        return true;
    case END_NAMED:
        row->named_ends++;
        return true;
    case END_KNOWN:
        break;
    }
    if (windows && !local && text_equal(end.port, TEXT("*")))
        return true; /* it does not say whether a UDP socket has a peer */
    if (windows && !local && end.number == 0)
        end.address = (struct address){{0}};
    take_end(row, &end, local);
    return true;
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
    if (family == FAMILY_NONE && (row->format->flags & FORMAT_FAMILY_OPEN) == 0 &&
        (socket->have & HAVE_LOCAL) != 0)
        family = FAMILY_INET;
    if (family == FAMILY_INET6) {
        map(&socket->local, row->local_family);
        if (socket_is_connected(socket))
            map(&socket->remote, row->remote_family);
    }
    socket->family = (uint8_t)family;
    return true;
}
