/* SPDX-License-Identifier: GPL-2.0-or-later */
/* All 20 arrows of Figure 5, and no other; CLOSED stands twice, as it does there. */
#include "diagram.h"

#include <string.h>

#include "column.h"
#include "number.h"
#include "utf8.h"

#define WIDTH ((size_t)80)
#define INNER ((size_t)14) /* of a box */

/* The blank row of a box takes the count. */
/* clang-format off */
static const char *const drawing[] = {
    "                                ┌──────────────┐  active OPEN / send SYN",
    "                                │    CLOSED    ├────────────────────────────╮",
    "                                │              │◄──────────────────────╮    │",
    "                                └───┬──────────┘  CLOSE / delete TCB   │    │",
    "          passive OPEN / create TCB │      ▲                           │    │",
    "                                    ▼      │ CLOSE / delete TCB        │    │",
    "     rcv RST (note 1)           ┌──────────┴───┐                       │    │",
    "   ╭───────────────────────────►│    LISTEN    ├──────────────────╮    │    │",
    "   │       ╭────────────────────┤              │ SEND / send SYN  │    │    │",
    "   │       │                    └──────────────┘                  │    │    │",
    "   │       │ rcv SYN / send SYN,ACK                               │    │    │",
    "   │       ▼                                                      ▼    │    ▼",
    "┌──┴───────────┐             rcv SYN / send SYN,ACK             ┌──────┴───────┐",
    "│ SYN-RECEIVED │◄───────────────────────────────────────────────┤   SYN-SENT   │",
    "│              ├────────────────────╮      ╭────────────────────┤              │",
    "└───────┬──────┘ rcv ACK of SYN / - │      │                    └──────────────┘",
    "        │                           │      │ rcv SYN,ACK / send ACK",
    "        │ CLOSE / send FIN          ▼      ▼",
    "        │                       ┌──────────────┐",
    "        │                       │ ESTABLISHED  │",
    "        │   ╭───────────────────┤              ├────────────────────────╮",
    "        │   │ CLOSE / send FIN  └──────────────┘     rcv FIN / send ACK │",
    "        │   │                                                           │",
    "        ▼   ▼                                                           ▼",
    "┌──────────────┐  rcv FIN / send ACK                            ┌──────────────┐",
    "│  FIN-WAIT-1  ├───────────────────────╮                        │  CLOSE-WAIT  │",
    "│              │                       │                        │              │",
    "└───────┬──────┘                       │                        └───────┬──────┘",
    "        │ rcv ACK of FIN / -           │               CLOSE / send FIN │",
    "        ▼                              ▼                                ▼",
    "┌──────────────┐                ┌──────────────┐                ┌──────────────┐",
    "│  FIN-WAIT-2  │                │   CLOSING    │                │   LAST-ACK   │",
    "│              │                │              │                │              │",
    "└───────┬──────┘                └──────┬───────┘                └───────┬──────┘",
    "        │           rcv ACK of FIN / - │             rcv ACK of FIN / - │",
    "        │                              ▼                                │",
    "        │ rcv FIN / send ACK    ┌──────────────┐                        ▼",
    "        ╰──────────────────────►│  TIME-WAIT   │                ┌──────────────┐",
    "                                │              ├───────────────►│    CLOSED    │",
    "                                └──────────────┘                └──────────────┘",
    "                                                 2MSL over / delete TCB",
};

/* Where a name stands: the first column inside its box. */
static const struct box {
    enum state state;
    size_t row, column;
    bool counts; /* has a row for the count */
} boxes[] = {
    {STATE_CLOSED, 1, 33, true},       {STATE_LISTEN, 7, 33, true},
    {STATE_SYN_RECEIVED, 13, 1, true}, {STATE_SYN_SENT, 13, 65, true},
    {STATE_ESTABLISHED, 19, 33, true}, {STATE_FIN_WAIT_1, 25, 1, true},
    {STATE_CLOSE_WAIT, 25, 65, true},  {STATE_FIN_WAIT_2, 31, 1, true},
    {STATE_CLOSING, 31, 33, true},     {STATE_LAST_ACK, 31, 65, true},
    {STATE_TIME_WAIT, 37, 33, true},   {STATE_CLOSED, 38, 65, false},
};
/* clang-format on */

