/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Columns that -e adds to the core keys. */
#include "column_group.h"

enum half { HALF_RECEIVE = 1u << 0, HALF_SEND = 1u << 1 };

GETTER(shutdown)
{
    unsigned which = ((socket->flags & SOCKET_SHUT_RECV) != 0 ? (unsigned)HALF_RECEIVE : 0) |
                     ((socket->flags & SOCKET_SHUT_SEND) != 0 ? (unsigned)HALF_SEND : 0);

    column_show(column, which, value);
    if ((socket->have & HAVE_SHUTDOWN) == 0)
        detail_missing(socket, value);
}

SETTER(shutdown)
{
    uint64_t which;

    if (column_take(column, value, &which) != COLUMN_SET)
        return COLUMN_SET_WRONG;
    socket->have |= HAVE_SHUTDOWN;
    if ((which & HALF_RECEIVE) != 0)
        socket->flags |= SOCKET_SHUT_RECV;
    if ((which & HALF_SEND) != 0)
        socket->flags |= SOCKET_SHUT_SEND;
    return COLUMN_SET;
}

GETTER(cgroup_id)
{
    value->number = socket_cgroup(socket);
    if ((socket->have & HAVE_CGROUP) == 0)
        value_unknown(value);
}

SETTER(cgroup_id)
{
    socket_set_cgroup(socket, value->number);
    return set_if((socket->have & HAVE_CGROUP) != 0);
}

/* clang-format off */
static const struct column columns[] = {
    {"shutdown", "SHUTDOWN", "directions that are shut down: none, receive (the peer has closed), send, both",
     .type = VALUE_TEXT, .group = DETAILS_EXTENDED, .get = get_shutdown, .set = set_shutdown,
     .place = {WORDS("none", "receive", "send", "both")}},
    {"mark", "MARK", "mark for firewall and routing (SO_MARK); requires CAP_NET_ADMIN",
     .type = VALUE_NUMBER, .group = DETAILS_EXTENDED, .need = NEED_MARK, .get = number_get, .set = number_set,
     .place = {AT(struct socket, mark), .have = HAVE_MARK}},
    {"cgroup_id", "CGROUP-ID", "number of the socket's control group (v2)",
     .type = VALUE_NUMBER, .group = DETAILS_EXTENDED, .get = get_cgroup_id, .set = set_cgroup_id},
};
/* clang-format on */

const struct column_group extended_columns = {columns, COUNT_OF(columns)};
