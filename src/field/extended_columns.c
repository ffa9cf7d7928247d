/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What -e adds to the core keys. */
#include "column_setting.h"
#include "detail_get.h"

static const char *const halves[] = {"none", "receive", "send", "both"};
enum half { HALF_RECEIVE = 1u << 0, HALF_SEND = 1u << 1 };

GETTER(shutdown)
{
    unsigned which = ((socket->flags & SOCKET_SHUT_RECV) != 0 ? (unsigned)HALF_RECEIVE : 0) |
                     ((socket->flags & SOCKET_SHUT_SEND) != 0 ? (unsigned)HALF_SEND : 0);

    value->text = text_of(halves[which]);
    if ((socket->have & HAVE_SHUTDOWN) == 0)
        detail_missing(socket, value);
}

SETTER(shutdown)
{
    size_t which;

    if (!value_is_known(value))
        return COLUMN_SET;
    which = value_take_word(value, halves, COUNT_OF(halves));
    if (which == COUNT_OF(halves))
        return COLUMN_SET_WRONG;
    socket->have |= HAVE_SHUTDOWN;
    if ((which & HALF_RECEIVE) != 0)
        socket->flags |= SOCKET_SHUT_RECV;
    if ((which & HALF_SEND) != 0)
        socket->flags |= SOCKET_SHUT_SEND;
    return COLUMN_SET;
}

GETTER(mark)
{
    value->number = socket->mark;
    if ((socket->have & HAVE_MARK) == 0)
        value_unknown(value);
}

SETTER(mark)
{
    uint64_t mark = 0;
    enum column_set result = value_take_number(value, UINT32_MAX, &mark);

    if (value_is_known(value))
        socket->have |= HAVE_MARK;
    socket->mark = (uint32_t)mark;
    return result;
}

GETTER(cgroup_id)
{
    value->number = socket_cgroup(socket);
    if ((socket->have & HAVE_CGROUP) == 0)
        value_unknown(value);
}

SETTER(cgroup_id)
{
    if (!value_is_known(value))
        return COLUMN_SET;
    socket_set_cgroup(socket, value->number);
    return (socket->have & HAVE_CGROUP) != 0 ? COLUMN_SET : COLUMN_SET_WRONG;
}

/* clang-format off */
static const struct column columns[] = {
    {"shutdown", "SHUTDOWN", "halves that are shut: none, receive (the peer has closed), send, both",
     VALUE_TEXT, 0, get_shutdown, NULL, NULL, 0},
    {"mark", "MARK", "mark for firewall and routing (SO_MARK); told to CAP_NET_ADMIN only",
     VALUE_NUMBER, COLUMN_RIGHT, get_mark, NULL, NULL, NEED_MARK},
    {"cgroup_id", "CGROUP-ID", "number of the socket's control group (v2)",
     VALUE_NUMBER, COLUMN_RIGHT, get_cgroup_id, NULL, NULL, 0},
};
/* clang-format on */

const struct column_group extended_columns = {columns, COUNT_OF(columns), DETAILS_EXTENDED};

static const struct column_setting settings[] = {
    {"shutdown", set_shutdown},
    {"mark", set_mark},
    {"cgroup_id", set_cgroup_id},
};

const struct column_settings extended_settings = {settings, COUNT_OF(settings)};
