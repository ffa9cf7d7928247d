/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Matches a line with a layout: cells from the left, those after a wide cell from the right. */
#include "socket_hash.h"
#include "text_cells.h"

#include <string.h>

#define WORDS_MAX 96

struct words {
    struct text list[WORDS_MAX];
    size_t count;
};

/* False: more words than any line of a known tool has. */
static bool split(struct words *words, struct text line)
{
    size_t at = 0;

    words->count = 0;
    for (;;) {
        size_t begin;

        while (at < line.length && ascii_is_space(line.bytes[at]))
            at++;
        if (at == line.length)
            return true;
        if (words->count == WORDS_MAX)
            return false;
        for (begin = at; at < line.length && !ascii_is_space(line.bytes[at]); at++)
            ;
        words->list[words->count++] = (struct text){line.bytes + begin, at - begin};
    }
}

static void clear(struct text_row *row, const struct layout *layout)
{
    const struct text_table *table = row->in.table;

    *row = (struct text_row){.in = row->in,
                             .layout = layout,
                             .fd = OWNER_NO_FD,
                             .fitted = row->fitted,
                             .stuck = row->stuck,
                             .wanted = row->wanted,
                             .family = table->family,
                             .socket = {.protocol = (uint8_t)table->nameless},
                             .dialect = row->in.format->dialects[0]};
    if (layout->style == STYLE_WORDS_TCP)
        row->socket.protocol = PROTOCOL_TCP;
    detail_room_clear(row->in.room);
}

/* Matches the cells after the wide one at `cell`, from the right. Returns the new end of the
 * remaining words; 0: no match. */
static size_t fit_right(struct text_row *row, const struct text *words, size_t begin, size_t end,
                        size_t cell)
{
    size_t last = cell;

    while (last + 1 < LAYOUT_CELLS && row->layout->cells[last + 1] != CELL_END)
        last++;
    for (; last > cell; last--) {
        unsigned kind = row->layout->cells[last] & ~(unsigned)CELL_OPTIONAL;
        const struct cell_info *info = cell_info((enum cell_kind)kind);

        if (end - begin >= info->width && info->read(row, words + end - info->width, info->width)) {
            end -= info->width;
            row->cells |= CELL_BIT(kind);
        } else if ((row->layout->cells[last] & CELL_OPTIONAL) == 0) {
            return 0;
        }
    }
    return end;
}

/* Remembers where the nearest layout stops matching. Returns false. */
static bool misfit(struct text_row *row, const struct text *words, size_t begin, size_t count,
                   size_t cells, enum cell_kind wanted)
{
    const struct text *last = &words[count - 1];

    if (row->stuck.bytes != NULL && cells <= row->fitted)
        return false;
    row->fitted = cells;
    row->stuck = begin < count ? words[begin] : (struct text){last->bytes + last->length, 0};
    row->wanted = wanted;
    return false;
}

static bool fit_cells(struct text_row *row, const struct text *words, size_t count)
{
    size_t begin = 0, end = count, cells = 0;

    for (size_t cell = 0; cell < LAYOUT_CELLS && row->layout->cells[cell] != CELL_END; cell++) {
        bool optional = (row->layout->cells[cell] & CELL_OPTIONAL) != 0;
        unsigned kind = row->layout->cells[cell] & ~(unsigned)CELL_OPTIONAL;
        const struct cell_info *info = cell_info((enum cell_kind)kind);
        size_t taken;

        if (info->wide)
            end = fit_right(row, words, begin, end, cell);
        taken = begin < end ? info->read(row, words + begin, end - begin) : 0;
        if (taken == 0 && !optional)
            return misfit(row, words, begin, count, cells, (enum cell_kind)kind);
        if (taken > 0)
            row->cells |= CELL_BIT(kind);
        cells += taken > 0 && info->columns != NULL;
        begin += taken;
        if (info->wide)
            break;
    }
    return begin == end || misfit(row, words, begin, count, cells, CELL_END);
}

static bool has(const struct text_row *row, enum cell_kind kind)
{
    return (row->cells & CELL_BIT(kind)) != 0;
}

