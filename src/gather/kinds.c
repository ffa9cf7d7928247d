/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "kinds.h"

#include "detail.h"
#include "nearest.h"

#define INET_BITS                                                                             \
    (PROTOCOL_BIT(PROTOCOL_TCP) | PROTOCOL_BIT(PROTOCOL_MPTCP) | PROTOCOL_BIT(PROTOCOL_UDP) | \
     PROTOCOL_BIT(PROTOCOL_UDPLITE) | PROTOCOL_BIT(PROTOCOL_SCTP) | PROTOCOL_BIT(PROTOCOL_RAW))

#define PROTOCOL_ROW(id, name) {name, PROTOCOL_BIT(PROTOCOL_##id), SOCKET_TYPE_NONE},
#define TYPE_ROWS(name, short_name, protocol, type)                \
    {name, PROTOCOL_BIT(PROTOCOL_##protocol), SOCKET_TYPE_##type}, \
        {short_name, PROTOCOL_BIT(PROTOCOL_##protocol), SOCKET_TYPE_##type},

/* The names that ss(8) accepts. */
/* clang-format off */
static const struct {
    const char *name;
    uint32_t protocols;
    enum socket_type type; /* NONE: any */
} names[] = {
    {"all", PROTOCOLS_ALL, SOCKET_TYPE_NONE},
    {"inet", INET_BITS, SOCKET_TYPE_NONE},
    PROTOCOLS(PROTOCOL_ROW, PROTOCOL_ROW)
    KINDS_TYPES(TYPE_ROWS)
};
/* clang-format on */

#define TYPE_BIT(type) (1u << (type))
#define TYPES_ALL      (((1u << SOCKET_TYPE_COUNT) - 1u) & ~TYPE_BIT(SOCKET_TYPE_NONE))

/* Returns the types chosen so far. An option such as -x means every type. */
static unsigned types_before(const struct kinds *kinds, unsigned protocol)
{
    if ((kinds->protocols & PROTOCOL_BIT(protocol)) == 0)
        return 0;
    return kinds->types[protocol] == 0 ? TYPES_ALL : kinds->types[protocol];
}

static void change(struct kinds *kinds, unsigned protocol, unsigned types, bool take_away)
{
    unsigned before = types_before(kinds, protocol);
    unsigned after = take_away ? before & ~types : before | types;

    kinds->types[protocol] = (uint8_t)(after == TYPES_ALL ? 0 : after);
    kinds->protocols &= ~PROTOCOL_BIT(protocol);
    if (after != 0)
        kinds->protocols |= PROTOCOL_BIT(protocol);
}

static void apply(struct kinds *kinds, size_t name, bool take_away)
{
    unsigned types = names[name].type == SOCKET_TYPE_NONE ? TYPES_ALL : TYPE_BIT(names[name].type);
    uint32_t protocols = names[name].protocols;
    bool is_group = (protocols & (protocols - 1)) != 0;

    for (unsigned i = 0; i < PROTOCOL_COUNT; i++)
        if ((protocols & PROTOCOL_BIT(i)) != 0)
            change(kinds, i, types, take_away);
    if (!take_away && !is_group)
        kinds->named |= protocols;
}

/* Returns the index of the word; COUNT_OF(names): unknown. */
static size_t find(struct text word)
{
    size_t name = 0;

    while (name < COUNT_OF(names) && !text_equal(word, text_of(names[name].name)))
        name++;
    return name;
}

static bool refuse(struct text list, struct text word, struct error *error)
{
    struct nearest nearest = {{NULL, 0}, 0};
    size_t begin = (size_t)(word.bytes - list.bytes);

    for (size_t i = 0; i < COUNT_OF(names); i++)
        nearest_offer(&nearest, word, text_of(names[i].name));
    error_set(error, STATUS_USAGE, "unknown socket kind");
    error_suggest(error, nearest.best, NULL);
    /* An empty name is marked at its comma. */
    return error_mark(error, list, word.length == 0 && begin > 0 ? begin - 1 : begin,
                      begin + word.length);
}

/* As in ss, a list that starts with an exclusion is subtracted from the full set. */
static bool take_word(struct kinds *kinds, struct text list, struct text word, struct error *error)
{
    bool take_away = word.length > 0 && word.bytes[0] == '!';
    struct text name = text_from(word, take_away);
    size_t index = find(name);

    if (index == COUNT_OF(names))
        return refuse(list, name, error);
    if (take_away && word.bytes == list.bytes && kinds->protocols == 0)
        apply(kinds, 0, false);
    apply(kinds, index, take_away);
    return true;
}

void kinds_add(struct kinds *kinds, enum protocol protocol)
{
    kinds->protocols |= PROTOCOL_BIT(protocol);
    kinds->named |= PROTOCOL_BIT(protocol);
    kinds->types[protocol] = 0;
}

bool kinds_parse(struct kinds *kinds, struct text list, struct error *error)
{
    struct text rest = list, word;

    while (text_next(&rest, ',', &word))
        if (!take_word(kinds, list, word, error))
            return false;
    if (kinds->protocols != 0)
        return true;
    error_set(error, STATUS_USAGE, "the list excludes every kind of socket");
    return error_mark(error, list, 0, list.length);
}

static void write_types(unsigned types, struct builder *out)
{
    const char *before = " and ( ";

    for (unsigned type = SOCKET_TYPE_NONE + 1; type < SOCKET_TYPE_COUNT; type++)
        if ((types & TYPE_BIT(type)) != 0) {
            builder_printf(out, "%ssocket_type = %s", before, socket_type_names[type]);
            before = " or ";
        }
    builder_add(out, TEXT(" )"));
}

void kinds_write(const struct kinds *kinds, struct builder *out)
{
    const char *before = "( ";

    for (unsigned i = 0; i < PROTOCOL_COUNT; i++) {
        if ((kinds->protocols & PROTOCOL_BIT(i)) == 0)
            continue;
        builder_printf(out, "%s%s", before, protocol_names[i]);
        if (kinds->types[i] != 0)
            write_types(kinds->types[i], out);
        before = " or ";
    }
    if (kinds->protocols != 0)
        builder_add(out, TEXT(" ) "));
}
