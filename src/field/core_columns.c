/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The columns of every socket. The table stands at the end of this file, its getters before it, in
 * the same order. A getter finds a value of its column's type that is KNOWN and PLAIN, and changes
 * only what differs.
 */
#include "column_group.h"

static bool has_tcp_states(const struct socket *socket)
{
    return protocol_has_states(socket->protocol);
}

GETTER(protocol)
{
    value->text = text_of(protocol_name((enum protocol)socket->protocol));
}

static uint64_t rank_protocol(const struct socket *socket)
{
    return socket->protocol;
}

GETTER(family)
{
    value_word(value, family_name((enum family)socket->family));
}

static uint64_t rank_family(const struct socket *socket)
{
    return socket->family;
}

enum role state_role(enum state state)
{
    static const enum role roles[STATE_COUNT] = {
        [STATE_NONE] = ROLE_PLAIN,         [STATE_LISTEN] = ROLE_LISTENING,
        [STATE_SYN_SENT] = ROLE_OPENING,   [STATE_SYN_RECEIVED] = ROLE_OPENING,
        [STATE_ESTABLISHED] = ROLE_OPEN,   [STATE_FIN_WAIT_1] = ROLE_CLOSING,
        [STATE_FIN_WAIT_2] = ROLE_CLOSING, [STATE_CLOSE_WAIT] = ROLE_ATTENTION,
        [STATE_CLOSING] = ROLE_CLOSING,    [STATE_LAST_ACK] = ROLE_CLOSING,
        [STATE_TIME_WAIT] = ROLE_DIM,      [STATE_CLOSED] = ROLE_DIM,
    };

    return roles[state];
}

GETTER(state)
{
    if (!has_tcp_states(socket)) {
        value_absent(value);
        return;
    }
    value->role = state_role((enum state)socket->state);
    value_word(value, state_name((enum state)socket->state));
}

static uint64_t rank_state(const struct socket *socket)
{
    return socket->state;
}

/* The system's own word: of the extra state where there is one, such as TCP_BOUND_INACTIVE. */
GETTER(state_native)
{
    enum state_dialect dialect = snapshot_source(context->snapshot, socket)->dialect;
    const struct state_extra *extra;
    enum state state;

    if ((socket->have & HAVE_STATE) == 0) {
        value_unknown(value);
        return;
    }
    if (socket_is_association(socket)) {
        value_absent(value); /* the number is none of TCP's */
        return;
    }
    state = state_from_number(dialect, socket->native_state, &extra);
    value_word(value, extra != NULL         ? extra->spelling
                      : state == STATE_NONE ? NULL
                                            : state_dialect_info(dialect)->spelling[state]);
}

GETTER(state_native_number)
{
    if ((socket->have & HAVE_STATE) == 0)
        value_unknown(value);
    value->integer = socket->native_state;
}

GETTER(status)
{
    if (has_tcp_states(socket) && socket->state != STATE_NONE) {
        value->role = state_role((enum state)socket->state);
        value->text = text_of(state_spelling((enum state)socket->state, context->dialect));
        return;
    }
    if ((socket->have & HAVE_REMOTE) != 0)
        value->role = socket_is_connected(socket) ? ROLE_OPEN : ROLE_LISTENING;
    if ((socket->have & HAVE_REMOTE) != 0 && !family_is_ip(socket->family) &&
        !socket_is_listening(socket) && !socket_is_connected(socket))
        value->role = ROLE_DIM;
    value_word(value, socket_status(socket));
}

static uint64_t rank_status(const struct socket *socket)
{
    return has_tcp_states(socket) ? socket->state : STATE_COUNT + socket_is_connected(socket);
}

GETTER(listening)
{
    value->boolean = socket_is_listening(socket);
    if (has_tcp_states(socket) && socket->state == STATE_NONE)
        value_unknown(value);
}

/* `have`: HAVE_LOCAL or HAVE_REMOTE, here and below. */
static void set_endpoint(struct value *value, const struct socket *socket, uint32_t have,
                         const struct address *address, uint16_t port)
{
    value->endpoint = (struct endpoint){
        .address = *address,
        .port = port,
        .family = socket->family,
        .protocol = socket->protocol,
    };
    if ((socket->have & have) == 0)
        value_unknown(value);
}