/* For listeners the queues count connections. */
static void settle_queues(struct text_row *row)
{
    struct socket *socket = &row->socket;
    uint32_t have = socket->have & (HAVE_RECV_QUEUE | HAVE_SEND_QUEUE);

    if (!socket_has_accept_queue(socket))
        return;
    socket->have &= ~have;
    if (have != 0 && (row->in.format->flags & FORMAT_ACCEPT) != 0)
        socket->have |= HAVE_ACCEPT_QUEUE;
    if (have != 0 && (row->in.format->flags & FORMAT_ACCEPT_MAX) != 0)
        socket->have |= HAVE_ACCEPT_QUEUE_MAX;
}

/* FIN-WAIT-2 without a process may be a full socket: ss -e shows its shutdown state, ss -o a timer.
 */
static bool may_be_mini(const struct socket *socket)
{
    const struct socket_detail *detail = socket->detail;

    if (socket->state == STATE_SYN_RECEIVED)
        return true;
    return socket->state == STATE_FIN_WAIT_2 && (socket->have & HAVE_SHUTDOWN) == 0 &&
           (detail == NULL || (detail->have & DETAIL_TIMER) == 0 ||
            detail->timer == TIMER_TIME_WAIT);
}

/* Linux: a request or time-wait record has neither creator nor inode, and their zeros mean nothing.
 * For a socket without a process, uid 0 means nothing either. */
static void settle_identity(struct text_row *row)
{
    struct socket *socket = &row->socket;

    if ((row->in.format->flags & FORMAT_LINUX) == 0 || socket->inode != 0)
        return;
    if (socket->state == STATE_TIME_WAIT ||
        ((socket->have & HAVE_INODE) != 0 && may_be_mini(socket))) {
        socket->flags |= SOCKET_MINI;
        socket->have &= ~(uint32_t)(HAVE_UID | HAVE_INODE);
        socket->uid = 0;
    } else if ((socket->have & HAVE_INODE) != 0 && socket->uid == 0) {
        socket->have &= ~(uint32_t)HAVE_UID;
    }
}

static void settle_owner(struct text_row *row)
{
    if (row->no_pid)
        row->socket.owner_status =
            owner_none(&row->socket) == OWNER_NONE_UNSAID ? OWNER_UNKNOWN : OWNER_NONE;
}

/* A connection's ends are unique; listeners may share theirs. */
static uint64_t identity_of(const struct socket *socket)
{
    struct hash hash = hash_start;

    if (socket->inode != 0)
        return socket->inode;
    if (!protocol_has_states(socket->protocol) || !socket_is_connected(socket) ||
        (socket->have & HAVE_ADDRESSES) != HAVE_ADDRESSES)
        return 0;
    hash_add(&hash, socket->protocol);
    hash_add_ends(&hash, socket);
    return hash_end(hash);
}

static bool settle(struct text_row *row)
{
    struct socket *socket = &row->socket;

    if (row->other)
        return true;
    if (row->layout->style == STYLE_WORDS && !row->in.table->decided)
        return false;
    if (!text_ends_settle(row))
        return false;
    if (protocol_has_states(socket->protocol) && !has(row, CELL_STATE) && !has(row, CELL_LISTEN) &&
        (row->in.format->flags & FORMAT_STATELESS) == 0)
        return false;
    settle_queues(row);
    settle_identity(row);
    settle_owner(row);
    if (row->identity == 0 && (row->in.format->flags & FORMAT_PER_PROCESS) != 0)
        row->identity = identity_of(socket);
    return true;
}

static const struct layout no_layout;

bool text_row_read(struct text_row *row, struct text line)
{
    const struct text_format *format = row->in.format;
    struct words words;

    row->fitted = 0;
    row->stuck = (struct text){NULL, 0};
    if (format->read_line != NULL) {
        clear(row, &no_layout);
        return format->read_line(row, line);
    }
    if (!split(&words, line) || words.count == 0)
        return false;
    for (size_t i = 0; i < format->layout_count; i++) {
        clear(row, &format->layouts[i]);
        if (fit_cells(row, words.list, words.count) &&
            (settle(row) || misfit(row, words.list, 0, words.count, 0, CELL_END)))
            return true;
    }
    return false;
}

bool text_row_add_details(struct text_row *row, struct text line)
{
    struct words words;

    row->has_details = false;
    return split(&words, line) && words.count > 0 &&
           cell_read_details(row, words.list, words.count) != 0 && row->has_details;
}
