/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Additional columns for families without IP addresses. */
#include "column_group.h"

GETTER(type)
{
    const struct ends_detail *ends = socket_ends(socket);

    if (ends != NULL && (ends->type != SOCKET_TYPE_NONE || socket->family == FAMILY_NETLINK))
        column_load(column, ends,
                    value); /* netlink: none means unknown, as in /proc */
    else
        value_absent(value);
}

SETTER(type)
{
    return column_store(column, detail_room_ends(target->room), value);
}

static uint64_t rank_type(const struct column *column UNUSED, const struct socket *socket)
{
    const struct ends_detail *ends = socket_ends(socket);

    return ends == NULL ? 0 : ends->type;
}

GETTER(peer_inode)
{
    const struct ends_detail *ends = socket_ends(socket);

    if (socket->family != FAMILY_UNIX ||
        ((socket->have & HAVE_REMOTE) != 0 && !socket_is_connected(socket)))
        value_absent(value);
    else if (ends == NULL || (ends->have & ENDS_PEER_INODE) == 0)
        value_unknown(value);
    else
        value->number = ends->peer_inode;
}

SETTER(peer_inode)
{
    struct ends_detail *ends = detail_room_ends(target->room);

    ends->have |= ENDS_PEER_INODE;
    return column_store(column, ends, value);
}

/* clang-format off */
static const struct column columns[] = {
    {"socket_type", "TYPE", "stream, dgram, seqpacket or raw, for families that have several types",
     .type = VALUE_TEXT, .flags = COLUMN_JSON, .get = get_type, .set = set_type, .rank = rank_type,
     .place = {AT(struct ends_detail, type), WORDS_IN(socket_type_names)}},
    {"peer_inode", "PEER-INODE", "unix sockets: inode number of the peer; 0: no process holds it",
     .type = VALUE_NUMBER, .flags = COLUMN_JSON, .get = get_peer_inode, .set = set_peer_inode,
     .place = {AT(struct ends_detail, peer_inode)}},
};
/* clang-format on */

const struct column_group family_columns = {columns, COUNT_OF(columns)};
