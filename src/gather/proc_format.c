/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Reads text files of Linux's /proc/net, with the parsers of the procfs backend. */
#include "proc_format.h"

#include <string.h>

#include "family_line.h"
#include "inet_line.h"

#define DETAILS (DETAILS_BIT(DETAILS_TIMER) | DETAILS_BIT(DETAILS_MEMORY))

/* The cells that a line provides. */
#define CELLS                                                                                  \
    (CELL_BIT(CELL_PROTOCOL) | CELL_BIT(CELL_STATE) | CELL_BIT(CELL_LOCAL) |                   \
     CELL_BIT(CELL_REMOTE) | CELL_BIT(CELL_RECV) | CELL_BIT(CELL_SEND) | CELL_BIT(CELL_USER) | \
     CELL_BIT(CELL_TIMER))

static struct text word_at(struct text line, size_t index)
{
    for (; index > 0; index--) {
        struct text word = text_first_word(line);

        line = text_trim((struct text){word.bytes + word.length, line.length - word.length});
    }
    return text_first_word(line);
}

static size_t count_words(struct text line)
{
    size_t count = 0;

    while (word_at(line, count).length > 0)
        count++;
    return count;
}

/* Tells protocols apart by the number of words: lines of UDP and raw sockets end with `drops`;
 * lines of TCP have one word less for handshakes and TIME-WAIT, and more for other sockets. */
static enum protocol protocol_of(struct text line, const struct text_table *table, bool *assumed)
{
    struct text state = word_at(line, 3);
    size_t count = count_words(line);
    bool small = text_equal(state, TEXT("03")) || text_equal(state, TEXT("05")) ||
                 text_equal(state, TEXT("06"));

    *assumed = false;
    if (count > 13 || (count == 12 && small))
        return PROTOCOL_TCP;
    if (table->decided && table->nameless != PROTOCOL_TCP)
        return table->nameless;
    *assumed = true;
    return PROTOCOL_UDP;
}

/* A truncated line of TCP may look like another protocol. */
static bool read_inet(struct text_row *row, struct text line)
{
    bool six = word_at(line, 1).length > 32;
    enum protocol protocol = protocol_of(line, row->in.table, &row->assumed);

    return (row->in.end.length == 0 || count_words(line) > 13) &&
           inet_line_read(line, protocol, six ? FAMILY_INET6 : FAMILY_INET, DETAILS, row->in.room,
                          &row->socket);
}

static bool read_family(struct text_row *row, struct text line)
{
    return row->in.end.length == 0 &&
           (unix_line_read(line, DETAILS, row->in.room, &row->socket) ||
            packet_line_read(line, DETAILS, row->in.room, &row->socket) ||
            netlink_line_read(line, DETAILS, row->in.room, &row->socket));
}

#define UNIX_WORDS 7 /* before the name */
#define LINE_ROOM  512

/* Reduces blanks between words to one, as the kernel writes them before a name. */
static struct text with_single_blanks(struct text line, char *out)
{
    struct text first = text_first_word(line);
    bool names = first.length > 8 && first.bytes[first.length - 1] == ':';
    size_t length = 0;

    for (size_t i = 0; line.length > 0; i++) {
        struct text word = names && i == UNIX_WORDS ? line : text_first_word(line);

        if (length + word.length + 1 > LINE_ROOM)
            return TEXT("");
        if (i > 0)
            out[length++] = ' ';
        memcpy(out + length, word.bytes, word.length);
        length += word.length;
        line = text_trim((struct text){word.bytes + word.length, line.length - word.length});
    }
    return (struct text){out, length};
}

static bool read_line(struct text_row *row, struct text line)
{
    char room[LINE_ROOM];
    struct text plain = with_single_blanks(line, room);

    row->cells = CELLS;
    return plain.length > 0 && (read_family(row, plain) || read_inet(row, plain));
}

static const struct table_mark marks[] = {
    {"/net/udp", PROTOCOL_UDP, FAMILY_NONE, MARK_DECIDES},
    {"/net/udp6", PROTOCOL_UDP, FAMILY_NONE, MARK_DECIDES},
    {"/net/udplite", PROTOCOL_UDPLITE, FAMILY_NONE, MARK_DECIDES},
    {"/net/udplite6", PROTOCOL_UDPLITE, FAMILY_NONE, MARK_DECIDES},
    {"/net/raw", PROTOCOL_RAW, FAMILY_NONE, MARK_DECIDES},
    {"/net/raw6", PROTOCOL_RAW, FAMILY_NONE, MARK_DECIDES},
    {"sl local_address", PROTOCOL_TCP, FAMILY_NONE, MARK_HEADING},
    {"local_address remote_address", PROTOCOL_TCP, FAMILY_NONE, MARK_HEADING},
    {"sk RefCnt", PROTOCOL_PACKET, FAMILY_NONE, MARK_HEADING},
    {"sk Eth", PROTOCOL_NETLINK, FAMILY_NONE, MARK_HEADING},
    {"Num RefCount", PROTOCOL_UNIX, FAMILY_NONE, MARK_HEADING},
    {NULL},
};

static const struct text_format format = {
    .source = "procfs",
    .dialects = {DIALECT_LINUX, DIALECT_LINUX},
    .marks = marks,
    .read_line = read_line,
};

const struct importer proc_importer = {
    "procfs", "/proc/net/{tcp,udp,raw,unix,...} of Linux, of a machine with the same byte order",
    NULL, text_read, &format};
