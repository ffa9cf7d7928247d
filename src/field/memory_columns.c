/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Columns of -m: memory of a socket. */
#include "column_group.h"

GETTER(memory)
{
    const struct memory_detail *memory = socket->detail == NULL ? NULL : socket->detail->memory;

    if (memory == NULL)
        detail_missing(socket, value);
    else if ((memory->have & (1u << column->place.at)) == 0)
        value_unknown(value);
    else
        value->number = memory->numbers[column->place.at];
    if (value->presence == VALUE_KNOWN && column->place.at == MEMORY_DROPS && value->number > 0)
        value->role = ROLE_ALARM;
}

SETTER(memory)
{
    struct memory_detail *memory = detail_room_memory(target->room);

    memory->numbers[column->place.at] = (uint32_t)value->number;
    memory->have |= 1u << column->place.at;
    return set_if(value->number <= UINT32_MAX);
}

#define MEMORY(which, UNIT)                                                          \
    .type = VALUE_NUMBER, .unit = UNIT, OF_GROUP(DETAILS_MEMORY), .get = get_memory, \
    .set = set_memory, .place = {.at = which}
#define SUM(which, UNIT) .flags = COLUMN_SUM, MEMORY(which, UNIT)

/* clang-format off */
static const struct column columns[] = {
    {"recv_memory_bytes", "RECV-MEMORY", "memory of received data that the program has not read",
     SUM(MEMORY_RECV, UNIT_BYTES)},
    {"recv_memory_max_bytes", "RECV-MAX", "limit of that memory (SO_RCVBUF)", MEMORY(MEMORY_RECV_LIMIT, UNIT_BYTES)},
    {"send_memory_bytes", "SEND-MEMORY", "memory of data passed to the network and not freed yet",
     SUM(MEMORY_SEND, UNIT_BYTES)},
    {"send_memory_max_bytes", "SEND-MAX", "limit of memory for sending (SO_SNDBUF)",
     MEMORY(MEMORY_SEND_LIMIT, UNIT_BYTES)},
    {"forward_memory_bytes", "FORWARD-MEMORY", "memory reserved by the socket and not used yet",
     SUM(MEMORY_FORWARD, UNIT_BYTES)},
    {"send_queued_bytes", "SEND-QUEUED", "memory of data that the program has written and TCP still holds",
     SUM(MEMORY_SEND_QUEUED, UNIT_BYTES)},
    {"option_memory_bytes", "OPTION-MEMORY", "memory of socket options", SUM(MEMORY_OPTION, UNIT_BYTES)},
    {"backlog_memory_bytes", "BACKLOG-MEMORY", "memory of packets that arrived while the program used the socket",
     SUM(MEMORY_BACKLOG, UNIT_BYTES)},
    {"drops", "DROPS", "packets dropped before they reached the socket's queue", SUM(MEMORY_DROPS, UNIT_NONE)},
};
/* clang-format on */

const struct column_group memory_columns = {columns, COUNT_OF(columns)};
