/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "bind_rules.h"

#include <string.h>

/* An endpoint as the kernel compares it. */
struct end {
    enum family family;
    const struct address *address;
    bool v6only;
};

static bool is_mapped(const struct end *end)
{
    return end->family == FAMILY_INET || address_is_v4_mapped(end->address);
}

static bool is_any_v4(const struct end *end)
{
    static const struct address any = {{[10] = 0xff, [11] = 0xff}};

    return end->family == FAMILY_INET ? address_is_wildcard(end->address)
                                      : memcmp(end->address, &any, sizeof(any)) == 0;
}

static bool is_any_v6(const struct end *end)
{
    return end->family == FAMILY_INET6 && address_is_wildcard(end->address);
}

/* Whether a wildcard address includes the other address. */
static bool covers(const struct end *any, const struct end *other)
{
    return (is_any_v4(any) && is_mapped(other)) ||
           (is_any_v6(any) && !(any->v6only && is_mapped(other)));
}

/* An IPv4 prefix also matches v4-mapped addresses. */
static bool equal(const struct end *a, const struct end *b)
{
    if (is_mapped(a) != is_mapped(b))
        return false;
    if (a->family == FAMILY_INET && b->family == FAMILY_INET6)
        return equal(b, a);
    return address_in_prefix(a->family, a->address, b->family, b->address,
                             b->family == FAMILY_INET6 ? 128 : 32);
}

static bool overlap(const struct end *a, const struct end *b)
{
    return covers(a, b) || covers(b, a) || equal(a, b);
}

/* An IPv4 wildcard overlaps with every IPv6 socket that is not v6only. bind() to an IPv6 address
 * that is neither the wildcard nor v4-mapped sets v6only; connect() does not. */
static bool decides_v6only(const struct bind_question *question, const struct end *other)
{
    const struct end asked = {question->family, &question->address, false};

    return question->family == FAMILY_INET && is_any_v4(&asked) && other->family == FAMILY_INET6 &&
           !is_mapped(other) && !is_any_v6(other);
}

static enum bind_answer ask_addresses(const struct bind_question *question,
                                      const struct socket *socket,
                                      const struct bind_options *options)
{
    struct end asked = {question->family, &question->address, question->v6only};
    struct end other = {(enum family)socket->family, &socket->local,
                        (socket->flags & SOCKET_V6ONLY) != 0 || options->v6only};

    if (!decides_v6only(question, &other))
        return overlap(&asked, &other) ? BIND_TAKEN : BIND_FREE;
    if (options->known || (socket->have & HAVE_V6ONLY) != 0)
        return other.v6only ? BIND_FREE : BIND_TAKEN;
    return socket_is_connected(socket) ? BIND_DEPENDS : BIND_FREE;
}

enum bind_answer bind_ask(const struct bind_question *question, const struct socket *other,
                          const struct bind_options *options)
{
    enum bind_answer addresses;

    /* Connection requests use the port of their listener. */
    if (other->protocol != question->protocol || other->local_port != question->port ||
        other->state == STATE_SYN_RECEIVED)
        return BIND_FREE;
    addresses = ask_addresses(question, other, options);
    if (addresses == BIND_FREE || !question->reuse || other->state == STATE_LISTEN)
        return addresses;
    if (!options->known)
        return BIND_DEPENDS;
    return options->reuse ? BIND_FREE : addresses;
}
