/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Written by unix_seq_show (net/unix/af_unix.c), packet_seq_show (net/packet/af_packet.c) and
 * netlink_native_seq_show (net/netlink/af_netlink.c).
 */
#include "family_line.h"

#include "compiler.h"
#include "family_names.h"
#include "family_socket.h"
#include "fields.h"

/* A kernel address, hashed to hex digits; before the kernel can hash, a word in brackets. */
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

static bool skip_decimals(struct fields *fields, unsigned count)
{
    uint64_t ignored;

    while (count > 0 && fields_decimal(fields, UINT64_MAX, &ignored))
        count--;
    return count == 0;
}

static void set_inode(struct socket *socket, uint64_t inode)
{
    socket->inode = inode;
    socket->have |= HAVE_INODE;
}

#define ACCEPTCON 0x10000u /* linux/net.h: __SO_ACCEPTCON, it listens */

/* linux/net.h: enum sock_state, with which this file alone speaks of states. */
enum { UNCONNECTED = 1, CONNECTING, CONNECTED, DISCONNECTING };

/* include/net/tcp_states.h: the kernel's own, of which the file's is made. */
enum { NATIVE_ESTABLISHED = 1, NATIVE_CLOSE = 7, NATIVE_LISTEN = 10 };

static uint8_t unix_state(uint64_t flags, uint64_t state)
{
    if ((flags & ACCEPTCON) != 0)
        return NATIVE_LISTEN;
    return state == CONNECTED || state == CONNECTING ? NATIVE_ESTABLISHED : NATIVE_CLOSE;
}

/* Behind one blank, to the end of the line; blanks may be a part of it. */
static bool take_name(struct fields *fields, struct detail_room *room)
{
    if (fields->at == fields->end)
        return true;
    return fields_byte(fields, ' ') &&
           detail_room_set_local(room,
                                 (struct text){fields->at, (size_t)(fields->end - fields->at)});
}

/* Num: RefCount Protocol Flags Type St Inode Path */
bool unix_line_read(struct text line, uint32_t groups UNUSED, struct detail_room *room,
                    struct socket *socket)
{
    struct fields fields = fields_of(line);
    uint64_t references, protocol, flags, type, state, inode;

    if (!skip_pointer(&fields) || !fields_byte(&fields, ':') || !fields_hex(&fields, UINT32_MAX, &references) ||
        !fields_hex(&fields, UINT32_MAX, &protocol) || !fields_hex(&fields, UINT32_MAX, &flags) ||
        !fields_hex(&fields, UINT16_MAX, &type) || !fields_hex(&fields, UINT8_MAX, &state) ||
        !fields_decimal(&fields, UINT64_MAX, &inode) || state < UNCONNECTED ||
        state > DISCONNECTING)
        return false;
    family_socket_begin(socket, room, PROTOCOL_UNIX, type);
    family_socket_set_state(socket, unix_state(flags, state));
    set_inode(socket, inode);
    return take_name(&fields, room);
}

/* sk RefCnt Type Proto Iface R Rmem User Inode */
bool packet_line_read(struct text line, uint32_t groups UNUSED, struct detail_room *room,
                      struct socket *socket)
{
    struct fields fields = fields_of(line);
    uint64_t type, protocol, interface, queue, uid, inode;

    if (!skip_pointer(&fields) || !skip_decimals(&fields, 1) ||
        !fields_decimal(&fields, UINT32_MAX, &type) ||
        !fields_hex(&fields, UINT16_MAX, &protocol) ||
        !fields_decimal(&fields, INT32_MAX, &interface) || !skip_decimals(&fields, 1) ||
        !fields_decimal(&fields, UINT32_MAX, &queue) ||
        !fields_decimal(&fields, UINT32_MAX, &uid) ||
        !fields_decimal(&fields, UINT64_MAX, &inode) || !fields_at_end(&fields))
        return false;
    family_socket_begin(socket, room, PROTOCOL_PACKET, type);
    packet_name_set(room, (uint16_t)protocol);
    socket->interface = (uint32_t)interface;
    socket->recv_queue = (uint32_t)queue;
    socket->have |= HAVE_RECV_QUEUE;
    set_inode(socket, inode);
    family_socket_set_uid(socket, (uint32_t)uid);
    return true;
}

static void take_drops(struct detail_room *room, uint64_t drops)
{
    struct memory_detail *memory = detail_room_memory(room);

    memory->numbers[MEMORY_DROPS] = (uint32_t)drops;
    memory->have = 1u << MEMORY_DROPS;
}

/* sk Eth Pid Groups Rmem Wmem Dump Locks Drops Inode */
bool netlink_line_read(struct text line, uint32_t groups, struct detail_room *room,
                       struct socket *socket)
{
    struct fields fields = fields_of(line);
    uint64_t family, port, multicast, receive, send, drops, inode;

    if (!skip_pointer(&fields) || !fields_decimal(&fields, UINT8_MAX, &family) ||
        !fields_decimal(&fields, UINT32_MAX, &port) ||
        !fields_hex(&fields, UINT32_MAX, &multicast) ||
        !fields_decimal(&fields, UINT32_MAX, &receive) ||
        !fields_decimal(&fields, UINT32_MAX, &send) || !skip_decimals(&fields, 2) ||
        !fields_decimal(&fields, UINT32_MAX, &drops) ||
        !fields_decimal(&fields, UINT64_MAX, &inode) || !fields_at_end(&fields))
        return false;
    family_socket_begin(socket, room, PROTOCOL_NETLINK, SOCKET_TYPE_NONE);
    socket->have = HAVE_LOCAL | HAVE_INTERFACE | HAVE_RECV_QUEUE | HAVE_SEND_QUEUE;
    netlink_name_set(room, (uint32_t)family);
    room->ends.local_port = (uint32_t)port;
    room->ends.have |= ENDS_LOCAL_PORT;
    socket->recv_queue = (uint32_t)receive;
    socket->send_queue = (uint32_t)send;
    set_inode(socket, inode);
    if ((groups & DETAILS_BIT(DETAILS_MEMORY)) != 0)
        take_drops(room, drops);
    return true;
}
