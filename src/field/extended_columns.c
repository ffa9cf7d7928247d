/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What -e adds to the core keys. */
#include "detail_get.h"

GETTER(shutdown)
{
    static const char *const words[] = {"none", "receive", "send", "both"};
    unsigned which = ((socket->flags & SOCKET_SHUT_RECV) != 0 ? 1u : 0) |
                     ((socket->flags & SOCKET_SHUT_SEND) != 0 ? 2u : 0);

    value->text = text_of(words[which]);
    if ((socket->have & HAVE_SHUTDOWN) == 0)
        detail_missing(socket, value);
}

GETTER(mark)
{
    value->number = socket->mark;
    if ((socket->have & HAVE_MARK) == 0)
        value_unknown(value);
}

GETTER(cgroup_id)
{
    value->number = socket_cgroup(socket);
    if ((socket->have & HAVE_CGROUP) == 0)
        value_unknown(value);
}

/* clang-format off */
static const struct column columns[] = {
    {"shutdown", "SHUTDOWN", "halves that are shut: none, receive (the peer has closed), send, both",
     VALUE_TEXT, 0, get_shutdown, NULL, NULL, 0},
    {"mark", "MARK", "mark for firewall and routing (SO_MARK); told to CAP_NET_ADMIN only",
     VALUE_NUMBER, COLUMN_RIGHT, get_mark, NULL, NULL, 0},
    {"cgroup_id", "CGROUP-ID", "number of the socket's control group (v2)",
     VALUE_NUMBER, COLUMN_RIGHT, get_cgroup_id, NULL, NULL, 0},
};
/* clang-format on */

const struct column_group extended_columns = {columns, COUNT_OF(columns), DETAILS_EXTENDED};
