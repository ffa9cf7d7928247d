/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "column_restore.h"

enum column_set column_restore(const struct column *column, const struct column_target *target,
                               struct socket *socket, const struct value *value)
{
    bool skip = value->presence != VALUE_KNOWN && (column->flags & COLUMN_SETS_NULL) == 0;

    return column->set == NULL || skip ? COLUMN_SET : column->set(column, target, socket, value);
}

/* An empty part means that none of its fields applies. */
void column_restore_no_group(const struct column_target *target, const struct socket *socket,
                             enum detail_group group)
{
    struct detail_room *room = target->room;
    bool has_info = socket->protocol == PROTOCOL_TCP && socket->state != STATE_CLOSED &&
                    (socket->flags & SOCKET_MINI) == 0;

    if (group == DETAILS_TIMER) {
        room->detail.timer = TIMER_NONE;
        room->detail.have |= DETAIL_TIMER_KIND;
    }
    if (group == DETAILS_TCP_INFO && has_info) {
        (void)detail_room_congestion(room);
        (void)detail_room_ulp(room);
        for (unsigned i = 0; i < TCP_FIELD_COUNT; i++)
            (void)tcp_info_set_none(detail_room_tcp_info(room), (enum tcp_field)i);
    }
}
