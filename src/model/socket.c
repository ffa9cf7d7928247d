/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "socket.h"

#include <assert.h>

#include "compiler.h"
#include "sctp_state.h"
#include "value.h"

static_assert(sizeof(struct socket) <= 104, "a kept record is about 100 bytes");

/* A word without a number is stored as its state, or as its index among the extra states. */
static void set_native(struct socket *socket, int16_t number, size_t place)
{
    socket->have &= ~(uint32_t)(HAVE_STATE | HAVE_STATE_WORD);
    socket->have |= number == STATE_NO_NUMBER ? HAVE_STATE_WORD : HAVE_STATE;
    socket->native_state = number == STATE_NO_NUMBER ? (int16_t)place : number;
}

bool socket_set_native_word(struct socket *socket, enum state_dialect dialect, struct text word,
                            bool with_number)
{
    const struct state_dialect_info *info = &state_dialects[dialect];

    for (size_t state = STATE_NONE + 1; state < STATE_COUNT; state++)
        if (info->spelling[state] != NULL && text_equal(word, text_of(info->spelling[state]))) {
            set_native(socket, with_number ? info->number[state] : STATE_NO_NUMBER, state);
            return true;
        }
    for (size_t i = 0; i < state_extra_count; i++)
        if (state_extras[i].dialect == dialect &&
            text_equal(word, text_of(state_extras[i].spelling))) {
            set_native(socket, with_number ? state_extras[i].number : STATE_NO_NUMBER,
                       STATE_COUNT + i);
            return true;
        }
    return false;
}

/* The word that set_native stored without a number. */
static const char *native_word_at(size_t place, enum state_dialect dialect)
{
    if (place < STATE_COUNT)
        return state_dialects[dialect].spelling[place];
    return place - STATE_COUNT < state_extra_count ? state_extras[place - STATE_COUNT].spelling
                                                   : NULL;
}

const char *socket_native_word(const struct socket *socket, enum state_dialect dialect)
{
    const struct state_extra *extra;
    enum state state;

    if ((socket->have & HAVE_STATE_WORD) != 0)
        return native_word_at((size_t)socket->native_state, dialect);
    if ((socket->have & HAVE_STATE) == 0)
        return NULL;
    state = state_from_number(dialect, socket->native_state, &extra);
    if (extra != NULL)
        return extra->spelling;
    return state == STATE_NONE ? NULL : state_dialects[dialect].spelling[state];
}

bool socket_is_connected(const struct socket *socket)
{
    if (!family_is_ip(socket->family))
        return (socket->flags & SOCKET_CONNECTED) != 0;
    return socket->remote_port != 0 || !address_is_wildcard(&socket->remote);
}

bool socket_knows_peer(const struct socket *socket)
{
    return (socket->have & HAVE_REMOTE) != 0 || socket_is_connected(socket);
}

bool socket_has_accept_queue(const struct socket *socket)
{
    return protocol_has_states(socket->protocol) ? socket->state == STATE_LISTEN
                                                 : (socket->flags & SOCKET_ACCEPTING) != 0;
}

/* A named stream socket that does not listen accepts no peers. */
static bool takes_from_anybody(const struct socket *socket)
{
    const struct ends_detail *ends = socket_ends(socket);

    if (ends == NULL || ends->local.length == 0 || socket_is_connected(socket))
        return false;
    return socket->family == FAMILY_PACKET ||
           (socket->family == FAMILY_UNIX && ends->type == SOCKET_TYPE_DGRAM);
}

bool socket_is_listening(const struct socket *socket)
{
    if (protocol_has_states(socket->protocol) || socket_has_accept_queue(socket))
        return socket_has_accept_queue(socket);
    if (!family_is_ip(socket->family))
        return takes_from_anybody(socket);
    return socket->local_port != 0 && !socket_is_connected(socket);
}

/* A raw IPv6 socket never receives IPv4 packets, regardless of its v6only flag. */
bool socket_may_be_dual_stack(const struct socket *socket)
{
    return (socket->family == FAMILY_INET6 || socket->family == FAMILY_NONE) &&
           socket->protocol != PROTOCOL_RAW && (socket->flags & SOCKET_V6ONLY) == 0 &&
           !socket_is_connected(socket) && address_is_wildcard(&socket->local);
}

