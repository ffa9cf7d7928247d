/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Cells of unix, netlink and packet sockets. */
#include "text_cells.h"

static const struct {
    const char *word;
    enum protocol protocol;
    enum family family;
    enum socket_type type;
} kinds[] = {
    {"u_str", PROTOCOL_UNIX, FAMILY_UNIX, SOCKET_TYPE_STREAM},
    {"u_dgr", PROTOCOL_UNIX, FAMILY_UNIX, SOCKET_TYPE_DGRAM},
    {"u_seq", PROTOCOL_UNIX, FAMILY_UNIX, SOCKET_TYPE_SEQPACKET},
    {"unix", PROTOCOL_UNIX, FAMILY_UNIX, SOCKET_TYPE_NONE},
    {"nl", PROTOCOL_NETLINK, FAMILY_NETLINK, SOCKET_TYPE_NONE},
    {"p_raw", PROTOCOL_PACKET, FAMILY_PACKET, SOCKET_TYPE_RAW},
    {"p_dgr", PROTOCOL_PACKET, FAMILY_PACKET, SOCKET_TYPE_DGRAM},
};

static void begin(struct text_row *row, enum protocol protocol, enum family family,
                  enum socket_type type)
{
    detail_room_ends(row->in.room)->type = (uint8_t)type;
    row->socket.protocol = (uint8_t)protocol;
    row->socket.family = (uint8_t)family;
    row->socket.detail = &row->in.room->detail;
    row->socket.have |= HAVE_LOCAL;
    row->family = family;
}

size_t cell_read_kind(struct text_row *row, const struct text *words, size_t count UNUSED)
{
    for (size_t i = 0; i < COUNT_OF(kinds); i++)
        if (cell_is(*words, kinds[i].word)) {
            begin(row, kinds[i].protocol, kinds[i].family, kinds[i].type);
            return 1;
        }
    return 0;
}

/* net-tools: capitals; sockstat: truncated to six letters; lsof: `type=STREAM`. */
size_t cell_read_type(struct text_row *row, const struct text *words, size_t count UNUSED)
{
    static const struct {
        const char *word;
        enum socket_type type;
    } types[] = {{"stream", SOCKET_TYPE_STREAM},
                 {"dgram", SOCKET_TYPE_DGRAM},
                 {"seqpacket", SOCKET_TYPE_SEQPACKET},
                 {"seqpac", SOCKET_TYPE_SEQPACKET},
                 {"raw", SOCKET_TYPE_RAW},
                 {"rdm", SOCKET_TYPE_RDM}};
    struct text word = *words;

    if (text_starts_with(word, TEXT("type=")))
        word = cell_behind(word, 5);
    for (size_t i = 0; i < COUNT_OF(types); i++)
        if (text_equal_nocase(word, text_of(types[i].word))) {
            begin(row, PROTOCOL_UNIX, FAMILY_UNIX, types[i].type);
            return 1;
        }
    return 0;
}

size_t cell_read_kind_state(struct text_row *row, const struct text *words, size_t count UNUSED)
{
    static const struct {
        const char *word;
        uint8_t flag;
    } states[] = {
        {"LISTEN", SOCKET_ACCEPTING},
        {"LISTENING", SOCKET_ACCEPTING},
        {"ESTAB", SOCKET_CONNECTED},
        {"CONNECTED", SOCKET_CONNECTED},
        {"CONNECTING", SOCKET_CONNECTED},
        {"UNCONN", 0},
        {"UNCONNECTED", 0},
        {"FREE", 0},
        {"DISCONNECTING", 0},
    };
    struct text word = *words;

    if (word.length > 2 && word.bytes[0] == '(' && word.bytes[word.length - 1] == ')')
        word = (struct text){word.bytes + 1, word.length - 2};
    for (size_t i = 0; i < COUNT_OF(states); i++)
        if (cell_is(word, states[i].word) && !cell_is_cut(row, *words)) {
            row->socket.flags |= states[i].flag;
            row->socket.have |= HAVE_REMOTE;
            return 1;
        }
    return 0;
}

/* `[ ]`, `[ ACC ]`. net-tools leaves out the state of unconnected sockets. */
size_t cell_read_flags(struct text_row *row, const struct text *words, size_t count)
{
    size_t taken = 1;

    if (!cell_is(*words, "["))
        return 0;
    while (taken < count && !cell_is(words[taken], "]"))
        taken++;
    row->socket.have |= HAVE_REMOTE;
    return taken < count ? taken + 1 : 0;
}

