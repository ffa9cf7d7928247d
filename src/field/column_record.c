/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The table stands at the end, in the order of the columns; its setters before it. */
#include "column_record.h"

#include "column_setting.h"
#include "owner_record.h"
#include "sctp_state.h"

SETTER(protocol)
{
    enum protocol protocol;

    if (!value_is_known(value) || !protocol_from_name(value->text, &protocol))
        return COLUMN_SET_WRONG;
    socket->protocol = (uint8_t)protocol;
    return COLUMN_SET;
}

SETTER(family)
{
    enum family family = FAMILY_NONE;

    if (value_is_known(value) && !family_from_name(value->text, &family))
        return COLUMN_SET_WRONG;
    socket->family = (uint8_t)family;
    return COLUMN_SET;
}

static enum state state_by_name(struct text name)
{
    for (unsigned state = STATE_NONE + 1; state < STATE_COUNT; state++)
        if (text_equal(name, text_of(state_name((enum state)state))))
            return (enum state)state;
    return STATE_NONE;
}

SETTER(state)
{
    if (!value_is_known(value))
        return COLUMN_SET;
    socket->state = (uint8_t)state_by_name(value->text);
    return socket->state != STATE_NONE && protocol_has_states(socket->protocol) ? COLUMN_SET
                                                                                : COLUMN_SET_WRONG;
}

/* The number behind a dialect's word; a word that we do not know is no harm, the number may. */
static bool native_number(enum state_dialect dialect, struct text word, int16_t *number)
{
    const struct state_dialect_info *info = state_dialect_info(dialect);
    size_t count;
    const struct state_extra *extras = state_extras(&count);

    for (unsigned state = STATE_NONE + 1; state < STATE_COUNT; state++)
        if (info->spelling[state] != NULL && info->number[state] != STATE_NO_NUMBER &&
            text_equal(word, text_of(info->spelling[state]))) {
            *number = info->number[state];
            return true;
        }
    for (size_t i = 0; i < count; i++)
        if (extras[i].dialect == dialect && extras[i].number != STATE_NO_NUMBER &&
            text_equal(word, text_of(extras[i].spelling))) {
            *number = extras[i].number;
            return true;
        }
    return false;
}

SETTER(state_native)
{
    if (value_is_known(value) && native_number(record->dialect, value->text, &socket->native_state))
        socket->have |= HAVE_STATE;
    return COLUMN_SET;
}

SETTER(state_native_number)
{
    if (!value_is_known(value))
        return COLUMN_SET;
    if (value->integer < INT16_MIN || value->integer > INT16_MAX)
        return COLUMN_SET_WRONG;
    socket->native_state = (int16_t)value->integer;
    socket->have |= HAVE_STATE;
    return COLUMN_SET;
}

