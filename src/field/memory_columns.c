/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Memory of a socket: -m. */
#include "column_setting.h"
#include "detail_get.h"

static void get_memory(const struct socket *socket, enum memory which, struct value *value)
{
    const struct socket_detail *detail = socket->detail;

    if (detail == NULL || detail->memory == NULL)
        detail_missing(socket, value);
    else if ((detail->memory->have & (1u << which)) == 0)
        value_unknown(value);
    else
        value->number = detail->memory->numbers[which];
}

static enum column_set set_memory(const struct column_record *record, enum memory which,
                                  const struct value *value)
{
    struct memory_detail *memory;

    if (!value_is_known(value))
        return COLUMN_SET;
    memory = detail_room_memory(record->room);
    memory->numbers[which] = (uint32_t)value->number;
    memory->have |= 1u << which;
    return value->number <= UINT32_MAX ? COLUMN_SET : COLUMN_SET_WRONG;
}

#define MEMORY_COLUMNS(COLUMN)                                                              \
    COLUMN(recv_memory_bytes, MEMORY_RECV, "RECV-MEMORY",                                   \
           "memory of what was received and waits for the program")                         \
    COLUMN(recv_memory_max_bytes, MEMORY_RECV_LIMIT, "RECV-MAX",                            \
           "limit of that memory (SO_RCVBUF)")                                              \
    COLUMN(send_memory_bytes, MEMORY_SEND, "SEND-MEMORY",                                   \
           "memory of what was handed down to be sent and is not freed yet")                \
    COLUMN(send_memory_max_bytes, MEMORY_SEND_LIMIT, "SEND-MAX",                            \
           "limit of memory for sending (SO_SNDBUF)")                                       \
    COLUMN(forward_memory_bytes, MEMORY_FORWARD, "FORWARD-MEMORY",                          \
           "memory that the socket has set aside and does not use yet")                     \
    COLUMN(send_queued_bytes, MEMORY_SEND_QUEUED, "SEND-QUEUED",                            \
           "memory of what the program has written and TCP still keeps")                    \
    COLUMN(option_memory_bytes, MEMORY_OPTION, "OPTION-MEMORY", "memory of socket options") \
    COLUMN(backlog_memory_bytes, MEMORY_BACKLOG, "BACKLOG-MEMORY",                          \
           "memory of what came in while the program held the socket")                      \
    COLUMN(drops, MEMORY_DROPS, "DROPS", "packets dropped before they reached the socket's queue")

#define DEFINE(name, which, title, help)         \
    GETTER(name)                                 \
    {                                            \
        get_memory(socket, which, value);        \
    }                                            \
    SETTER(name)                                 \
    {                                            \
        return set_memory(record, which, value); \
    }
#define ROW(name, which, title, help)        \
    {#name,        title,        help,       \
     VALUE_NUMBER, COLUMN_RIGHT, get_##name, \
     NULL,         NULL,         NEED_DETAILS(DETAILS_MEMORY)},

MEMORY_COLUMNS(DEFINE)

static const struct column columns[] = {MEMORY_COLUMNS(ROW)};

const struct column_group memory_columns = {columns, COUNT_OF(columns), DETAILS_MEMORY};

#define SETTING(name, which, title, help) {#name, set_##name},

static const struct column_setting settings[] = {MEMORY_COLUMNS(SETTING)};

const struct column_settings memory_settings = {settings, COUNT_OF(settings)};