/* The name of an end without an IP address. */
static void set_name(struct value *value, const struct socket *socket, uint32_t have)
{
    const struct ends_detail *ends = socket_ends(socket);

    value->type = VALUE_TEXT;
    if ((socket->have & have) == 0 || ends == NULL) {
        value_unknown(value);
        return;
    }
    value->text = have == HAVE_LOCAL ? ends->local : ends->remote;
    if (value->text.length > 0)
        return;
    /* The kernel names the inode of a peer, and not its name. */
    if (have == HAVE_REMOTE && socket->family == FAMILY_UNIX && socket_is_connected(socket))
        value_unknown(value);
    else
        value_absent(value);
}

static void set_named_endpoint(struct value *value, const struct socket *socket, uint32_t have)
{
    const struct ends_detail *ends = socket_ends(socket);
    struct endpoint *endpoint = &value->endpoint;
    bool local = have == HAVE_LOCAL;

    *endpoint = (struct endpoint){.family = socket->family, .protocol = socket->protocol};
    if ((socket->have & have) == 0 || ends == NULL) {
        value_unknown(value);
        return;
    }
    endpoint->name = local ? ends->local : ends->remote;
    endpoint->interface = local ? socket->interface : 0;
    if (socket->family == FAMILY_UNIX) {
        endpoint->has_number =
            local ? (socket->have & HAVE_INODE) != 0 : (ends->have & ENDS_PEER_INODE) != 0;
        endpoint->number = local ? (uint32_t)socket->inode : ends->peer_inode;
    } else {
        endpoint->has_number = (ends->have & (local ? ENDS_LOCAL_PORT : ENDS_REMOTE_PORT)) != 0;
        endpoint->number = local ? ends->local_port : ends->remote_port;
    }
    if (endpoint->name.length == 0 && !endpoint->has_number)
        value->role = ROLE_DIM;
}

static void set_address(struct value *value, const struct socket *socket, uint32_t have,
                        const struct address *address)
{
    if (!family_is_ip(socket->family)) {
        set_name(value, socket, have);
        return;
    }
    value->endpoint.address = *address;
    value->endpoint.family = socket->family;
    if ((socket->have & have) == 0)
        value_unknown(value);
}

/* A port id of 0 is the kernel's. */
static void set_number(struct value *value, const struct socket *socket, uint32_t have)
{
    const struct ends_detail *ends = socket_ends(socket);
    bool local = have == HAVE_LOCAL;

    if ((socket->have & have) == 0 || ends == NULL)
        value_unknown(value);
    else if ((ends->have & (local ? ENDS_LOCAL_PORT : ENDS_REMOTE_PORT)) == 0)
        value_absent(value);
    else
        value->number = local ? ends->local_port : ends->remote_port;
}

static void set_port(struct value *value, const struct socket *socket, uint32_t have, uint16_t port)
{
    if (!family_is_ip(socket->family)) {
        set_number(value, socket, have);
        return;
    }
    value->number = port;
    if ((socket->have & have) == 0)
        value_unknown(value);
    else if (port == 0)
        value_absent(value);
}

GETTER(local_address)
{
    set_address(value, socket, HAVE_LOCAL, &socket->local);
}

GETTER(local_port)
{
    set_port(value, socket, HAVE_LOCAL, socket->local_port);
}

GETTER(remote_address)
{
    set_address(value, socket, HAVE_REMOTE, &socket->remote);
    if (value->presence == VALUE_KNOWN && family_is_ip(socket->family) &&
        !socket_is_connected(socket))
        value_absent(value);
}

GETTER(remote_port)
{
    set_port(value, socket, HAVE_REMOTE, socket->remote_port);
}

GETTER(interface)
{
    const struct names *names = context->names;

    if ((socket->have & HAVE_INTERFACE) == 0) {
        value_unknown(value);
        return;
    }
    if (socket->interface == 0) {
        value_absent(value);
        return;
    }
    value->text = names == NULL || names->interface == NULL
                      ? TEXT("")
                      : names->interface(names->context, socket->interface);
    if (value->text.length == 0)
        value_unknown(value);
}

GETTER(inode)
{
    value->number = socket->inode;
    if ((socket->have & HAVE_INODE) == 0)
        value_unknown(value);
}

