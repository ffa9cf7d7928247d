/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "mib_row.h"

#include <string.h>

#include "address.h"

#define NOWHERE ROW_NOWHERE

#define STATE_NATIVE_BOUND 100 /* MIB_TCP_STATE_RESERVED */

/* A table is the number of rows, 4 bytes, followed by the rows with their alignment. A module row
 * starts with the plain one. */
#define AT(type, member) offsetof(struct type, member)
#define TABLE(type)      _Alignof(struct type), sizeof(struct type)
#define ENDS4(type)      AT(type, local), NOWHERE, AT(type, local_port)
#define ENDS6(type)      AT(type, local), AT(type, local_scope), AT(type, local_port)
#define NO_REMOTE        NOWHERE, NOWHERE, NOWHERE, NOWHERE

#define TCP4                                                                   \
    ENDS4(tcp4_row), AT(tcp4_row, remote), NOWHERE, AT(tcp4_row, remote_port), \
        AT(tcp4_row, state), AT(tcp4_row, pid)
#define TCP6                                                                                      \
    ENDS6(tcp6_row), AT(tcp6_row, remote), AT(tcp6_row, remote_scope), AT(tcp6_row, remote_port), \
        AT(tcp6_row, state), AT(tcp6_row, pid)
#define UDP4 ENDS4(udp4_row), NO_REMOTE, AT(udp4_row, pid)
#define UDP6 ENDS6(udp6_row), NO_REMOTE, AT(udp6_row, pid)

#define BOUND4 ENDS4(tcp4_row), NO_REMOTE, AT(tcp4_row, pid)
#define BOUND6 ENDS6(tcp6_row), NO_REMOTE, AT(tcp6_row, pid)

#define LAYOUTS(name, MEMBERS)                                                              \
    {                                                                                       \
        [ROW_PID] = {TABLE(name##_row), MEMBERS, NOWHERE},                                  \
        [ROW_MODULE] = {TABLE(name##_module_row), MEMBERS, AT(name##_module_row, created)}, \
    }

static const struct row_layout tcp4[ROW_CLASS_COUNT] = LAYOUTS(tcp4, TCP4);
static const struct row_layout tcp6[ROW_CLASS_COUNT] = LAYOUTS(tcp6, TCP6);
static const struct row_layout bound4 = {TABLE(tcp4_bound_row), BOUND4, NOWHERE};
static const struct row_layout bound6 = {TABLE(tcp6_bound_row), BOUND6, NOWHERE};
static const struct row_layout udp4[ROW_CLASS_COUNT] = LAYOUTS(udp4, UDP4);
static const struct row_layout udp6[ROW_CLASS_COUNT] = LAYOUTS(udp6, UDP6);

const struct row_layout *mib_row_layout(enum protocol protocol, enum family family,
                                        enum row_class row_class)
{
    if (row_class == ROW_BOUND)
        return family == FAMILY_INET ? &bound4 : &bound6;
    if (protocol == PROTOCOL_TCP)
        return family == FAMILY_INET ? &tcp4[row_class] : &tcp6[row_class];
    return family == FAMILY_INET ? &udp4[row_class] : &udp6[row_class];
}

/* A FILETIME counts steps of 100 ns since 1601; this many steps lie between 1601 and 1970. */
#define STEPS_UNTIL_1970      UINT64_C(116444736000000000)
#define STEPS_PER_MICROSECOND 10

static uint32_t read32(const unsigned char *row, uint16_t at)
{
    uint32_t number;

    memcpy(&number, row + at, sizeof(number));
    return number;
}

/* Two bytes in network byte order; the two after them are undefined. */
static uint16_t read_port(const unsigned char *row, uint16_t at)
{
    return (uint16_t)(row[at] << 8 | row[at + 1]);
}

static bool has_scope(const struct address *address)
{
    return (address->bytes[0] == 0xfe && (address->bytes[1] & 0xc0) == 0x80) || /* fe80::/10 */
           (address->bytes[0] == 0xff && (address->bytes[1] & 0x0f) <= 2);
}

/* A scope id is valid only for an address with a scope. The documentation says network byte order,
 * but it is the plain index (.NET and Wine treat it so). */
static void read_scope(const unsigned char *row, uint16_t at, const struct address *address,
                       struct socket *socket)
{
    if (at == NOWHERE || !has_scope(address) || read32(row, at) == 0)
        return;
    socket->interface = read32(row, at);
    socket->have |= HAVE_INTERFACE;
}

/* For a listener the remote end "has no meaning" (MIB_TCPROW_OWNER_PID) and is undefined. */
static void read_remote(const struct row_layout *layout, const unsigned char *row,
                        struct socket *socket)
{
    if (layout->remote == NOWHERE)
        return;
    socket->have |= HAVE_REMOTE;
    if (socket->state == STATE_LISTEN)
        return;
    memcpy(socket->remote.bytes, row + layout->remote, socket->family == FAMILY_INET ? 4 : 16);
    socket->remote_port = read_port(row, layout->remote_port);
    if ((socket->have & HAVE_INTERFACE) == 0)
        read_scope(row, layout->remote_scope, &socket->remote, socket);
}

static void read_state(const struct row_layout *layout, const unsigned char *row,
                       struct socket *socket)
{
    const struct state_extra *extra;
    uint32_t native;

    if (layout->state == NOWHERE)
        return;
    native = read32(row, layout->state);
    if (native > INT16_MAX)
        return;
    socket->have |= HAVE_STATE;
    socket->native_state = (int16_t)native;
    socket->state = (uint8_t)state_from_number(DIALECT_WINDOWS_MIB, (int)native, &extra);
    if (extra != NULL && strcmp(extra->tag, "bound") == 0)
        socket->flags |= SOCKET_BOUND;
}

/* Uses the number of Get-NetTCPConnection. */
static void set_bound(struct socket *socket)
{
    socket->have |= HAVE_STATE | HAVE_REMOTE;
    socket->state = STATE_CLOSED;
    socket->native_state = STATE_NATIVE_BOUND;
    socket->flags |= SOCKET_BOUND;
}

static void read_created(const struct row_layout *layout, const unsigned char *row,
                         struct socket *socket)
{
    uint64_t steps;

    if (layout->created == NOWHERE)
        return;
    memcpy(&steps, row + layout->created, sizeof(steps));
    if (steps <= STEPS_UNTIL_1970 || steps > INT64_MAX) /* 0: unknown */
        return;
    socket->created = (steps - STEPS_UNTIL_1970) / STEPS_PER_MICROSECOND;
    socket->have |= HAVE_CREATED;
}

void mib_row_read(const struct row_layout *layout, enum protocol protocol, enum family family,
                  const void *bytes, struct socket *socket)
{
    const unsigned char *row = bytes;

    memset(socket, 0, sizeof(*socket));
    socket->protocol = (uint8_t)protocol;
    socket->family = (uint8_t)family;
    socket->have = HAVE_LOCAL | HAVE_PID;
    memcpy(socket->local.bytes, row + layout->local, family == FAMILY_INET ? 4 : 16);
    socket->local_port = read_port(row, layout->local_port);
    socket->pid = read32(row, layout->pid);
    read_state(layout, row, socket);
    read_scope(row, layout->local_scope, &socket->local, socket);
    read_remote(layout, row, socket);
    read_created(layout, row, socket);
    if (layout == &bound4 || layout == &bound6)
        set_bound(socket);
}
