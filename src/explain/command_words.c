/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Arguments of other tools as filter words. */
#include <string.h>

#include "commands.h"
#include "protocol.h"

/* Parses [46][PROTOCOL][@HOST][:PORTS]; at least one of the last three is required. */
size_t lsof_internet(struct text rest, struct text *words)
{
    struct text family = TEXT(""), protocol;
    size_t length = 0, count = 0;

    if (rest.length > 0 && (rest.bytes[0] == '4' || rest.bytes[0] == '6'))
        family = rest.bytes[0] == '4' ? TEXT("inet") : TEXT("inet6");
    rest = text_from(rest, family.length > 0);
    while (length < rest.length && ascii_is_alpha(rest.bytes[length]))
        length++;
    protocol = text_part(rest, 0, length);
    rest = text_from(rest, length);
    if ((length > 0 && !text_equal_nocase(protocol, TEXT("tcp")) &&
         !text_equal_nocase(protocol, TEXT("udp"))) ||
        length + rest.length == 0 ||
        (rest.length > 0 && rest.bytes[0] != '@' && rest.bytes[0] != ':'))
        return 0;
    if (family.length > 0)
        words[count++] = family;
    if (length > 0)
        words[count++] = protocol;
    if (rest.length > 0 && rest.bytes[0] == '@')
        rest = text_from(rest, 1);
    if (rest.length > 0)
        words[count++] = rest;
    return count;
}

/* Parses TCP:STATE,STATE, where ^ before a state excludes it. */
size_t lsof_states(struct text rest, struct text *words)
{
    struct text protocol = text_take_until(&rest, ':');
    enum protocol found;
    size_t count = 0;

    if (!protocol_from_name(protocol, &found))
        return 0;
    while (rest.length > 0) {
        struct text state = text_take_until(&rest, ',');

        if (state.length > 0 && state.bytes[0] == '^') {
            words[count++] = TEXT("exclude");
            state = text_from(state, 1);
        }
        words[count++] = state;
    }
    return count;
}

size_t netstat_protocol(struct text name, struct text *words)
{
    bool is_v6 = text_ends_with(name, TEXT("v6")) || text_ends_with(name, TEXT("V6"));
    enum protocol found;
    size_t count = 0;

    if (is_v6) {
        name.length -= 2;
        words[count++] = TEXT("inet6");
    }
    if (!protocol_from_name(name, &found))
        return 0;
    words[count++] = name;
    return count;
}