bool socket_is_dual_stack(const struct socket *socket)
{
    return (socket->have & HAVE_V6ONLY) != 0 && socket_may_be_dual_stack(socket);
}

bool socket_serves_family(const struct socket *socket, enum family family)
{
    if (socket->family == family)
        return true;
    return family == FAMILY_INET && socket->family == FAMILY_INET6 &&
           (socket_is_dual_stack(socket) || address_is_v4_mapped(&socket->local) ||
            address_is_v4_mapped(&socket->remote));
}

void socket_set_cgroup(struct socket *socket, uint64_t id)
{
    if (id >> 48 != 0)
        return;
    socket->cgroup_low = (uint32_t)id;
    socket->cgroup_high = (uint16_t)(id >> 32);
    socket->have |= HAVE_CGROUP;
}

uint64_t socket_cgroup(const struct socket *socket)
{
    return (uint64_t)socket->cgroup_high << 32 | socket->cgroup_low;
}

/* The state of an SCTP association; NULL: not an association, or an unknown state. */
static const char *association_state(const struct socket *socket)
{
    if (!socket_is_association(socket) || (socket->have & HAVE_STATE) == 0)
        return NULL;
    return sctp_state_name(socket->native_state);
}

static uint32_t association_bit(const struct socket *socket)
{
    if (association_state(socket) == NULL)
        return 0;
    switch (socket->native_state) {
    case SCTP_ESTABLISHED:
        return STATE_BIT(STATE_ESTABLISHED);
    case SCTP_CLOSED:
        return STATE_BIT(STATE_CLOSED);
    default:
        return STATE_BIT_OTHER;
    }
}

uint32_t socket_state_bit(const struct socket *socket)
{
    if (socket->state == STATE_CLOSED && (socket->flags & SOCKET_BOUND) != 0)
        return STATE_BIT_BOUND;
    if (socket->state != STATE_NONE)
        return STATE_BIT(socket->state);
    if (protocol_has_states(socket->protocol) || !socket_knows_peer(socket))
        return 0;
    if (socket_is_association(socket))
        return association_bit(socket);
    if (socket_has_accept_queue(socket))
        return STATE_BIT(STATE_LISTEN);
    return STATE_BIT(socket_is_connected(socket) ? STATE_ESTABLISHED : STATE_CLOSED);
}

bool socket_send_queue_is_stuck(const struct socket *socket)
{
    const struct socket_detail *detail = socket->detail;

    return (socket->have & HAVE_STUCK) != 0 ||
           (detail != NULL && (detail->have & DETAIL_TIMER_KIND) != 0 &&
            timer_shows_stuck(detail->timer, detail->retransmits));
}

bool socket_tcp_number(const struct socket *socket, enum tcp_field field, uint64_t *number)
{
    return socket->detail != NULL && socket->detail->tcp_info != NULL &&
           tcp_info_get(socket->detail->tcp_info, field, number) == TCP_FIELD_KNOWN;
}

bool socket_memory(const struct socket *socket, enum memory which, uint64_t *number)
{
    const struct memory_detail *memory = socket->detail == NULL ? NULL : socket->detail->memory;

    if (memory == NULL || (memory->have & 1u << which) == 0)
        return false;
    *number = memory->numbers[which];
    return true;
}

bool socket_recv_queue_is_stuck(const struct socket *socket)
{
    uint64_t silent;

    return socket_tcp_number(socket, TCP_LAST_DATA_RECEIVED_MS, &silent) && silent >= 10000;
}

CLOSED_LIST(sctp_words, sctp_state_names)

const char *socket_status_words(size_t index)
{
    static const char *const others[] = {"connected", "unconnected", "listening"};

    if (index < COUNT_OF(others))
        return others[index];
    index -= COUNT_OF(others);
    return index < STATE_COUNT - 1 ? state_words(index) : sctp_words(index - (STATE_COUNT - 1));
}

const char *socket_status(const struct socket *socket)
{
    if (protocol_has_states(socket->protocol))
        return state_name((enum state)socket->state);
    if (!socket_knows_peer(socket))
        return NULL;
    if (socket_is_association(socket))
        return association_state(socket);
    if (socket_has_accept_queue(socket))
        return "listening";
    return socket_is_connected(socket) ? "connected" : "unconnected";
}