GETTER(cookie)
{
    value->number = socket->cookie;
    if ((socket->have & HAVE_COOKIE) == 0)
        value_unknown(value);
}

/* A small record of the kernel, or a socket that no process holds, has no maker to name. */
static bool is_nobodys(const struct socket *socket)
{
    return (socket->flags & SOCKET_MINI) != 0 ||
           ((socket->have & HAVE_INODE) != 0 && socket->inode == 0);
}

GETTER(uid)
{
    value->number = socket->uid;
    if ((socket->have & HAVE_UID) != 0)
        return;
    if (is_nobodys(socket))
        value_absent(value);
    else
        value_unknown(value);
}

GETTER(user)
{
    const struct names *names = context->names;

    value->text = (socket->have & HAVE_UID) == 0 || names == NULL || names->user == NULL
                      ? TEXT("")
                      : names->user(names->context, socket->uid);
    if (value->text.length != 0)
        return;
    if ((socket->have & HAVE_UID) == 0 && is_nobodys(socket))
        value_absent(value);
    else
        value_unknown(value);
}

GETTER(netns)
{
    value->number = snapshot_source(context->snapshot, socket)->netns;
    if (value->number == 0)
        value_unknown(value);
}

static void set_queue(struct value *value, const struct socket *socket, uint32_t have,
                      uint32_t bytes)
{
    value->number = bytes;
    if ((socket->have & have) == 0)
        value_unknown(value);
    else if (bytes != 0)
        value->role = ROLE_ATTENTION;
}

GETTER(recv_queue)
{
    set_queue(value, socket, HAVE_RECV_QUEUE, socket->recv_queue);
    if (socket_has_accept_queue(socket))
        value_absent(value);
}

GETTER(send_queue)
{
    set_queue(value, socket, HAVE_SEND_QUEUE, socket->send_queue);
    if (socket_has_accept_queue(socket))
        value_absent(value);
}

GETTER(accept_queue)
{
    set_queue(value, socket, HAVE_ACCEPT_QUEUE, socket->accept_queue);
    if (!socket_has_accept_queue(socket))
        value_absent(value);
}

GETTER(accept_queue_max)
{
    set_queue(value, socket, HAVE_ACCEPT_QUEUE_MAX, socket->accept_queue_max);
    value->role = value->presence == VALUE_KNOWN ? ROLE_PLAIN : ROLE_DIM;
    if (!socket_has_accept_queue(socket))
        value_absent(value);
}

/* RECV-Q and SEND-Q of the table: what ss and netstat show there, whichever of the two it is. */
GETTER(recv_q)
{
    if (socket_has_accept_queue(socket))
        get_accept_queue(context, socket, value);
    else
        get_recv_queue(context, socket, value);
}

GETTER(send_q)
{
    if (socket_has_accept_queue(socket))
        get_accept_queue_max(context, socket, value);
    else
        get_send_queue(context, socket, value);
}

GETTER(local)
{
    if (!family_is_ip(socket->family)) {
        set_named_endpoint(value, socket, HAVE_LOCAL);
        return;
    }
    set_endpoint(value, socket, HAVE_LOCAL, &socket->local, socket->local_port);
    value->endpoint.interface = socket->interface;
    value->endpoint.any_family = socket_is_dual_stack(socket);
}

GETTER(remote)
{
    if (!family_is_ip(socket->family)) {
        set_named_endpoint(value, socket, HAVE_REMOTE);
        return;
    }
    set_endpoint(value, socket, HAVE_REMOTE, &socket->remote, socket->remote_port);
    value->endpoint.any_family = value->endpoint.none = !socket_is_connected(socket);
    if (value->endpoint.none && value->presence == VALUE_KNOWN)
        value->role = ROLE_DIM;
}

GETTER(v6only)
{
    value->boolean = (socket->flags & SOCKET_V6ONLY) != 0;
    if (socket->family != FAMILY_INET6 || socket_is_connected(socket))
        value_absent(value);
    else if ((socket->have & HAVE_V6ONLY) == 0)
        value_unknown(value);
}

GETTER(dual_stack)
{
    value->boolean = socket_is_dual_stack(socket);
    if (!value->boolean && socket_may_be_dual_stack(socket))
        value_unknown(value);
}

