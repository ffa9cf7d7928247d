/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What one cell of another tool's line may be, and what of the socket it tells. */
#include <string.h>

#include "number.h"
#include "text_layout.h"

/* Whether the word is the end of a cut line: its last digits may be missing. */
static bool is_cut(const struct text_row *row, struct text word)
{
    return row->end.length > 0 && word.bytes + word.length == row->end.bytes + row->end.length;
}

static struct text behind(struct text word, size_t skip)
{
    return (struct text){word.bytes + skip, word.length - skip};
}

static bool is_word(struct text word, const char *other)
{
    return text_equal(word, text_of(other));
}

/* Splits at the first `byte`; false where there is none. */
static bool split(struct text word, char byte, struct text *left, struct text *right)
{
    const char *at = word.length == 0 ? NULL : memchr(word.bytes, byte, word.length);

    if (at == NULL)
        return false;
    *left = (struct text){word.bytes, (size_t)(at - word.bytes)};
    *right = behind(word, left->length + 1);
    return true;
}

static struct text in_lower_case(struct text word, char room[8])
{
    for (size_t i = 0; i < word.length; i++)
        room[i] = ascii_lower(word.bytes[i]);
    return (struct text){room, word.length};
}

/* Windows writes capitals, everybody else small letters. */
static size_t read_protocol(struct text_row *row, const struct text *words, size_t count)
{
    static const struct {
        const char *digits;
        enum family family;
    } families[] = {{"46", FAMILY_INET6}, {"4", FAMILY_INET}, {"6", FAMILY_INET6}};
    bool windows = row->layout->style == STYLE_WINDOWS;
    struct text word = *words;
    enum protocol protocol;
    char room[8];

    (void)count;
    if (word.length > sizeof(room) || (word.bytes[0] == ascii_upper(word.bytes[0])) != windows)
        return 0;
    word = in_lower_case(word, room);
    for (size_t i = 0; i < COUNT_OF(families) && row->family == FAMILY_NONE; i++) {
        struct text digits = text_of(families[i].digits);

        if (word.length <= digits.length ||
            !text_equal(behind(word, word.length - digits.length), digits))
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

static bool read_number(struct text word, uint64_t max, uint64_t *number)
{
    return word.length > 0 && number_parse(word, max, number);
}

static size_t read_queue(const struct text *words, uint32_t *queue, struct text_row *row,
                         uint32_t have)
{
    uint64_t number;

    if (!read_number(*words, UINT32_MAX, &number))
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
    (void)count;
    return text_end_read(row, *words, true);
}

static size_t read_remote(struct text_row *row, const struct text *words, size_t count)
{
    (void)count;
    return text_end_read(row, *words, false);
}

/* A word that goes on to be another one: CLOSE, CLOSE_WAIT. */
static bool may_go_on(struct text word, enum state_dialect dialect)
{
    for (unsigned state = STATE_NONE + 1; state < STATE_COUNT; state++) {
        struct text other = text_of(state_dialects[dialect].spelling[state]);

        if (other.length > word.length && text_starts_with(other, word))
            return true;
    }
    return false;
}

/* Of a word that only its dialect knows, the system's own word is unknown. */
static size_t read_state(struct text_row *row, const struct text *words, size_t count)
{
    const enum state_dialect *dialects = row->format->dialects;
    struct state_match match = state_from_word(*words);
    bool states = protocol_has_states(row->socket.protocol);

    (void)count;
    if (match.kind != STATE_MATCH_ONE && match.kind != STATE_MATCH_EXTRA)
        return 0;
    if (is_cut(row, *words) && may_go_on(*words, dialects[0]))
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

/* Windows translates its states: who has the peer's port 0 listens, whatever the word. */
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
    if (!is_cut(row, *words))
        socket->state = STATE_LISTEN;
    return 1;
}

/* Only one that is connected shows a peer. */
static size_t read_udp_state(struct text_row *row, const struct text *words, size_t count)
{
    bool known = is_word(*words, "Idle") || is_word(*words, "Unbound");

    (void)count;
    if (row->socket.protocol != PROTOCOL_UDP || (!known && !is_word(*words, "Connected")))
        return 0;
    if (known)
        row->socket.have |= HAVE_REMOTE;
    return 1;
}

static size_t read_inode(struct text_row *row, const struct text *words, size_t count)
{
    (void)count;
    if (!read_number(*words, UINT64_MAX, &row->socket.inode))
        return 0;
    if (!is_cut(row, *words))
        row->socket.have |= HAVE_INODE;
    return 1;
}

/* net-tools: number or name of the creator, and the inode. */
static size_t read_user(struct text_row *row, const struct text *words, size_t count)
{
    uint64_t uid;

    if (count < 2 || read_inode(row, words + 1, 1) == 0)
        return 0;
    if (read_number(words[0], UINT32_MAX, &uid)) {
        row->socket.uid = (uint32_t)uid;
        row->socket.have |= HAVE_UID;
    }
    return 2;
}

static bool take_pid(struct text_row *row, struct text word)
{
    uint64_t pid;

    if (!read_number(word, UINT32_MAX, &pid))
        return false;
    row->pid = (uint32_t)pid;
    row->no_pid = pid == 0;
    row->has_pid = pid != 0 && !is_cut(row, word);
    return true;
}

static size_t read_pid(struct text_row *row, const struct text *words, size_t count)
{
    (void)count;
    return take_pid(row, *words);
}

/* `-`, or `545/rpcbind`; the name may have blanks, and the tool cuts it. */
static size_t read_program(struct text_row *row, const struct text *words, size_t count)
{
    struct text whole = text_span(words, count), pid;

    if (is_word(whole, "-")) {
        row->no_pid = true;
        return count;
    }
    if (!split(whole, '/', &pid, &row->command) || !take_pid(row, pid))
        return 0;
    return count;
}

/* `Code Helper (Plu:21891` */
static size_t read_name_pid(struct text_row *row, const struct text *words, size_t count)
{
    struct text whole = text_span(words, count);
    size_t at = whole.length;

    while (at > 0 && whole.bytes[at - 1] != ':')
        at--;
    if (at < 2 || !take_pid(row, behind(whole, at)))
        return 0;
    row->command = (struct text){whole.bytes, at - 1};
    return count;
}

static bool read_seconds(struct text word, uint32_t *ms)
{
    struct text whole, part;
    uint64_t seconds, hundredths;

    if (!split(word, '.', &whole, &part) || part.length != 2 ||
        !read_number(whole, UINT32_MAX / 1000 - 1, &seconds) ||
        !read_number(part, 99, &hundredths))
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
    struct socket_detail *detail = &row->room->detail;
    struct text seconds, rest, retransmits, probes;
    uint64_t left, right;
    uint32_t ms;

    if (count < 2 || words[1].length < 2 || words[1].bytes[0] != '(' ||
        words[1].bytes[words[1].length - 1] != ')' ||
        !split((struct text){words[1].bytes + 1, words[1].length - 2}, '/', &seconds, &rest) ||
        !split(rest, '/', &retransmits, &probes) || !read_seconds(seconds, &ms) ||
        !read_number(retransmits, UINT8_MAX, &left) || !read_number(probes, UINT8_MAX, &right))
        return 0;
    for (size_t i = 0; i < COUNT_OF(timers); i++) {
        if (!is_word(words[0], timers[i].word))
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

static void take_detail(struct text_row *row, struct text key, struct text word)
{
    struct socket *socket = &row->socket;
    uint64_t number;

    if (is_cut(row, word))
        return;
    if (is_word(key, "users")) {
        row->users = word;
    } else if (is_word(key, "uid") && read_number(word, UINT32_MAX, &number)) {
        socket->uid = (uint32_t)number;
        socket->have |= HAVE_UID;
    } else if (is_word(key, "ino") && read_number(word, UINT64_MAX, &number)) {
        socket->inode = number;
        socket->have |= HAVE_INODE;
    } else if (is_word(key, "v6only") && read_number(word, 1, &number)) {
        socket->flags |= number != 0 ? SOCKET_V6ONLY : 0;
        socket->have |= HAVE_V6ONLY;
    }
}

/* ss: `users:((…)) uid:112 ino:19543 sk:8 v6only:0 <->`; names of processes may have blanks. */
static size_t read_details(struct text_row *row, const struct text *words, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        struct text key, value;

        if (is_word(words[i], "<->") || is_word(words[i], "-->") || is_word(words[i], "<--") ||
            is_word(words[i], "---"))
            continue;
        if (!split(words[i], ':', &key, &value) || key.length == 0)
            return 0;
        if (is_word(key, "users")) {
            size_t first = i;

            while (i + 1 < count && !(words[i].length > 2 &&
                                      words[i].bytes[words[i].length - 1] == ')' &&
                                      words[i].bytes[words[i].length - 2] == ')'))
                i++;
            value = behind(text_span(words + first, i - first + 1), key.length + 1);
        }
        take_detail(row, key, value);
    }
    return count;
}

static size_t skip_number(struct text_row *row, const struct text *words, size_t count)
{
    uint64_t number;

    (void)row;
    (void)count;
    return read_number(*words, UINT64_MAX, &number);
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
    digits = behind(*words, 2);
    return skip_hex(row, &digits, count);
}

/* clang-format off */
static const struct cell_info infos[CELL_KIND_COUNT] = {
    [CELL_END] = {NULL, 0, false, "the end of the line", NULL},
    [CELL_PROTOCOL] = {read_protocol, 1, false, "a protocol", "protocol,family"},
    [CELL_STATE] = {read_state, 1, false, "a TCP state", "state,state_native,status"},
    [CELL_LISTEN] = {read_listen, 1, false, "a TCP state", "state,status"},
    [CELL_RECV] = {read_recv, 1, false, "a receive queue", "recv_queue,accept_queue"},
    [CELL_SEND] = {read_send, 1, false, "a send queue", "send_queue,accept_queue_max"},
    [CELL_LOCAL] = {read_local, 1, false, "a local address and port", "local_address,local_port"},
    [CELL_REMOTE] = {read_remote, 1, false, "a remote address and port", "remote_address,remote_port"},
    [CELL_USER] = {read_user, 2, false, "a user and an inode", "uid,inode"},
    [CELL_INODE] = {read_inode, 1, false, "an inode", "inode"},
    [CELL_PID] = {read_pid, 1, false, "a process id", "process_status,processes"},
    [CELL_PROGRAM] = {read_program, 1, true, "a process", "process_status,processes"},
    [CELL_NAME_PID] = {read_name_pid, 1, true, "a process", "process_status,processes"},
    [CELL_TIMER] = {read_timer, 2, false, "a timer", NULL},
    [CELL_DETAILS] = {read_details, 1, true, "details of a socket", "process_status,processes,uid,inode,v6only"},
    [CELL_UDP_STATE] = {read_udp_state, 1, false, "a state", "status"},
    [CELL_NUMBER] = {skip_number, 1, false, "a number", NULL},
    [CELL_HEX] = {skip_hex, 1, false, "a hexadecimal number", NULL},
    [CELL_HEX_0X] = {skip_hex_0x, 1, false, "a hexadecimal number", NULL},
};
/* clang-format on */

const struct cell_info *cell_info(enum cell_kind kind)
{
    return &infos[kind];
}
