/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What families without IP addresses have beside the core columns. */
#include "column_group.h"
#include "column_setting.h"

GETTER(type)
{
    const struct ends_detail *ends = socket_ends(socket);
    const char *name = ends == NULL ? NULL : socket_type_name((enum socket_type)ends->type);

    if (name == NULL && ends != NULL && socket->family == FAMILY_NETLINK)
        value_unknown(value); /* raw or dgram: /proc does not tell */
    else if (name == NULL)
        value_absent(value);
    else
        value->text = text_of(name);
}

static uint64_t rank_type(const struct socket *socket)
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

SETTER(type)
{
    if (!value_is_known(value))
        return COLUMN_SET;
    for (unsigned type = SOCKET_TYPE_NONE + 1; type < SOCKET_TYPE_COUNT; type++)
        if (text_equal(value->text, text_of(socket_type_name((enum socket_type)type)))) {
            detail_room_ends(record->room)->type = (uint8_t)type;
            return COLUMN_SET;
        }
    return COLUMN_SET_WRONG;
}

SETTER(peer_inode)
{
    struct ends_detail *ends;

    if (!value_is_known(value))
        return COLUMN_SET;
    ends = detail_room_ends(record->room);
    ends->have |= ENDS_PEER_INODE;
    ends->peer_inode = (uint32_t)value->number;
    return value->number <= UINT32_MAX ? COLUMN_SET : COLUMN_SET_WRONG;
}

/* clang-format off */
static const struct column columns[] = {
    {"socket_type", "TYPE", "of families that have several: stream, dgram, seqpacket, raw",
     VALUE_TEXT, COLUMN_JSON, get_type, rank_type, NULL, 0},
    {"peer_inode", "PEER-INODE", "of a unix socket: inode number of its peer; 0: no process holds that",
     VALUE_NUMBER, COLUMN_JSON | COLUMN_RIGHT, get_peer_inode, NULL, NULL, 0},
};
/* clang-format on */

const struct column_group family_columns = {columns, COUNT_OF(columns), DETAILS_NONE};

static const struct column_setting settings[] = {
    {"socket_type", set_type},
    {"peer_inode", set_peer_inode},
};

const struct column_settings family_settings = {settings, COUNT_OF(settings)};
