/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "tool_cells.h"

#include <string.h>

#include "cell.h"
#include "quantity.h"

static const char *kind_of(const struct writer *writer)
{
    const struct ends_detail *ends = socket_ends(writer->socket);

    if (writer->socket->protocol == PROTOCOL_NETLINK)
        return "nl";
    if (writer->socket->protocol != PROTOCOL_UNIX || writer->tool->style != SS || ends == NULL)
        return protocol_names[writer->socket->protocol];
    return ends->type == SOCKET_TYPE_DGRAM       ? "u_dgr"
           : ends->type == SOCKET_TYPE_SEQPACKET ? "u_seq"
                                                 : "u_str";
}

static void add_protocol(struct writer *writer)
{
    const struct socket *socket = writer->socket;
    bool six = socket->family == FAMILY_INET6;
    const char *digits = six && socket_is_dual_stack(socket) ? "46"
                         : six                               ? "6"
                         : socket->family == FAMILY_INET     ? "4"
                                                             : "";

    if (writer->tool->style == WINDOWS)
        builder_printf(&writer->cell, "%s", socket->protocol == PROTOCOL_TCP ? "TCP" : "UDP");
    else
        builder_printf(&writer->cell, "%s%s", kind_of(writer),
                       writer->tool->style == DOT            ? digits
                       : writer->tool->style == COLON && six ? "6"
                                                             : "");
}

static void add_unix_state(struct writer *writer)
{
    const struct socket *socket = writer->socket;

    builder_printf(&writer->cell, "%s",
                   !socket_knows_peer(socket)        ? "-"
                   : socket_has_accept_queue(socket) ? "LISTENING"
                   : socket_is_connected(socket)     ? "CONNECTED"
                                                     : "");
}

/* For sockets without TCP states only the Linux tools show whether there is a peer; netstat uses
 * the kernel's state number for raw sockets. */
static void add_state(struct writer *writer)
{
    const struct socket *socket = writer->socket;
    enum state state = (enum state)socket->state;
    bool connected = socket_is_connected(socket);

    if (writer->tool->style == COLON && socket->protocol == PROTOCOL_UNIX) {
        add_unix_state(writer);
        return;
    }
    if (writer->tool->style == COLON && socket->protocol == PROTOCOL_RAW) {
        builder_add_byte(&writer->cell, connected ? '1' : '7');
        return;
    }
    if (!protocol_has_states(socket->protocol)) {
        if (writer->tool->style != SS && (writer->tool->style != COLON || !connected))
            return;
        state = !socket_knows_peer(socket)        ? STATE_NONE
                : socket_has_accept_queue(socket) ? STATE_LISTEN
                : connected                       ? STATE_ESTABLISHED
                                                  : STATE_CLOSED;
    }
    builder_printf(&writer->cell, "%s",
                   state == STATE_NONE ? "-" : state_spelling(state, writer->tool->dialect));
}

static void add_number(struct writer *writer, uint32_t have, uint64_t number)
{
    if ((writer->socket->have & have) != 0)
        builder_printf(&writer->cell, "%llu", (unsigned long long)number);
    else
        builder_add_byte(&writer->cell, '-');
}

/* Tools other than ss write 0 for the limit of a listener; BSD tools write 0 for both of its
 * queues. */
static void add_queue(struct writer *writer, bool recv)
{
    const struct socket *socket = writer->socket;
    uint32_t number = recv ? socket->recv_queue : socket->send_queue;

    if (!socket_has_accept_queue(socket))
        add_number(writer, recv ? HAVE_RECV_QUEUE : HAVE_SEND_QUEUE, number);
    else if (writer->tool->style == SS || (writer->tool->style == COLON && recv))
        add_number(writer, recv ? HAVE_ACCEPT_QUEUE : HAVE_ACCEPT_QUEUE_MAX, number);
    else
        builder_add_byte(&writer->cell, '0');
}

static size_t insert(char *address, size_t length, size_t at, const char *part)
{
    size_t more = strlen(part);

    memmove(address + at + more, address + at, length - at);
    memcpy(address + at, part, more);
    return length + more;
}