/* One character of the drawing and what stands for it in ASCII. */
static char ascii_of(uint32_t character)
{
    switch (character) {
    case 0x2500:
        return '-';
    case 0x2502:
        return '|';
    case 0x25ba:
        return '>';
    case 0x25c4:
        return '<';
    case 0x25b2:
        return '^';
    case 0x25bc:
        return 'v';
    default:
        return character < 0x80 ? (char)character : '+';
    }
}

/* A line of the drawing, a column of the terminal each. */
struct cells {
    struct text column[WIDTH];
    char ascii[WIDTH];
    size_t count;
};

static void read_line(struct cells *cells, const char *line, bool utf8)
{
    struct text rest = text_of(line);

    cells->count = 0;
    while (rest.length > 0 && cells->count < WIDTH) {
        uint32_t character;
        size_t length = utf8_decode(rest, &character), at = cells->count++;

        cells->ascii[at] = ascii_of(character);
        cells->column[at] =
            utf8 ? (struct text){rest.bytes, length} : (struct text){&cells->ascii[at], 1};
        rest = (struct text){rest.bytes + length, rest.length - length};
    }
}

/* Digits into the middle of a box; returns where they begin. */
static size_t write_count(struct cells *cells, size_t column, const char *digits, size_t length)
{
    size_t begin = column + (INNER - length) / 2;

    for (size_t i = 0; i < length; i++)
        cells->column[begin + i] = (struct text){digits + i, 1};
    return begin;
}

/* Bytes of a line before a column. */
static size_t bytes_before(const struct cells *cells, size_t column)
{
    size_t bytes = 0;

    for (size_t i = 0; i < column; i++)
        bytes += cells->column[i].length;
    return bytes;
}

struct mark {
    size_t column, length;
    enum role role;
};

static struct mark mark_name(const struct cells *cells, const struct box *box)
{
    struct mark mark = {box->column, INNER, state_role(box->state)};

    while (cells->ascii[mark.column] == ' ') {
        mark.column++;
        mark.length--;
    }
    while (mark.length > 0 && cells->ascii[mark.column + mark.length - 1] == ' ')
        mark.length--;
    return mark;
}

static void draw_line(struct report *report, size_t row, const uint64_t *counts, bool utf8)
{
    char digits[COUNT_OF(boxes)][NUMBER_MAX_LENGTH], line[WIDTH * 4];
    struct mark marks[COUNT_OF(boxes)];
    struct report_line *drawn;
    struct cells cells;
    size_t used = 0, mark_count = 0;

    read_line(&cells, drawing[row], utf8);
    for (size_t i = 0; i < COUNT_OF(boxes); i++) {
        const struct box *box = &boxes[i];
        enum role role = state_role(box->state);
        size_t length = 1;

        if (row == box->row)
            marks[mark_count++] = mark_name(&cells, box);
        if (!box->counts || row != box->row + 1)
            continue;
        digits[i][0] = '-';
        if (counts != NULL)
            length = number_write(digits[i], counts[box->state]);
        if (length > INNER)
            continue;
        marks[mark_count++] =
            (struct mark){write_count(&cells, box->column, digits[i], length), length,
                          counts == NULL || counts[box->state] == 0 ? ROLE_DIM : role};
    }
    for (size_t i = 0; i < cells.count; i++) {
        memcpy(line + used, cells.column[i].bytes, cells.column[i].length);
        used += cells.column[i].length;
    }
    drawn = report_line(report, (struct text){line, used});
    for (size_t i = 0; i < mark_count; i++)
        report_mark(report, drawn, bytes_before(&cells, marks[i].column),
                    bytes_before(&cells, marks[i].column + marks[i].length), marks[i].role);
}

void diagram_draw(struct report *report, const uint64_t *counts, bool utf8)
{
    for (size_t row = 0; row < COUNT_OF(drawing); row++)
        draw_line(report, row, counts, utf8);
}
