/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The cells of other tools' lines, and what they say about a socket. `-` means unknown, as in
 * lsock's own output. */
#include <string.h>

#include "text_cells.h"

/* Splits at the first `byte`; false if there is none. */
bool cell_split(struct text word, char byte, struct text *left, struct text *right)
{
    const char *at = word.length == 0 ? NULL : memchr(word.bytes, byte, word.length);

    if (at == NULL)
        return false;
    *left = (struct text){word.bytes, (size_t)(at - word.bytes)};
    *right = cell_behind(word, left->length + 1);
    return true;
}

static struct text in_lower_case(struct text word, char room[8])
{
    for (size_t i = 0; i < word.length; i++)
        room[i] = ascii_lower(word.bytes[i]);
    return (struct text){room, word.length};
}

/* Windows and lsof use capitals, all others lower case. */
static size_t read_protocol(struct text_row *row, const struct text *words, size_t count)
{
    static const struct {
        const char *digits;
        enum family family;
    } families[] = {{"46", FAMILY_INET6}, {"4", FAMILY_INET}, {"6", FAMILY_INET6}};
    bool capitals = row->layout->style == STYLE_WINDOWS || row->layout->style == STYLE_LSOF;
    struct text word = *words;
    enum protocol protocol;
    char room[8];

    (void)count;
    if (word.length > sizeof(room) || (word.bytes[0] == ascii_upper(word.bytes[0])) != capitals)
        return 0;
    word = in_lower_case(word, room);
    for (size_t i = 0; i < COUNT_OF(families) && row->family == FAMILY_NONE; i++) {
        struct text digits = text_of(families[i].digits);

        if (word.length <= digits.length ||
            !text_equal(cell_behind(word, word.length - digits.length), digits))
            continue;
        word.length -= digits.length;
        row->family = families[i].family;
        if (digits.length == 2)
            row->socket.have |= HAVE_V6ONLY;
    }
    if (!protocol_from_name(word, &protocol) ||
        !(protocol_has_states(protocol) || protocol == PROTOCOL_UDP ||
          protocol == PROTOCOL_UDPLITE || protocol == PROTOCOL_RAW))
        return 0;
    row->socket.protocol = (uint8_t)protocol;
    return 1;
}

static size_t read_queue(const struct text *words, uint32_t *queue, struct text_row *row,
                         uint32_t have)
{
    uint64_t number;

    if (cell_is(*words, "-"))
        return 1;
    if (!cell_number(*words, UINT32_MAX, &number))
        return 0;
    *queue = (uint32_t)number;
    row->socket.have |= have;
    return 1;
}

static size_t read_recv(struct text_row *row, const struct text *words, size_t count)
{
    (void)count;
    return read_queue(words, &row->socket.recv_queue, row, HAVE_RECV_QUEUE);
}

static size_t read_send(struct text_row *row, const struct text *words, size_t count)
{
    (void)count;
    return read_queue(words, &row->socket.send_queue, row, HAVE_SEND_QUEUE);
}

static size_t read_local(struct text_row *row, const struct text *words, size_t count)
{
    return text_end_read(row, words, count, true);
}

static size_t read_remote(struct text_row *row, const struct text *words, size_t count)
{
    return text_end_read(row, words, count, false);
}

/* Whether the word may be the start of a longer one: CLOSE, CLOSE_WAIT. */
static bool may_go_on(struct text word, enum state_dialect dialect)
{
    for (unsigned state = STATE_NONE + 1; state < STATE_COUNT; state++) {
        struct text other = text_of(state_dialects[dialect].spelling[state]);

        if (other.length > word.length && text_starts_with(other, word))
            return true;
    }
    return false;
}

/* net-tools shows only the kernel's state number, 1 or 7. It also depends on whether the socket
 * has a peer. */
static bool is_raw_state(const struct text_row *row, struct text word)
{
    return row->socket.protocol == PROTOCOL_RAW && (cell_is(word, "1") || cell_is(word, "7"));
}

