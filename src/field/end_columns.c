/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Core columns for addresses, ports and names of both ends. */
#include "column_group.h"

/* Each column's `place` has HAVE_LOCAL or HAVE_REMOTE. */
static bool is_local(const struct column *column)
{
    return column->place.have == HAVE_LOCAL;
}

/* Whether the socket's family has no IP addresses. */
static bool is_named_end(const struct column *column, const struct socket *socket)
{
    return !family_is_ip(socket->family) && (socket->have & column->place.have) != 0 &&
           socket_ends(socket) != NULL;
}

/* Gets the name of an end without an IP address. */
static void get_name(const struct column *column, const struct socket *socket, struct value *value)
{
    const struct ends_detail *ends = socket_ends(socket);

    value->text = is_local(column) ? ends->local : ends->remote;
    if (value->text.length > 0)
        return;
    /* The kernel reports a peer's inode instead of its name. */
    if (!is_local(column) && socket->family == FAMILY_UNIX && socket_is_connected(socket))
        value_unknown(value);
    else
        value_absent(value);
}

COLUMN_GETTER(address_get)
{
    if (!family_is_ip(socket->family))
        value->type = VALUE_TEXT;
    if (is_named_end(column, socket)) {
        get_name(column, socket, value);
    } else if (!family_is_ip(socket->family) || !socket_knows_address(socket, is_local(column)) ||
               (socket->family == FAMILY_NONE && is_local(column))) {
        value_unknown(value); /* unknown family: a wildcard of either */
    } else {
        value->endpoint.address = is_local(column) ? socket->local : socket->remote;
        value->endpoint.family = socket->family;
        if (!is_local(column) && !socket_is_connected(socket))
            value_absent(value);
    }
}

/* The value is text, because its meaning depends on the family. */
COLUMN_SETTER(address_set)
{
    enum family family;

    socket->have |= column->place.have;
    if (family_is_ip(socket->family))
        return set_if(address_parse(value->text, &family,
                                    is_local(column) ? &socket->local : &socket->remote) &&
                      family == socket->family);
    return set_if(is_local(column) ? detail_room_set_local(target->room, value->text)
                                   : detail_room_set_remote(target->room, value->text));
}

/* A netlink port id; 0 is the kernel's. False: it has none. */
static bool other_port(const struct ends_detail *ends, bool local, uint32_t *number)
{
    *number = local ? ends->local_port : ends->remote_port;
    return (ends->have & (local ? ENDS_LOCAL_PORT : ENDS_REMOTE_PORT)) != 0;
}

COLUMN_GETTER(port_get)
{
    uint32_t number = is_local(column) ? socket->local_port : socket->remote_port;
    bool named = is_named_end(column, socket), has = number != 0;
    bool known = family_is_ip(socket->family) ? socket_knows_port(socket, is_local(column)) : named;

    if (named)
        has = other_port(socket_ends(socket), is_local(column), &number);
    value->number = number;
    if (!known)
        value_unknown(value);
    else if (!has)
        value_absent(value);
}

COLUMN_SETTER(port_set)
{
    struct ends_detail *ends;

    if (socket->family == FAMILY_NONE)
        socket->have |= column->place.have;
    else if (family_is_ip(socket->family) && (socket->have & column->place.have) == 0)
        socket->have |= is_local(column) ? HAVE_LOCAL_PORT : HAVE_REMOTE_PORT;
    if (family_is_ip(socket->family))
        return set_if(value->number != 0 && column_store(column, socket, value) == COLUMN_SET);
    ends = detail_room_ends(target->room);
    ends->have |= is_local(column) ? ENDS_LOCAL_PORT : ENDS_REMOTE_PORT;
    *(is_local(column) ? &ends->local_port : &ends->remote_port) = (uint32_t)value->number;
    return set_if(value->number <= UINT32_MAX);
}

static void get_named_endpoint(const struct column *column, const struct socket *socket,
                               struct value *value)
{
    const struct ends_detail *ends = socket_ends(socket);
    struct endpoint *endpoint = &value->endpoint;
    bool local = is_local(column);

    if (!is_named_end(column, socket)) {
        value_unknown(value);
        return;
    }
    endpoint->name = local ? ends->local : ends->remote;
    endpoint->interface = local ? socket->interface : 0;
    if (socket->family == FAMILY_UNIX) {
        endpoint->has_number =
            local ? (socket->have & HAVE_INODE) != 0 : (ends->have & ENDS_PEER_INODE) != 0;
        endpoint->number = local ? (uint32_t)socket->inode : ends->peer_inode;
    } else {
        endpoint->has_number = other_port(ends, local, &endpoint->number);
    }
    if (endpoint->name.length == 0 && !endpoint->has_number)
        value->role = ROLE_DIM;
}

/* The end as printed by another tool. Length 0: the end is known, or completely unknown. */
static struct text printed_end(const struct column *column, const struct socket *socket)
{
    const struct ends_detail *ends = socket_ends(socket);

    if (ends == NULL || !family_is_ip(socket->family))
        return TEXT("");
    return is_local(column) ? ends->local : ends->remote;
}

COLUMN_GETTER(end_text_get)
{
    value->text = printed_end(column, socket);
    if (value->text.length == 0)
        value_absent(value);
}

/* Must come after address, port and status, which treat null as absent. */
COLUMN_SETTER(end_text_set)
{
    bool local = is_local(column);
    const struct address *address = local ? &socket->local : &socket->remote;
    uint32_t port = local ? socket->local_port : socket->remote_port;

    if (!family_is_ip(socket->family))
        return COLUMN_SET_WRONG;
    socket->have &= ~column->place.have;
    if (!address_is_wildcard(address))
        socket->have |= local ? HAVE_LOCAL_ADDRESS : HAVE_REMOTE_ADDRESS;
    if (port != 0)
        socket->have |= local ? HAVE_LOCAL_PORT : HAVE_REMOTE_PORT;
    return set_if(local ? detail_room_set_local(target->room, value->text)
                        : detail_room_set_remote(target->room, value->text));
}

COLUMN_GETTER(endpoint_get)
{
    bool local = is_local(column);

    value->endpoint = (struct endpoint){.family = socket->family, .protocol = socket->protocol};
    if (!family_is_ip(socket->family)) {
        get_named_endpoint(column, socket, value);
        return;
    }
    value->endpoint.name = printed_end(column, socket);
    if (value->endpoint.name.length > 0)
        return;
    value->endpoint.address = local ? socket->local : socket->remote;
    value->endpoint.port = local ? socket->local_port : socket->remote_port;
    if (context->for_people)
        endpoint_unmap(&value->endpoint);
    if ((socket->have & column->place.have) == 0)
        value_unknown(value);
    if (local) {
        value->endpoint.interface = socket->interface;
        value->endpoint.any_family =
            socket_is_dual_stack(socket) || socket->family == FAMILY_NONE;
        return;
    }
    value->endpoint.any_family = value->endpoint.none = !socket_is_connected(socket);
    if (value->endpoint.none && value->presence == VALUE_KNOWN)
        value->role = ROLE_DIM;
}