GETTER(bound)
{
    value->boolean = (socket->flags & SOCKET_BOUND) != 0;
    if (!has_tcp_states(socket))
        value_absent(value);
}

GETTER(connected)
{
    value->boolean = socket_is_connected(socket);
    if ((socket->have & HAVE_REMOTE) == 0)
        value_unknown(value);
}

GETTER(loopback)
{
    enum family family = (enum family)socket->family;

    value->boolean =
        address_is_loopback(family, &socket->local) || address_is_loopback(family, &socket->remote);
    if (!family_is_ip(socket->family))
        value_absent(value);
    else if ((socket->have & HAVE_ADDRESSES) == 0)
        value_unknown(value);
}

GETTER(wildcard)
{
    value->boolean = address_is_wildcard(&socket->local);
    if (!family_is_ip(socket->family))
        value_absent(value);
    else if ((socket->have & HAVE_LOCAL) == 0)
        value_unknown(value);
}

/* The interface as a number: names are of one machine, and a recording is read on another. */
GETTER(interface_index)
{
    value->number = socket->interface;
    if ((socket->have & HAVE_INTERFACE) == 0)
        value_unknown(value);
}

/* clang-format off */
static const struct column columns[] = {
    /* The core keys, in the order of JSON and CSV: only ever appended to. */
    {"protocol", "PROTO", PROTOCOL_LIST,
     VALUE_TEXT, COLUMN_CORE | COLUMN_TABLE, get_protocol, rank_protocol, NULL, 0},
    {"family", "FAMILY", "address family: " FAMILY_LIST,
     VALUE_TEXT, COLUMN_CORE, get_family, rank_family, NULL, 0},
    {"state", "TCP-STATE", "state of TCP and MPTCP in the words of RFC 9293; null for other protocols",
     VALUE_TEXT, COLUMN_CORE, get_state, rank_state, NULL, 0},
    {"state_native", "NATIVE", "the state in the system's own word",
     VALUE_TEXT, COLUMN_CORE, get_state_native, NULL, NULL, 0},
    {"status", "STATE", "the TCP state, or the protocol's own word: connected, unconnected, listening",
     VALUE_TEXT, COLUMN_CORE | COLUMN_TABLE, get_status, rank_status, NULL, 0},
    {"listening", "LISTENING", "waits for others: TCP in LISTEN, UDP with a port and no known peer, and the like",
     VALUE_BOOL, COLUMN_CORE, get_listening, NULL, NULL, 0},
    {"local_address", "LOCAL-ADDRESS", "local address, RFC 5952; unix: path or @name; netlink, packet: what it gets",
     VALUE_ADDRESS, COLUMN_CORE, get_local_address, NULL, NULL, 0},
    {"local_port", "LOCAL-PORT", "local port; raw: the number of its protocol; netlink: its port id",
     VALUE_NUMBER, COLUMN_CORE | COLUMN_RIGHT, get_local_port, NULL, NULL, 0},
    {"remote_address", "REMOTE-ADDRESS", "address of the peer; null where there is none",
     VALUE_ADDRESS, COLUMN_CORE, get_remote_address, NULL, NULL, 0},
    {"remote_port", "REMOTE-PORT", "port of the peer; null where there is none",
     VALUE_NUMBER, COLUMN_CORE | COLUMN_RIGHT, get_remote_port, NULL, NULL, 0},
    {"interface", "INTERFACE", "network interface that the socket is bound to",
     VALUE_TEXT, COLUMN_CORE, get_interface, NULL, NULL, 0},
    {"inode", "INODE", "inode number; 0: no process holds it",
     VALUE_NUMBER, COLUMN_CORE | COLUMN_RIGHT, get_inode, NULL, NULL, 0},
    {"cookie", "COOKIE", "the kernel's number for the connection, 16 hex digits, unique until reboot",
     VALUE_HEX64, COLUMN_CORE, get_cookie, NULL, NULL, 0},
    {"uid", "UID", "user id of the socket's maker; null where the kernel has none to give",
     VALUE_NUMBER, COLUMN_CORE | COLUMN_RIGHT, get_uid, NULL, NULL, 0},
    {"user", "USER", "name of that user",
     VALUE_TEXT, COLUMN_CORE, get_user, NULL, NULL, 0},
    {"netns", "NETNS-INODE", "inode of the network namespace",
     VALUE_NUMBER, COLUMN_CORE | COLUMN_RIGHT, get_netns, NULL, NULL, 0},
    {"process_status", "PROCESS-STATUS", "found, permission_denied, not_found, none or not_requested",
     VALUE_TEXT, COLUMN_CORE, process_status_get, NULL, NULL, NEED_OWNERS},
    {"processes", "PROCESS", "every process that holds the socket",
     VALUE_LIST, COLUMN_CORE, processes_get, NULL, &process_list, NEED_OWNERS},

    {"recv_q", "RECV-Q", "accept_queue of a listener, recv_queue of others",
     VALUE_NUMBER, COLUMN_TABLE | COLUMN_QUEUE | COLUMN_RIGHT, get_recv_q, NULL, NULL, NEED_QUEUES},
    {"send_q", "SEND-Q", "accept_queue_max of a listener, send_queue of others",
     VALUE_NUMBER, COLUMN_TABLE | COLUMN_QUEUE | COLUMN_RIGHT, get_send_q, NULL, NULL, NEED_QUEUES},
    {"local", "LOCAL", "local address and port, and the interface after a %",
     VALUE_ENDPOINT, COLUMN_TABLE, get_local, NULL, NULL, 0},
    {"remote", "REMOTE", "address and port of the peer",
     VALUE_ENDPOINT, COLUMN_TABLE, get_remote, NULL, NULL, 0},

    {"recv_queue", "RECV-QUEUE", "bytes received and not read by the program (+1 for a FIN)",
     VALUE_NUMBER, COLUMN_JSON | COLUMN_QUEUE | COLUMN_RIGHT, get_recv_queue, NULL, NULL, NEED_QUEUES},
    {"send_queue", "SEND-QUEUE", "bytes sent and not acknowledged (+1 for a SYN or FIN)",
     VALUE_NUMBER, COLUMN_JSON | COLUMN_QUEUE | COLUMN_RIGHT, get_send_queue, NULL, NULL, NEED_QUEUES},
    {"accept_queue", "ACCEPT-QUEUE", "of a listener: connections finished and not yet accepted",
     VALUE_NUMBER, COLUMN_JSON | COLUMN_QUEUE | COLUMN_RIGHT, get_accept_queue, NULL, NULL, NEED_QUEUES},
    {"accept_queue_max", "ACCEPT-MAX", "of a listener: limit of that queue; one more is let in",
     VALUE_NUMBER, COLUMN_JSON | COLUMN_QUEUE | COLUMN_RIGHT, get_accept_queue_max, NULL, NULL, NEED_QUEUES},
    {"v6only", "V6ONLY", "of an IPv6 socket: takes no IPv4",
     VALUE_BOOL, COLUMN_JSON, get_v6only, NULL, NULL, 0},
    {"dual_stack", "DUAL-STACK", "an IPv6 wildcard socket that answers for IPv4 too",
     VALUE_BOOL, COLUMN_JSON, get_dual_stack, NULL, NULL, 0},
    {"bound", "BOUND", "bound to a port, neither listening nor connected",
     VALUE_BOOL, COLUMN_JSON, get_bound, NULL, NULL, 0},
    {"state_native_number", "NATIVE-NUMBER", "the state in the system's own number",
     VALUE_INTEGER, COLUMN_JSON | COLUMN_RIGHT, get_state_native_number, NULL, NULL, 0},
    {"connected", "CONNECTED", "has a peer",
     VALUE_BOOL, 0, get_connected, NULL, NULL, 0},
    {"loopback", "LOOPBACK", "one of its addresses is of this machine alone: 127.0.0.0/8, ::1",
     VALUE_BOOL, 0, get_loopback, NULL, NULL, 0},
    {"wildcard", "WILDCARD", "its local address is 0.0.0.0 or ::, all of this machine's",
     VALUE_BOOL, 0, get_wildcard, NULL, NULL, 0},
    {"interface_index", "IF-INDEX", "index of that interface; 0: not bound to one",
     VALUE_NUMBER, COLUMN_JSON | COLUMN_RIGHT, get_interface_index, NULL, NULL, 0},
};
/* clang-format on */

const struct column_group core_columns = {columns, COUNT_OF(columns), DETAILS_NONE};