/* For a word that only this dialect has, the native state is unknown. */
size_t cell_read_state(struct text_row *row, const struct text *words, size_t count)
{
    const enum state_dialect *dialects = row->in.format->dialects;
    struct state_match match = state_from_word(*words);
    bool states = protocol_has_states(row->socket.protocol);

    (void)count;
    if (is_raw_state(row, *words) ||
        (cell_is(*words, "-") && (states || row->layout->style == STYLE_SS)))
        return 1;
    if (match.kind != STATE_MATCH_ONE && match.kind != STATE_MATCH_EXTRA)
        return 0;
    if (cell_is_cut(row, *words) && may_go_on(*words, dialects[0]))
        return 1;
    if (states)
        row->socket.state = (uint8_t)match.state;
    if (match.kind == STATE_MATCH_EXTRA && strcmp(match.tag, "bound") == 0)
        row->socket.flags |= SOCKET_BOUND;
    for (size_t i = 0; i < FORMAT_DIALECTS; i++)
        if (socket_set_native_word(&row->socket, dialects[i], *words, false)) {
            row->dialect = dialects[i];
            break;
        }
    return 1;
}

/* Windows translates its states: a socket whose peer has port 0 is listening, whatever the word. */
static size_t read_listen(struct text_row *row, const struct text *words, size_t count)
{
    struct socket *socket = &row->socket;

    (void)count;
    if (!protocol_has_states(socket->protocol) || (socket->have & HAVE_REMOTE) == 0 ||
        socket_is_connected(socket))
        return 0;
    for (size_t i = 0; i < words->length; i++)
        if (ascii_is_digit(words->bytes[i]))
            return 0;
    if (!cell_is_cut(row, *words))
        socket->state = STATE_LISTEN;
    return 1;
}

/* Only connected sockets show a peer. */
static size_t read_udp_state(struct text_row *row, const struct text *words, size_t count)
{
    bool known = cell_is(*words, "Idle") || cell_is(*words, "Unbound");

    (void)count;
    if (row->socket.protocol != PROTOCOL_UDP || (!known && !cell_is(*words, "Connected")))
        return 0;
    if (known)
        row->socket.have |= HAVE_REMOTE;
    return 1;
}

size_t cell_read_inode(struct text_row *row, const struct text *words, size_t count)
{
    (void)count;
    if (cell_is(*words, "-"))
        return 1;
    if (!cell_number(*words, UINT64_MAX, &row->socket.inode))
        return 0;
    if (!cell_is_cut(row, *words))
        row->socket.have |= HAVE_INODE;
    return 1;
}

static bool read_seconds(struct text word, uint32_t *ms)
{
    struct text whole, part;
    uint64_t seconds, hundredths;

    if (!cell_split(word, '.', &whole, &part) || part.length != 2 ||
        !cell_number(whole, UINT32_MAX / 1000 - 1, &seconds) || !cell_number(part, 99, &hundredths))
        return false;
    *ms = (uint32_t)(seconds * 1000 + hundredths * 10);
    return true;
}

/* net-tools: `keepalive (7129.07/0/0)`: seconds, retransmissions, probes. */
static size_t read_timer(struct text_row *row, const struct text *words, size_t count)
{
    static const struct {
        const char *word;
        enum timer timer;
    } timers[] = {{"off", TIMER_NONE},
                  {"on", TIMER_RETRANSMIT},
                  {"keepalive", TIMER_KEEPALIVE},
                  {"timewait", TIMER_TIME_WAIT},
                  {"probe", TIMER_ZERO_WINDOW}};
    struct socket_detail *detail = &row->in.room->detail;
    struct text seconds, rest, retransmits, probes;
    uint64_t left, right;
    uint32_t ms;

    if (count < 2 || words[1].length < 2 || words[1].bytes[0] != '(' ||
        words[1].bytes[words[1].length - 1] != ')' ||
        !cell_split((struct text){words[1].bytes + 1, words[1].length - 2}, '/', &seconds, &rest) ||
        !cell_split(rest, '/', &retransmits, &probes) || !read_seconds(seconds, &ms) ||
        !cell_number(retransmits, UINT8_MAX, &left) || !cell_number(probes, UINT8_MAX, &right))
        return 0;
    for (size_t i = 0; i < COUNT_OF(timers); i++) {
        if (!cell_is(words[0], timers[i].word))
            continue;
        detail->have |= DETAIL_TIMER;
        detail->timer = (uint8_t)timers[i].timer;
        detail->timer_ms = ms;
        detail->retransmits =
            (uint8_t)(detail->timer == TIMER_KEEPALIVE || detail->timer == TIMER_ZERO_WINDOW
                          ? right
                          : left);
        row->socket.detail = detail;
        return 2;
    }
    return 0;
}

