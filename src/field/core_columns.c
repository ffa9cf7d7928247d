/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The core columns. The table is at the end, after its getters and setters. */
#include "column_group.h"
#include "sctp_state.h"

static bool has_tcp_states(const struct socket *socket)
{
    return protocol_has_states(socket->protocol);
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

SETTER(state)
{
    for (unsigned state = STATE_NONE + 1; state < STATE_COUNT; state++)
        if (text_equal(value->text, text_of(state_name((enum state)state))))
            socket->state = (uint8_t)state;
    return set_if(socket->state != STATE_NONE && has_tcp_states(socket));
}

/* The system's own word, or that of the extra state, such as TCP_BOUND_INACTIVE. */
GETTER(state_native)
{
    if (socket_is_association(socket) && (socket->have & HAVE_STATE) != 0)
        value_absent(value); /* the number is not a TCP state */
    else
        value_word(value,
                   socket_native_word(socket, snapshot_source(context->snapshot, socket)->dialect));
}

/* Stores a dialect's word as its number. An unknown word is no error, because the number has its
 * own column. */
SETTER(state_native)
{
    (void)socket_set_native_word(socket, target->dialect, value->text, true);
    return COLUMN_SET;
}

GETTER(state_native_number)
{
    if ((socket->have & HAVE_STATE) == 0)
        value_unknown(value);
    value->integer = socket->native_state;
}

SETTER(state_native_number)
{
    socket->native_state = (int16_t)value->integer;
    socket->have &= ~(uint32_t)HAVE_STATE_WORD;
    socket->have |= HAVE_STATE;
    return set_if(socket->native_state == value->integer);
}

GETTER(status)
{
    if (has_tcp_states(socket) && socket->state != STATE_NONE) {
        value->role = state_role((enum state)socket->state);
        value->text = text_of(state_spelling((enum state)socket->state, context->dialect));
        return;
    }
    if (socket_knows_peer(socket))
        value->role = socket_is_connected(socket) ? ROLE_OPEN : ROLE_LISTENING;
    if ((socket->have & HAVE_REMOTE) != 0 && !family_is_ip(socket->family) &&
        !socket_is_listening(socket) && !socket_is_connected(socket))
        value->role = ROLE_DIM;
    value_word(value, socket_status(socket));
}

/* In families without IP addresses only this word shows whether there is a peer; their columns come
 * later. */
static enum column_set set_other_status(const struct column_target *target, struct socket *socket,
                                        const struct value *value)
{
    (void)detail_room_ends(target->room);
    socket->have |= HAVE_LOCAL;
    if (value->presence != VALUE_KNOWN || text_equal(value->text, TEXT("unconnected")))
        return COLUMN_SET;
    if (text_equal(value->text, TEXT("connected")))
        socket->flags |= SOCKET_CONNECTED;
    else if (text_equal(value->text, TEXT("listening")))
        socket->flags |= SOCKET_ACCEPTING;
    else
        return COLUMN_SET_WRONG;
    return COLUMN_SET;
}

static enum column_set set_sctp_status(struct socket *socket, struct text word)
{
    int16_t number = sctp_state_by_name(word);

    if (text_equal(word, TEXT("listening"))) {
        socket->flags |= SOCKET_ACCEPTING;
    } else if (number >= 0) {
        socket->flags |= SOCKET_ASSOCIATION;
        socket->native_state = number;
        socket->have |= HAVE_STATE;
    }
    return COLUMN_SET;
}

/* A known status also shows whether there is a peer, except for UDP on Windows. */
SETTER(status)
{
    bool known = value->presence == VALUE_KNOWN;

    if (known)
        socket->have |= HAVE_REMOTE;
    if (socket->protocol == PROTOCOL_SCTP && known)
        return set_sctp_status(socket, value->text);
    return family_is_ip(socket->family) ? COLUMN_SET : set_other_status(target, socket, value);
}

static uint64_t rank_status(const struct column *column UNUSED, const struct socket *socket)
{
    return has_tcp_states(socket) ? socket->state : STATE_COUNT + socket_is_connected(socket);
}

GETTER(listening)
{
    value->boolean = socket_is_listening(socket);
    if (has_tcp_states(socket) && socket->state == STATE_NONE)
        value_unknown(value);
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

SETTER(interface)
{
    socket->have |= HAVE_INTERFACE;
    socket->interface = target->interface(target->context, value->text);
    return socket->interface != 0 ? COLUMN_SET : COLUMN_SET_NO_MEMORY;
}

/* The creator of a small kernel record, or of a socket without a process, is not reported. */
static void missing_creator(const struct socket *socket, struct value *value)
{
    if ((socket->flags & SOCKET_MINI) != 0 ||
        ((socket->have & HAVE_INODE) != 0 && socket->inode == 0))
        value_absent(value);
    else
        value_unknown(value);
}

GETTER(uid)
{
    value->number = socket->uid;
    if ((socket->have & HAVE_UID) == 0)
        missing_creator(socket, value);
}

GETTER(user)
{
    const struct names *names = context->names;

    value->text = TEXT("");
    if ((socket->have & HAVE_UID) == 0)
        missing_creator(socket, value);
    else if (names != NULL && names->user != NULL)
        value->text = names->user(names->context, socket->uid);
    if (value->text.length == 0 && value->presence == VALUE_KNOWN)
        value_unknown(value);
}

SETTER(user)
{
    return (socket->have & HAVE_UID) == 0 || target->user(target->context, socket->uid, value->text)
               ? COLUMN_SET
               : COLUMN_SET_NO_MEMORY;
}

GETTER(netns)
{
    value->number = snapshot_source(context->snapshot, socket)->netns;
    if (value->number == 0)
        value_unknown(value);
}

/* The accept queues of a listener share storage with the byte queues. */
#define ACCEPT_QUEUES ((uint32_t)(HAVE_ACCEPT_QUEUE | HAVE_ACCEPT_QUEUE_MAX))

/* The style of a nonempty queue. */
static enum role queue_role(const struct socket *socket, uint32_t have)
{
    bool alarm = ((have & HAVE_ACCEPT_QUEUE) != 0 && socket_accept_queue_is_full(socket)) ||
                 ((have & HAVE_RECV_QUEUE) != 0 && socket_recv_queue_is_stuck(socket)) ||
                 ((have & HAVE_SEND_QUEUE) != 0 && socket_send_queue_is_stuck(socket));

    if ((have & HAVE_ACCEPT_QUEUE_MAX) != 0)
        return ROLE_PLAIN;
    return alarm ? ROLE_ALARM : ROLE_ATTENTION;
}

static void show_queue(const struct column *column, const struct socket *socket, uint32_t have,
                       struct value *value)
{
    column_load(column, socket, value);
    if ((socket->have & have) == 0)
        value_unknown(value);
    else if (value->number != 0)
        value->role = queue_role(socket, have);
}

GETTER(queue)
{
    uint32_t have = column->place.have;

    show_queue(column, socket, have, value);
    if (socket_has_accept_queue(socket) != ((have & ACCEPT_QUEUES) != 0))
        value_absent(value);
}

/* RECV-Q and SEND-Q of the table: as in ss and netstat, whichever kind of queue the socket has. */
GETTER(either_queue)
{
    uint32_t which = socket_has_accept_queue(socket) ? ACCEPT_QUEUES : ~ACCEPT_QUEUES;

    show_queue(column, socket, column->place.have & which, value);
}

GETTER(v6only)
{
    value->boolean = (socket->flags & SOCKET_V6ONLY) != 0;
    if ((socket->family != FAMILY_INET6 && socket->family != FAMILY_NONE) ||
        socket_is_connected(socket))
        value_absent(value);
    else if ((socket->have & HAVE_V6ONLY) == 0)
        value_unknown(value);
}

/* A flag of struct socket. */
SETTER(flag)
{
    socket->have |= column->place.have;
    if (value->boolean)
        socket->flags |= (uint8_t)column->place.at;
    return COLUMN_SET;
}

GETTER(dual_stack)
{
    value->boolean = socket_is_dual_stack(socket);
    if (!value->boolean && socket_may_be_dual_stack(socket))
        value_unknown(value);
}

GETTER(ipv4_mapped)
{
    value->boolean =
        address_is_v4_mapped(&socket->local) || address_is_v4_mapped(&socket->remote);
    if (socket->family != FAMILY_INET6)
        value_absent(value);
    else if ((socket->have & HAVE_ADDRESSES) == 0)
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
    if (!socket_knows_peer(socket))
        value_unknown(value);
}

GETTER(loopback)
{
    enum family family = (enum family)socket->family;

    value->boolean =
        address_is_loopback(family, &socket->local) || address_is_loopback(family, &socket->remote);
    if (!family_is_ip(socket->family))
        value_absent(value);
    else if (!value->boolean && !socket_knows_address(socket, true) &&
             !socket_knows_address(socket, false))
        value_unknown(value);
}

GETTER(wildcard)
{
    value->boolean = address_is_wildcard(&socket->local);
    if (!family_is_ip(socket->family))
        value_absent(value);
    else if (!socket_knows_address(socket, true))
        value_unknown(value);
}

#define SOCKET(member, HAVE) .place = {AT(struct socket, member), .have = HAVE}
#define KIND(TYPE, MEANING)  .type = VALUE_##TYPE, .meaning = MEANING_##MEANING
#define BOTH(name)           .get = get_##name, .set = set_##name
#define VIA(name)            .get = name##_get, .set = name##_set
#define NUMBER(member, HAVE) VIA(number), SOCKET(member, HAVE)
#define QUEUE(member, HAVE, FLAGS)                                                   \
    .flags = COLUMN_JSON | COLUMN_CSV | COLUMN_QUEUE | (FLAGS), .need = NEED_QUEUES, \
    .get = get_queue, .set = number_set, SOCKET(member, HAVE)
#define EITHER_QUEUE(member, HAVE)                                                      \
    .flags = COLUMN_TABLE | COLUMN_QUEUE, .need = NEED_QUEUES, .get = get_either_queue, \
    SOCKET(member, HAVE)

/* clang-format off */
static const struct column columns[] = {
    /* The core keys in the order of JSON and CSV; only append to them. */
    {"protocol", "PROTO", PROTOCOL_LIST,
     KIND(TEXT, PROTOCOL), .flags = COLUMN_CORE | COLUMN_TABLE, VIA(number), .rank = place_rank,
     .place = {AT(struct socket, protocol), WORDS_IN(protocol_names)}},
    {"family", "FAMILY", "address family: " FAMILY_LIST,
     KIND(TEXT, FAMILY), .flags = COLUMN_CORE, VIA(number), .rank = place_rank,
     .place = {AT(struct socket, family), WORDS_IN(family_names)}},
    {"state", "TCP-STATE", "state of TCP and MPTCP in the words of RFC 9293; null for other protocols",
     KIND(TEXT, STATE), .flags = COLUMN_CORE, BOTH(state), .rank = place_rank, .words = state_words,
     SOCKET(state, 0), .within = "status"},
    {"state_native", "NATIVE", "the system's own name for the state",
     .type = VALUE_TEXT, .flags = COLUMN_CORE, BOTH(state_native)},
    {"status", "STATE", "the TCP state, or the word of the protocol: connected, unconnected, listening",
     KIND(TEXT, STATUS), .flags = COLUMN_CORE | COLUMN_TABLE | COLUMN_SETS_NULL, BOTH(status), .rank = rank_status,
     .words = socket_status_words},
    {"listening", "LISTENING", "listens: TCP in LISTEN, or UDP with a port and no known peer",
     KIND(BOOL, LISTENING), .flags = COLUMN_CORE | COLUMN_DERIVED, .get = get_listening},
    {"local_address", "LOCAL-ADDRESS", "local address, RFC 5952; unix: path or @name; netlink, packet: what it receives",
     KIND(ADDRESS, LOCAL_ADDRESS), .flags = COLUMN_CORE, VIA(address), SOCKET(local, HAVE_LOCAL), .within = "local"},
    {"local_port", "LOCAL-PORT", "local port; raw: its protocol number; netlink: its port ID",
     KIND(NUMBER, LOCAL_PORT), .flags = COLUMN_CORE, VIA(port), SOCKET(local_port, HAVE_LOCAL), .within = "local"},
    {"remote_address", "REMOTE-ADDRESS", "address of the peer; null if there is none",
     KIND(ADDRESS, REMOTE_ADDRESS), .flags = COLUMN_CORE, VIA(address), SOCKET(remote, HAVE_REMOTE), .within = "remote"},
    {"remote_port", "REMOTE-PORT", "port of the peer; null if there is none",
     KIND(NUMBER, REMOTE_PORT), .flags = COLUMN_CORE, VIA(port), SOCKET(remote_port, HAVE_REMOTE), .within = "remote"},
    {"interface", "INTERFACE", "network interface to which the socket is bound",
     KIND(TEXT, INTERFACE), .flags = COLUMN_CORE, BOTH(interface), .within = "local"},
    {"inode", "INODE", "inode number; 0: no process holds the socket",
     .type = VALUE_NUMBER, .flags = COLUMN_CORE, NUMBER(inode, HAVE_INODE)},
    {"cookie", "COOKIE", "the kernel's ID of the connection, 16 hex digits, unique until reboot",
     .type = VALUE_HEX64, .flags = COLUMN_CORE, NUMBER(cookie, HAVE_COOKIE)},
    {"uid", "UID", "user id of the socket's creator; null if the kernel does not report it",
     .type = VALUE_NUMBER, .flags = COLUMN_CORE, .get = get_uid, .set = number_set, SOCKET(uid, HAVE_UID)},
    {"user", "USER", "name of that user", .type = VALUE_TEXT, .flags = COLUMN_CORE, BOTH(user)},
    {"netns", "NETNS-INODE", "inode of the network namespace",
     KIND(NUMBER, NETNS), .flags = COLUMN_CORE | COLUMN_DERIVED, .get = get_netns},
    {"process_status", "PROCESS-STATUS", "found, permission_denied, not_found, none or not_requested",
     .type = VALUE_TEXT, .flags = COLUMN_CORE | COLUMN_SETS_NULL, .need = NEED_OWNERS, VIA(process_status),
     .place = {AT(struct socket, owner_status), WORDS_IN(owner_status_names)}},
    {"processes", "PROCESS", "every process that holds the socket",
     KIND(LIST, PROCESSES), .flags = COLUMN_CORE | COLUMN_SETS_NULL, .need = NEED_OWNERS, VIA(processes),
     .list = &process_list},

    {"recv_q", "RECV-Q", "accept_queue of a listener, recv_queue of others",
     .type = VALUE_NUMBER, EITHER_QUEUE(recv_queue, HAVE_RECV_QUEUE | HAVE_ACCEPT_QUEUE)},
    {"send_q", "SEND-Q", "accept_queue_max of a listener, send_queue of others",
     .type = VALUE_NUMBER, EITHER_QUEUE(send_queue, HAVE_SEND_QUEUE | HAVE_ACCEPT_QUEUE_MAX)},
    {"local", "LOCAL", "local address and port, and the interface after a %",
     KIND(ENDPOINT, LOCAL), .flags = COLUMN_TABLE, .get = endpoint_get, .place = {.have = HAVE_LOCAL}},
    {"remote", "REMOTE", "address and port of the peer",
     KIND(ENDPOINT, REMOTE), .flags = COLUMN_TABLE, .get = endpoint_get, .place = {.have = HAVE_REMOTE}},
    {"local_text", "LOCAL-TEXT", "local address and port as another tool printed them: a name, or cut (...)",
     .type = VALUE_TEXT, .flags = COLUMN_IMPORTED, .get = end_text_get, .set = end_text_set, .place = {.have = HAVE_LOCAL}},
    {"remote_text", "REMOTE-TEXT", "the same for the peer",
     .type = VALUE_TEXT, .flags = COLUMN_IMPORTED, .get = end_text_get, .set = end_text_set, .place = {.have = HAVE_REMOTE}},

    {"recv_queue", "RECV-QUEUE", "bytes received and not read by the program (+1 for a FIN)",
     .type = VALUE_NUMBER, .unit = UNIT_BYTES, QUEUE(recv_queue, HAVE_RECV_QUEUE, COLUMN_SUM), .within = "recv_q"},
    {"send_queue", "SEND-QUEUE", "bytes sent and not acknowledged (+1 for a SYN or FIN)",
     .type = VALUE_NUMBER, .unit = UNIT_BYTES, QUEUE(send_queue, HAVE_SEND_QUEUE, COLUMN_SUM), .within = "send_q"},
    {"accept_queue", "ACCEPT-QUEUE", "listeners: connections that the program has not accepted yet",
     .type = VALUE_NUMBER, QUEUE(accept_queue, HAVE_ACCEPT_QUEUE, COLUMN_SUM), .within = "recv_q"},
    {"accept_queue_max", "ACCEPT-MAX", "listeners: limit of the accept queue; the kernel admits one more",
     .type = VALUE_NUMBER, QUEUE(accept_queue_max, HAVE_ACCEPT_QUEUE_MAX, 0), .within = "send_q"},
    {"v6only", "V6ONLY", "IPv6 sockets: accepts no IPv4",
     .type = VALUE_BOOL, .flags = COLUMN_JSON, .get = get_v6only, .set = set_flag,
     .place = {.at = SOCKET_V6ONLY, .have = HAVE_V6ONLY}},
    {"dual_stack", "DUAL-STACK", "IPv6 wildcard socket that also accepts IPv4",
     .type = VALUE_BOOL, .flags = COLUMN_JSON | COLUMN_DERIVED, .get = get_dual_stack,
     .place = {.have = HAVE_V6ONLY}},
    {"bound", "BOUND", "bound to a port, neither listening nor connected",
     KIND(BOOL, BOUND), .flags = COLUMN_JSON, .get = get_bound, .set = set_flag, .place = {.at = SOCKET_BOUND}},
    {"state_native_number", "NATIVE-NUMBER", "the system's own number for the state",
     .type = VALUE_INTEGER, .flags = COLUMN_JSON, BOTH(state_native_number)},
    {"connected", "CONNECTED", "has a peer", KIND(BOOL, CONNECTED), .flags = COLUMN_DERIVED, .get = get_connected},
    {"loopback", "LOOPBACK", "one of its addresses is a loopback address: 127.0.0.0/8, ::1",
     .type = VALUE_BOOL, .flags = COLUMN_DERIVED, .get = get_loopback},
    {"wildcard", "WILDCARD", "its local address is 0.0.0.0 or ::, every address of this machine",
     .type = VALUE_BOOL, .flags = COLUMN_DERIVED, .get = get_wildcard},
    {"ipv4_mapped", "IPV4-MAPPED", "IPv4 over an IPv6 socket; JSON and CSV show ::ffff:0:0/96 addresses",
     .type = VALUE_BOOL, .flags = COLUMN_DERIVED, .get = get_ipv4_mapped},
    {"interface_index", "IF-INDEX", "index of that interface; 0: not bound to one",
     KIND(NUMBER, INTERFACE_INDEX), .flags = COLUMN_JSON, NUMBER(interface, HAVE_INTERFACE)},
};
/* clang-format on */

const struct column_group core_columns = {columns, COUNT_OF(columns)};