/* Makes an address one or two characters longer: adds a zero to a short part, or shortens `::` by
 * one part. Addresses without either are longer than any column. */
static size_t lengthen(char *address, size_t length)
{
    size_t part = 0, gap = 0;

    for (size_t at = 0; at <= length; at++) {
        if (at < length && address[at] != ':')
            continue;
        if (at > part && at - part < 4)
            return insert(address, length, part, "0");
        part = at + 1;
    }
    while (gap + 1 < length && (address[gap] != ':' || address[gap + 1] != ':'))
        gap++;
    return insert(address, length, gap, gap == 0 ? "0" : ":0");
}

static bool maps_v4(const struct writer *writer, const struct address *address)
{
    return (writer->tool->style == COLON || writer->tool->style == DOT) &&
           writer->socket->family == FAMILY_INET6 && address_is_v4_mapped(address);
}

static size_t write_address(const struct writer *writer, const struct address *address, char *out)
{
    struct address v4 = {{0}};

    if (!maps_v4(writer, address))
        return address_write(out, (enum family)writer->socket->family, address);
    memcpy(v4.bytes, address->bytes + 12, 4);
    return address_write(out, FAMILY_INET, &v4);
}

static void add_interface(struct writer *writer)
{
    const struct names *names = writer->listing->context->names;
    uint32_t index = writer->socket->interface;
    struct text name = names == NULL || names->interface == NULL
                           ? TEXT("")
                           : names->interface(names->context, index);

    builder_add_byte(&writer->cell, '%');
    if (name.length > 0)
        cell_escape(&writer->cell, name);
    else
        quantity_number(&writer->cell, index);
}

static bool is_star(const struct writer *writer, const struct address *address, bool local)
{
    const struct socket *socket = writer->socket;

    if (socket->family == FAMILY_NONE || writer->tool->style == DOT)
        return address_is_wildcard(address);
    return writer->tool->style == SS && address_is_wildcard(address) &&
           (local ? socket_is_dual_stack(socket)
                  : socket->family == FAMILY_INET6 && socket_may_be_dual_stack(socket));
}

static void add_host(struct writer *writer, bool local)
{
    const struct socket *socket = writer->socket;
    const struct address *address = local ? &socket->local : &socket->remote;
    bool brackets = socket->family == FAMILY_INET6 &&
                    (writer->tool->style == SS || writer->tool->style == WINDOWS);
    char text[ADDRESS_MAX_LENGTH + 4];
    size_t length;

    if (is_star(writer, address, local)) {
        builder_add_byte(&writer->cell, '*');
        return;
    }
    length = write_address(writer, address, text);
    if (socket->family == FAMILY_INET6 && length == writer->tool->cut_host)
        length = lengthen(text, length);
    if (brackets)
        builder_add_byte(&writer->cell, '[');
    builder_add(&writer->cell, (struct text){text, length});
    if (local && socket->interface != 0 && writer->tool->style != COLON)
        add_interface(writer);
    if (brackets)
        builder_add_byte(&writer->cell, ']');
}

/* Formats as ss: `/run/a 4711`, `route:812`. */
static void add_named(struct writer *writer, bool local)
{
    const struct socket *socket = writer->socket;
    const struct ends_detail *ends = socket_ends(socket);
    struct text name = ends == NULL ? TEXT("") : local ? ends->local : ends->remote;
    bool is_unix = socket->protocol == PROTOCOL_UNIX;

    cell_escape(&writer->cell, name.length == 0 ? TEXT("*") : name);
    if (is_unix)
        builder_printf(&writer->cell, " %llu",
                       (unsigned long long)(local          ? socket->inode
                                            : ends == NULL ? 0
                                                           : ends->peer_inode));
    else if (local && ends != NULL)
        builder_printf(&writer->cell, ":%u", ends->local_port);
}

/* No port is `*`; Windows writes 0 for TCP. */
static void add_port(struct writer *writer, bool local)
{
    const struct socket *socket = writer->socket;
    unsigned port = local ? socket->local_port : socket->remote_port;

    if (port != 0 || (writer->tool->style == WINDOWS && socket->protocol == PROTOCOL_TCP))
        builder_printf(&writer->cell, "%u", port);
    else
        builder_add_byte(&writer->cell, '*');
}