static size_t read_family(struct text_row *row, const struct text *words, size_t count UNUSED)
{
    if (cell_is(*words, "IPv4"))
        row->family = FAMILY_INET;
    else if (cell_is(*words, "IPv6"))
        row->family = FAMILY_INET6;
    return row->family != FAMILY_NONE;
}

/* lsof's lines about sockets without addresses are not supported. */
static size_t read_other_file(struct text_row *row, const struct text *words, size_t count)
{
    static const char *const sockets[] = {"IPv4", "IPv6", "unix", "sock", "raw", "pack", "netlink"};

    for (size_t i = 0; i < COUNT_OF(sockets); i++)
        if (cell_is(*words, sockets[i]))
            return 0;
    row->other = true;
    return count;
}

/* Without a peer there is no arrow. */
static size_t read_ends(struct text_row *row, const struct text *words, size_t count UNUSED)
{
    struct text local = *words, remote;

    if (!cell_split(*words, '>', &local, &remote)) {
        row->socket.have |= HAVE_REMOTE;
        return text_end_read(row, words, 1, true);
    }
    if (local.length < 2 || local.bytes[local.length - 1] != '-')
        return 0;
    local.length--;
    return text_end_read(row, &local, 1, true) != 0 && text_end_read(row, &remote, 1, false) != 0;
}

/* A word in `(LISTEN QR=0 QS=0)`. */
static bool read_in_brackets(struct text_row *row, struct text word)
{
    struct text key, value;

    if (!cell_split(word, '=', &key, &value))
        return cell_read_state(row, &word, 1) != 0;
    if (cell_is(key, "QR"))
        return read_recv(row, &value, 1) != 0;
    return !cell_is(key, "QS") || read_send(row, &value, 1) != 0;
}

static size_t read_brackets(struct text_row *row, const struct text *words, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        struct text word = words[i];
        bool last = word.length > 0 && word.bytes[word.length - 1] == ')';

        if ((i == 0) != (word.bytes[0] == '('))
            return 0;
        word = cell_behind(word, i == 0);
        word.length -= last;
        if (!read_in_brackets(row, word))
            return 0;
        if (last)
            return i + 1;
    }
    return 0;
}

static size_t skip_setting(struct text_row *row UNUSED, const struct text *words,
                           size_t count UNUSED)
{
    static const char *const settings[] = {"Internet",         "InternetCustom", "Datacenter",
                                           "DatacenterCustom", "Compat",         "Automatic"};

    for (size_t i = 0; i < COUNT_OF(settings); i++)
        if (cell_is(*words, settings[i]))
            return 1;
    return 0;
}

static size_t skip_word(struct text_row *row UNUSED, const struct text *words UNUSED,
                        size_t count UNUSED)
{
    return 1;
}

static size_t skip_number(struct text_row *row, const struct text *words, size_t count)
{
    uint64_t number;

    (void)row;
    (void)count;
    return cell_is(*words, "-") || cell_number(*words, UINT64_MAX, &number);
}

static size_t skip_hex(struct text_row *row, const struct text *words, size_t count)
{
    struct text word = *words;
    uint64_t number;

    (void)row;
    (void)count;
    return word.length > 0 && number_parse_hex(word, UINT64_MAX, &number);
}

static size_t skip_hex_0x(struct text_row *row, const struct text *words, size_t count)
{
    struct text digits;

    if (!text_starts_with(*words, TEXT("0x")))
        return 0;
    digits = cell_behind(*words, 2);
    return skip_hex(row, &digits, count);
}

