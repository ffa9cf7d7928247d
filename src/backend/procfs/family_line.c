/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The kernel writes these lines in unix_seq_show (net/unix/af_unix.c), packet_seq_show
 * (net/packet/af_packet.c) and netlink_native_seq_show (net/netlink/af_netlink.c).
 */
#include "family_line.h"

#include "compiler.h"
#include "fields.h"
#include "linux_socket.h"

/* Skips a kernel address, hashed to hex digits, or a word in brackets early in a boot. */
static bool skip_pointer(struct fields *fields)
{
    uint64_t ignored;

    (void)fields_at_end(fields);
    if (!fields_byte(fields, '('))
        return fields_hex(fields, UINT64_MAX, &ignored);
    while (fields->at < fields->end && *fields->at != ')' && *fields->at != ' ')
        fields->at++;
    return fields_byte(fields, ')');
}

/* The numbers of a line, each with its maximum. */
struct column {
    bool (*read)(struct fields *fields, uint64_t max, uint64_t *number);
    uint64_t max;
};

static bool read_columns(struct fields *fields, const struct column *columns, size_t count,
                         uint64_t *numbers)
{
    for (size_t i = 0; i < count; i++)
        if (!columns[i].read(fields, columns[i].max, &numbers[i]))
            return false;
    return true;
}

#define ACCEPTCON 0x10000u /* linux/net.h: __SO_ACCEPTCON, listening */

/* linux/net.h: enum sock_state; only this file uses these states. */
enum { UNCONNECTED = 1, CONNECTING, CONNECTED, DISCONNECTING };

static uint8_t unix_state(uint64_t flags, uint64_t state)
{
    if ((flags & ACCEPTCON) != 0)
        return NATIVE_LISTEN;
    return state == CONNECTED || state == CONNECTING ? NATIVE_ESTABLISHED : NATIVE_CLOSE;
}

/* Takes the rest of the line after one blank; it may contain blanks. */
static bool take_name(struct fields *fields, struct detail_room *room)
{
    if (fields->at == fields->end)
        return true;
    return fields_byte(fields, ' ') &&
           detail_room_set_local(room,
                                 (struct text){fields->at, (size_t)(fields->end - fields->at)});
}

bool unix_line_read(struct text line, uint32_t groups UNUSED, struct detail_room *room,
                    struct socket *socket)
{
    enum { REFERENCES, PROTOCOL, FLAGS, TYPE, STATE, INODE, COUNT };
    static const struct column columns[COUNT] = {
        [REFERENCES] = {fields_hex, UINT32_MAX}, [PROTOCOL] = {fields_hex, UINT32_MAX},
        [FLAGS] = {fields_hex, UINT32_MAX},      [TYPE] = {fields_hex, UINT16_MAX},
        [STATE] = {fields_hex, UINT8_MAX},       [INODE] = {fields_decimal, UINT64_MAX},
    };
    struct fields fields = fields_of(line);
    uint64_t numbers[COUNT];

    if (!skip_pointer(&fields) || !fields_byte(&fields, ':') ||
        !read_columns(&fields, columns, COUNT, numbers) || numbers[STATE] < UNCONNECTED ||
        numbers[STATE] > DISCONNECTING)
        return false;
    family_socket_begin(socket, room, PROTOCOL_UNIX, numbers[TYPE]);
    family_socket_set_state(socket, unix_state(numbers[FLAGS], numbers[STATE]));
    linux_socket_set_inode(socket, numbers[INODE]);
    return take_name(&fields, room);
}

bool packet_line_read(struct text line, uint32_t groups UNUSED, struct detail_room *room,
                      struct socket *socket)
{
    enum { REFERENCES, TYPE, PROTOCOL, INTERFACE, RUNNING, RECEIVE, UID, INODE, COUNT };
    static const struct column columns[COUNT] = {
        [REFERENCES] = {fields_decimal, UINT64_MAX}, [TYPE] = {fields_decimal, UINT32_MAX},
        [PROTOCOL] = {fields_hex, UINT16_MAX},       [INTERFACE] = {fields_decimal, INT32_MAX},
        [RUNNING] = {fields_decimal, UINT64_MAX},    [RECEIVE] = {fields_decimal, UINT32_MAX},
        [UID] = {fields_decimal, UINT32_MAX},        [INODE] = {fields_decimal, UINT64_MAX},
    };
    struct fields fields = fields_of(line);
    uint64_t numbers[COUNT];

    if (!skip_pointer(&fields) || !read_columns(&fields, columns, COUNT, numbers) ||
        !fields_at_end(&fields))
        return false;
    family_socket_begin(socket, room, PROTOCOL_PACKET, numbers[TYPE]);
    packet_name_set(room, (uint16_t)numbers[PROTOCOL]);
    socket->interface = (uint32_t)numbers[INTERFACE];
    socket->recv_queue = (uint32_t)numbers[RECEIVE];
    socket->have |= HAVE_RECV_QUEUE;
    linux_socket_set_inode(socket, numbers[INODE]);
    linux_socket_set_uid(socket, (uint32_t)numbers[UID]);
    return true;
}

bool netlink_line_read(struct text line, uint32_t groups, struct detail_room *room,
                       struct socket *socket)
{
    enum { FAMILY, PORT, MULTICAST, RECEIVE, SEND, DUMP, LOCKS, DROPS, INODE, COUNT };
    static const struct column columns[COUNT] = {
        [FAMILY] = {fields_decimal, UINT8_MAX}, [PORT] = {fields_decimal, UINT32_MAX},
        [MULTICAST] = {fields_hex, UINT32_MAX}, [RECEIVE] = {fields_decimal, UINT32_MAX},
        [SEND] = {fields_decimal, UINT32_MAX},  [DUMP] = {fields_decimal, UINT64_MAX},
        [LOCKS] = {fields_decimal, UINT64_MAX}, [DROPS] = {fields_decimal, UINT32_MAX},
        [INODE] = {fields_decimal, UINT64_MAX},
    };
    struct fields fields = fields_of(line);
    uint64_t numbers[COUNT];

    if (!skip_pointer(&fields) || !read_columns(&fields, columns, COUNT, numbers) ||
        !fields_at_end(&fields))
        return false;
    family_socket_begin(socket, room, PROTOCOL_NETLINK, SOCKET_TYPE_NONE);
    socket->have = HAVE_LOCAL | HAVE_INTERFACE | HAVE_RECV_QUEUE | HAVE_SEND_QUEUE;
    netlink_name_set(room, (uint32_t)numbers[FAMILY]);
    room->ends.local_port = (uint32_t)numbers[PORT];
    room->ends.have |= ENDS_LOCAL_PORT;
    socket->recv_queue = (uint32_t)numbers[RECEIVE];
    socket->send_queue = (uint32_t)numbers[SEND];
    linux_socket_set_inode(socket, numbers[INODE]);
    if ((groups & DETAILS_BIT(DETAILS_MEMORY)) != 0)
        linux_socket_set_drops(room, numbers[DROPS]);
    return true;
}