static void add_end(struct writer *writer, bool local)
{
    const struct socket *socket = writer->socket;
    const struct ends_detail *ends = socket_ends(socket);
    struct text printed = ends == NULL ? TEXT("") : local ? ends->local : ends->remote;

    if (!family_is_ip(socket->family))
        add_named(writer, local);
    else if (printed.length > 0)
        cell_escape(&writer->cell, printed);
    else if (writer->tool->style == WINDOWS && !local && socket->protocol == PROTOCOL_UDP)
        builder_add(&writer->cell, TEXT("*:*"));
    else if ((socket->have & (local ? HAVE_LOCAL : HAVE_REMOTE)) == 0)
        builder_add_byte(&writer->cell, '-');
    else {
        add_host(writer, local);
        builder_add_byte(&writer->cell, writer->tool->style == DOT ? '.' : ':');
        add_port(writer, local);
    }
}

static const struct owner *owner_of(const struct writer *writer)
{
    const struct snapshot *snapshot = writer->listing->context->snapshot;

    return writer->socket->owner_status == OWNER_FOUND
               ? owner_first(&snapshot->owners, writer->socket)
               : NULL;
}

static void add_program(struct writer *writer, bool name)
{
    const struct owners *owners = &writer->listing->context->snapshot->owners;
    const struct owner *owner = owner_of(writer);
    const struct process *process = owner == NULL ? NULL : &owners->processes[owner->process];

    if (process == NULL)
        builder_add_byte(&writer->cell,
                         !name && writer->socket->owner_status == OWNER_NONE ? '0' : '-');
    else
        quantity_number(&writer->cell, process->pid);
    if (process != NULL && name) {
        builder_add_byte(&writer->cell, '/');
        cell_escape(&writer->cell, process->command);
    }
}

/* Formats users:(("sshd",pid=812,fd=3)). */
static void add_users(struct writer *writer)
{
    const struct owners *owners = &writer->listing->context->snapshot->owners;
    const struct owner *owner = owner_of(writer);

    if (owner == NULL || (writer->listing->shown & TOOL_OWNERS) == 0)
        return;
    builder_add(&writer->cell, TEXT("users:("));
    for (size_t i = 0; i <= owner->more; i++) {
        const struct process *process = &owners->processes[owner[i].process];

        builder_add(&writer->cell, i == 0 ? TEXT("(\"") : TEXT(",(\""));
        cell_escape(&writer->cell, process->command);
        builder_printf(&writer->cell, "\",pid=%u", process->pid);
        if (owner[i].fd != OWNER_NO_FD)
            builder_printf(&writer->cell, ",fd=%u", owner[i].fd);
        builder_add_byte(&writer->cell, ')');
    }
    builder_add_byte(&writer->cell, ')');
}

/* Starts a detail, after a blank. */
static void begin_detail(struct writer *writer, const char *key)
{
    builder_printf(&writer->cell, "%s%s", writer->cell.length == 0 ? "" : " ", key);
}

/* As ss -e, but includes uid 0, which ss omits. */
static void add_details(struct writer *writer)
{
    const struct socket *socket = writer->socket;
    bool ip = family_is_ip(socket->family);

    if ((socket->have & HAVE_UID) != 0) {
        begin_detail(writer, "uid:");
        quantity_number(&writer->cell, socket->uid);
    }
    if ((socket->have & HAVE_INODE) != 0 && ip) {
        begin_detail(writer, "ino:");
        quantity_number(&writer->cell, socket->inode);
    }
    if ((socket->have & HAVE_COOKIE) != 0 && ip) {
        begin_detail(writer, "sk:");
        builder_printf(&writer->cell, "%llx", (unsigned long long)socket->cookie);
    }
    if ((socket->have & HAVE_V6ONLY) != 0 && socket->family == FAMILY_INET6 &&
        !socket_is_connected(socket))
        begin_detail(writer, (socket->flags & SOCKET_V6ONLY) != 0 ? "v6only:1" : "v6only:0");
    if ((socket->have & HAVE_SHUTDOWN) != 0) {
        begin_detail(writer, (socket->flags & SOCKET_SHUT_RECV) != 0 ? "--" : "<-");
        builder_add_byte(&writer->cell, (socket->flags & SOCKET_SHUT_SEND) != 0 ? '-' : '>');
    }
}