static bool starts_a_path(struct text word)
{
    return word.bytes[0] == '/' || word.bytes[0] == '@';
}

/* `812/nginx: worker` or `-` before a path. It ends at the start of the path. */
size_t cell_read_unix_program(struct text_row *row, const struct text *words, size_t count)
{
    size_t taken = 1;

    while (taken < count && !starts_a_path(words[taken]))
        taken++;
    return cell_is(*words, "-") && taken > 1           ? 0
           : cell_read_program(row, words, taken) == 0 ? 0
                                                       : taken;
}

static size_t set_local(struct text_row *row, struct text name, size_t taken)
{
    return !cell_is_cut(row, name) && detail_room_set_local(row->in.room, name) ? taken : 0;
}

/* Takes the rest of the line, including blanks. */
size_t cell_read_path(struct text_row *row, const struct text *words, size_t count)
{
    return set_local(row, text_span(words, count), count);
}

/* sockstat: a path; `-> ` and the peer's path; `(not connected)`. */
size_t cell_read_sockstat_path(struct text_row *row, const struct text *words, size_t count)
{
    struct text whole = text_span(words, count);

    if (count == 2 && cell_is(words[0], "(not") && cell_is(words[1], "connected)")) {
        row->socket.have |= HAVE_REMOTE;
        return count;
    }
    if (!cell_is(*words, "->"))
        return set_local(row, whole, count);
    row->socket.have |= HAVE_REMOTE;
    row->socket.flags |= SOCKET_CONNECTED;
    if (count < 2 || cell_is_cut(row, whole))
        return 0;
    return cell_is(words[1], "??") ||
                   detail_room_set_remote(row->in.room, text_span(words + 1, count - 1))
               ? count
               : 0;
}

static bool is_number(struct text word)
{
    uint64_t number;

    return cell_number(word, UINT64_MAX, &number);
}

/* Counts the words of a name with blanks before an inode; the line has two of these. 0: ambiguous.
 */
static size_t name_words(const struct text *words, size_t count)
{
    size_t found = 0;

    for (size_t n = 1; n + 2 < count; n++) {
        if (text_starts_with(words[n], TEXT("users:")))
            break;
        if (!is_number(words[n]) || !is_number(words[n + 2]))
            continue;
        if (found != 0)
            return 0;
        found = n;
    }
    return found;
}

/* ss: `/run/a b.sock 4711`, before the peer's. */
size_t cell_read_name_inode(struct text_row *row, const struct text *words, size_t count)
{
    size_t length = name_words(words, count);
    struct text name = length == 0 ? TEXT("") : text_span(words, length);

    if (length == 0 || row->socket.protocol != PROTOCOL_UNIX ||
        cell_read_inode(row, &words[length], 1) == 0)
        return 0;
    return cell_is(name, "*") ? length + 1 : set_local(row, name, length + 1);
}

/* `* 4712`, `/run/a 4712`; 0 means that the peer or its number is unknown. */
size_t cell_read_peer_inode(struct text_row *row, const struct text *words, size_t count)
{
    struct ends_detail *ends = detail_room_ends(row->in.room);
    uint64_t inode;

    if (count < 2 || row->socket.protocol != PROTOCOL_UNIX ||
        !cell_number(words[1], UINT32_MAX, &inode))
        return 0;
    if (inode != 0 && !cell_is_cut(row, words[1])) {
        ends->have |= ENDS_PEER_INODE;
        ends->peer_inode = (uint32_t)inode;
    }
    return cell_is(words[0], "*") || detail_room_set_remote(row->in.room, words[0]) ? 2 : 0;
}

/* netlink `rtnl:812`, packet `ip:eth0`, and `*` for the peer. */
size_t cell_read_kind_ends(struct text_row *row, const struct text *words, size_t count)
{
    struct ends_detail *ends = detail_room_ends(row->in.room);
    struct text name, rest;
    uint64_t port;

    if (count < 2 || row->socket.protocol == PROTOCOL_UNIX || !cell_is(words[1], "*") ||
        !cell_split(words[0], ':', &name, &rest))
        return 0;
    if (row->socket.protocol == PROTOCOL_PACKET) {
        row->socket.have |= HAVE_INTERFACE;
        row->interface = cell_is(rest, "*") ? TEXT("") : rest;
    } else if (cell_number(rest, UINT32_MAX, &port)) {
        ends->have |= ENDS_LOCAL_PORT;
        ends->local_port = (uint32_t)port;
    }
    return cell_is(name, "*") ? 2 : set_local(row, name, 2);
}