/* Of families without IP addresses the word alone tells it; their columns come after this one. */
static enum column_set set_other_status(const struct column_record *record, struct socket *socket,
                                        const struct value *value)
{
    (void)detail_room_ends(record->room);
    socket->have |= HAVE_LOCAL;
    if (!value_is_known(value) || text_equal(value->text, TEXT("unconnected")))
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

/* Whoever knows it knows whether there is a peer: of a UDP socket Windows does not. */
SETTER(status)
{
    if (value_is_known(value))
        socket->have |= HAVE_REMOTE;
    if (socket->protocol == PROTOCOL_SCTP && value_is_known(value))
        return set_sctp_status(socket, value->text);
    return family_is_ip(socket->family) ? COLUMN_SET : set_other_status(record, socket, value);
}

/* It comes as text: what it means is for the family to say. */
static enum column_set set_address(struct address *address, const struct socket *socket,
                                   const struct value *value)
{
    enum family family;

    return address_parse(value->text, &family, address) && family == socket->family
               ? COLUMN_SET
               : COLUMN_SET_WRONG;
}

static enum column_set set_if(bool good)
{
    return good ? COLUMN_SET : COLUMN_SET_WRONG;
}

SETTER(local_address)
{
    if (!value_is_known(value))
        return COLUMN_SET;
    socket->have |= HAVE_LOCAL;
    if (!family_is_ip(socket->family))
        return set_if(detail_room_set_local(record->room, value->text));
    return set_address(&socket->local, socket, value);
}

SETTER(remote_address)
{
    if (!value_is_known(value))
        return COLUMN_SET;
    socket->have |= HAVE_REMOTE;
    if (!family_is_ip(socket->family))
        return set_if(detail_room_set_remote(record->room, value->text));
    return set_address(&socket->remote, socket, value);
}

static enum column_set set_port(uint16_t *port, const struct value *value)
{
    if (!value_is_known(value))
        return COLUMN_SET;
    if (value->number == 0 || value->number > UINT16_MAX)
        return COLUMN_SET_WRONG;
    *port = (uint16_t)value->number;
    return COLUMN_SET;
}

static enum column_set set_other_port(const struct column_record *record, enum ends_have have,
                                      const struct value *value)
{
    struct ends_detail *ends = detail_room_ends(record->room);

    if (!value_is_known(value))
        return COLUMN_SET;
    *(have == ENDS_LOCAL_PORT ? &ends->local_port : &ends->remote_port) = (uint32_t)value->number;
    ends->have |= (uint8_t)have;
    return set_if(value->number <= UINT32_MAX);
}

SETTER(local_port)
{
    if (!family_is_ip(socket->family))
        return set_other_port(record, ENDS_LOCAL_PORT, value);
    return set_port(&socket->local_port, value);
}

SETTER(remote_port)
{
    if (!family_is_ip(socket->family))
        return set_other_port(record, ENDS_REMOTE_PORT, value);
    return set_port(&socket->remote_port, value);
}

SETTER(interface)
{
    if (!value_is_known(value))
        return COLUMN_SET;
    socket->have |= HAVE_INTERFACE;
    socket->interface = record->interface(record->context, value->text);
    return socket->interface != 0 ? COLUMN_SET : COLUMN_SET_NO_MEMORY;
}

static enum column_set set_number32(uint32_t *number, struct socket *socket, uint32_t have,
                                    const struct value *value)
{
    if (!value_is_known(value))
        return COLUMN_SET;
    if (value->number > UINT32_MAX)
        return COLUMN_SET_WRONG;
    *number = (uint32_t)value->number;
    socket->have |= have;
    return COLUMN_SET;
}

SETTER(interface_index)
{
    return set_number32(&socket->interface, socket, HAVE_INTERFACE, value);
}

SETTER(inode)
{
    if (value_is_known(value))
        socket->have |= HAVE_INODE;
    socket->inode = value_is_known(value) ? value->number : 0;
    return COLUMN_SET;
}

SETTER(cookie)
{
    if (value_is_known(value))
        socket->have |= HAVE_COOKIE;
    socket->cookie = value_is_known(value) ? value->number : 0;
    return COLUMN_SET;
}

SETTER(uid)
{
    return set_number32(&socket->uid, socket, HAVE_UID, value);
}

SETTER(user)
{
    if (!value_is_known(value) || (socket->have & HAVE_UID) == 0)
        return COLUMN_SET;
    return record->user(record->context, socket->uid, value->text) ? COLUMN_SET
                                                                   : COLUMN_SET_NO_MEMORY;
}

SETTER(process_status)
{
    socket->owner_status = OWNER_UNKNOWN;
    if (!value_is_known(value))
        return COLUMN_SET;
    for (unsigned status = 0; status < OWNER_STATUS_COUNT; status++) {
        const char *name = owner_status_name((enum owner_status)status);

        if (name != NULL && text_equal(value->text, text_of(name))) {
            socket->owner_status = (uint8_t)status;
            return COLUMN_SET;
        }
    }
    return COLUMN_SET_WRONG;
}

/* The reason follows from what the kernel said of the socket: set it so that it does again. */
SETTER(process_none)
{
    if (!value_is_known(value))
        return COLUMN_SET;
    if (text_equal(value->text, TEXT("time_wait")) || text_equal(value->text, TEXT("syn_received")))
        socket->flags |= SOCKET_MINI;
    else if (text_equal(value->text, TEXT("orphan")) && record->dialect == DIALECT_WINDOWS)
        socket->have |= HAVE_PID; /* of nobody: 0 */
    else if (text_equal(value->text, TEXT("orphan")) && (socket->have & HAVE_INODE) == 0)
        socket->flags |= SOCKET_MINI;
    else if (text_equal(value->text, TEXT("orphan")))
        socket->flags |= SOCKET_SHUT_SEND;
    else if (!text_equal(value->text, TEXT("accept_queue")))
        return COLUMN_SET_WRONG;
    if ((socket->flags & SOCKET_MINI) == 0 && (socket->have & HAVE_PID) == 0)
        socket->have |= HAVE_SHUTDOWN;
    return COLUMN_SET;
}

SETTER(recv_queue)
{
    return set_number32(&socket->recv_queue, socket, HAVE_RECV_QUEUE, value);
}

SETTER(send_queue)
{
    return set_number32(&socket->send_queue, socket, HAVE_SEND_QUEUE, value);
}

SETTER(accept_queue)
{
    return set_number32(&socket->accept_queue, socket, HAVE_ACCEPT_QUEUE, value);
}

SETTER(accept_queue_max)
{
    return set_number32(&socket->accept_queue_max, socket, HAVE_ACCEPT_QUEUE_MAX, value);
}

static void set_flag(struct socket *socket, uint8_t flag, const struct value *value)
{
    if (value_is_known(value) && value->boolean)
        socket->flags |= flag;
}

SETTER(v6only)
{
    if (value_is_known(value))
        socket->have |= HAVE_V6ONLY;
    set_flag(socket, SOCKET_V6ONLY, value);
    return COLUMN_SET;
}

SETTER(bound)
{
    set_flag(socket, SOCKET_BOUND, value);
    return COLUMN_SET;
}

/* A name is the namespace's: of all rows of a source the same. */
SETTER(netns_name)
{
    struct text *name = &record->snapshot->sources[socket->source].netns_name;

    if (!value_is_known(value) || name->length != 0)
        return COLUMN_SET;
    *name = arena_copy(&record->snapshot->arena, value->text);
    return name->bytes != NULL ? COLUMN_SET : COLUMN_SET_NO_MEMORY;
}

static const struct column_setting core[] = {
    {"protocol", set_protocol},
    {"family", set_family},
    {"state", set_state},
    {"state_native", set_state_native},
    {"status", set_status},
    {"listening", NULL},
    {"local_address", set_local_address},
    {"local_port", set_local_port},
    {"remote_address", set_remote_address},
    {"remote_port", set_remote_port},
    {"interface", set_interface},
    {"inode", set_inode},
    {"cookie", set_cookie},
    {"uid", set_uid},
    {"user", set_user},
    {"netns", NULL}, /* of the source */
    {"netns_name", set_netns_name},
    {"namespace", NULL},
    {"process_status", set_process_status},
    {"processes", owner_set_processes},
    {"recv_queue", set_recv_queue},
    {"send_queue", set_send_queue},
    {"accept_queue", set_accept_queue},
    {"accept_queue_max", set_accept_queue_max},
    {"v6only", set_v6only},
    {"dual_stack", NULL},
    {"bound", set_bound},
    {"state_native_number", set_state_native_number},
    {"interface_index", set_interface_index},
    {"process_none", set_process_none},
};

static const struct column_settings core_settings = {core, COUNT_OF(core)};

static const struct column_settings *const settings[] = {
    &core_settings,  &age_settings,     &family_settings,   &extended_settings,
    &timer_settings, &memory_settings,  &tcp_info_settings, &congestion_settings,
    &ulp_settings,   &traffic_settings, &option_settings,   &event_settings,
    &bpf_settings,
};

static const struct column_setting *find(const struct column *column)
{
    for (size_t i = 0; i < COUNT_OF(settings); i++)
        for (size_t k = 0; k < settings[i]->count; k++)
            if (text_equal(text_of(settings[i]->list[k].name), text_of(column->name)))
                return &settings[i]->list[k];
    return NULL;
}

column_setter *column_setter_of(const struct column *column)
{
    const struct column_setting *found = find(column);

    return found == NULL ? NULL : found->set;
}

bool column_is_recorded(const struct column *column)
{
    return find(column) != NULL;
}

/* Where a part is there and empty, none of its fields applies. */
void column_record_no_group(const struct column_record *record, const struct socket *socket,
                            enum detail_group group)
{
    struct detail_room *room = record->room;
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