/* As net-tools: keepalive (7129.07/0/0). */
static void add_timer(struct writer *writer)
{
    static const char *const words[TIMER_COUNT] = {
        [TIMER_NONE] = "off",
        [TIMER_RETRANSMIT] = "on",
        [TIMER_KEEPALIVE] = "keepalive",
        [TIMER_TIME_WAIT] = "timewait",
        [TIMER_ZERO_WINDOW] = "probe",
        [TIMER_OTHER] = "unkn-4",
    };
    const struct socket_detail *detail = writer->socket->detail;
    bool probes;

    if (detail == NULL || (detail->have & DETAIL_TIMER_KIND) == 0 ||
        (detail->timer != TIMER_NONE && (detail->have & DETAIL_TIMER) != DETAIL_TIMER))
        return;
    probes = detail->timer == TIMER_KEEPALIVE || detail->timer == TIMER_ZERO_WINDOW;
    builder_printf(&writer->cell, "%s (%u.%02u/%u/%u)", words[detail->timer],
                   detail->timer_ms / 1000, detail->timer_ms / 10 % 100,
                   probes ? 0 : detail->retransmits, probes ? detail->retransmits : 0);
}

/* Formats the columns that only tables of unix sockets have; values unknown to lsock are `-`. */
static void add_unix_cell(struct writer *writer, enum what what)
{
    const struct socket *socket = writer->socket;
    const struct ends_detail *ends = socket_ends(socket);
    const char *type = ends == NULL ? NULL : socket_type_names[ends->type];

    if (what == REFERENCES)
        builder_add_byte(&writer->cell, '-');
    else if (what == FLAGS)
        builder_printf(&writer->cell, "%s", socket_has_accept_queue(socket) ? "[ ACC ]" : "[ ]");
    else if (what == PATH && ends != NULL)
        cell_escape(&writer->cell, ends->local);
    for (; what == TYPE && type != NULL && *type != '\0'; type++)
        builder_add_byte(&writer->cell, ascii_upper(*type));
}

static void add_cell(struct writer *writer, enum what what)
{
    switch (what) {
    case PROTOCOL:
        add_protocol(writer);
        break;
    case STATE:
        add_state(writer);
        break;
    case RECV:
    case SEND:
        add_queue(writer, what == RECV);
        break;
    case LOCAL:
    case REMOTE:
        add_end(writer, what == LOCAL);
        break;
    case USER:
        add_number(writer, HAVE_UID, writer->socket->uid);
        break;
    case INODE:
        add_number(writer, HAVE_INODE, writer->socket->inode);
        break;
    case PROGRAM:
    case PID:
        add_program(writer, what == PROGRAM);
        break;
    case USERS:
        add_users(writer);
        break;
    case DETAILS:
        add_details(writer);
        break;
    case TIMER:
        add_timer(writer);
        break;
    default:
        add_unix_cell(writer, what);
        break;
    }
}

/* Lengthens an address that would look like a truncated one. */
static void avoid_cut(struct writer *writer, bool local)
{
    struct builder *cell = &writer->cell;
    char port[8];
    size_t host = cell->length, rest;

    if (writer->tool->cut_cell == 0 || cell->length != writer->tool->cut_cell ||
        writer->socket->family != FAMILY_INET6 || !socket_knows_address(writer->socket, local) ||
        builder_reserve(cell, 2) == NULL)
        return;
    while (host > 0 && cell->bytes[host - 1] != ':')
        host--;
    rest = cell->length - --host;
    memcpy(port, cell->bytes + host, rest);
    host = lengthen(cell->bytes, host);
    memcpy(cell->bytes + host, port, rest);
    cell->length = host + rest;
}

void tool_cell(struct writer *writer, enum what what)
{
    builder_clear(&writer->cell);
    add_cell(writer, what);
    if (what == LOCAL || what == REMOTE)
        avoid_cut(writer, what == LOCAL);
}