/* clang-format off */
static const struct cell_info infos[CELL_KIND_COUNT] = {
    [CELL_END] = {NULL, 0, false, "the end of the line", NULL},
    [CELL_PROTOCOL] = {read_protocol, 1, false, "a protocol", "protocol,family"},
    [CELL_STATE] = {cell_read_state, 1, false, "a TCP state", "state,state_native,status"},
    [CELL_LISTEN] = {read_listen, 1, false, "a TCP state", "state,status"},
    [CELL_RECV] = {read_recv, 1, false, "a receive queue", "recv_queue,accept_queue"},
    [CELL_SEND] = {read_send, 1, false, "a send queue", "send_queue,accept_queue_max"},
    [CELL_LOCAL] = {read_local, 1, false, "a local address and port", "local_address,local_port"},
    [CELL_REMOTE] = {read_remote, 1, false, "a remote address and port", "remote_address,remote_port"},
    [CELL_USER] = {cell_read_user, 2, false, "a user and an inode", "uid,inode"},
    [CELL_INODE] = {cell_read_inode, 1, false, "an inode", "inode"},
    [CELL_PID] = {cell_read_pid, 1, false, "a process id", "process_status,processes"},
    [CELL_PROGRAM] = {cell_read_program, 1, true, "a process", "process_status,processes"},
    [CELL_NAME_PID] = {cell_read_name_pid, 1, true, "a process", "process_status,processes"},
    [CELL_TIMER] = {read_timer, 2, false, "a timer", NULL},
    [CELL_DETAILS] = {cell_read_details, 1, true, "details of a socket", "process_status,processes,uid,inode,v6only,cookie,shutdown,mark"},
    [CELL_UDP_STATE] = {read_udp_state, 1, false, "a state", "status"},
    [CELL_COMMAND] = {cell_read_command, 1, false, "the name of a process", NULL},
    [CELL_COMMAND_WIDE] = {cell_read_command_wide, 1, true, "the name of a process", NULL},
    [CELL_JOINED] = {cell_read_joined, 1, false, "the name of a process", NULL},
    [CELL_LOGIN] = {cell_read_login, 1, false, "a user", NULL},
    [CELL_FD] = {cell_read_fd, 1, false, "a file descriptor", NULL},
    [CELL_FAMILY] = {read_family, 1, false, "IPv4 or IPv6", NULL},
    [CELL_DEVICE] = {cell_read_device, 1, false, "a socket number", "inode"},
    [CELL_OTHER_FILE] = {read_other_file, 1, true, "a file type", NULL},
    [CELL_ENDS] = {read_ends, 1, false, "addresses and ports",
                   "local_address,local_port,remote_address,remote_port"},
    [CELL_BRACKETS] = {read_brackets, 1, false, "a state in brackets",
                       "state,state_native,status,recv_queue,accept_queue,send_queue"},
    [CELL_KIND] = {cell_read_kind, 1, false, "a kind of socket", "protocol,family,socket_type"},
    [CELL_TYPE] = {cell_read_type, 1, false, "a unix socket type", "socket_type"},
    [CELL_KIND_STATE] = {cell_read_kind_state, 1, false, "a state", "status"},
    [CELL_FLAGS] = {cell_read_flags, 1, false, "flags in brackets", NULL},
    [CELL_UNIX_PROGRAM] = {cell_read_unix_program, 1, false, "a process",
                           "process_status,processes"},
    [CELL_PATH] = {cell_read_path, 1, true, "a path", "local_address"},
    [CELL_SOCKSTAT_PATH] = {cell_read_sockstat_path, 1, true, "a path",
                            "status,local_address,remote_address"},
    [CELL_NAME_INODE] = {cell_read_name_inode, 2, false, "a name and an inode",
                         "local_address,inode"},
    [CELL_PEER_INODE] = {cell_read_peer_inode, 2, false, "a name and an inode",
                         "remote_address,peer_inode"},
    [CELL_KIND_ENDS] = {cell_read_kind_ends, 2, false, "a name and a number",
                        "local_address,local_port,interface"},
    [CELL_SETTING] = {skip_setting, 1, false, "a TCP setting", NULL},
    [CELL_WORD] = {skip_word, 1, false, "a word", NULL},
    [CELL_NUMBER] = {skip_number, 1, false, "a number", NULL},
    [CELL_HEX] = {skip_hex, 1, false, "a hexadecimal number", NULL},
    [CELL_HEX_0X] = {skip_hex_0x, 1, false, "a hexadecimal number", NULL},
};
/* clang-format on */

const struct cell_info *cell_info(enum cell_kind kind)
{
    return &infos[kind];
}
