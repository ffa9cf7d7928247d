/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The state diagram: all 20 arrows of Figure 5 and no others; CLOSED appears twice, as in the
 * figure. */
#include "diagram.h"

#include <string.h>

#include "canvas.h"
#include "column.h"
#include "number.h"
#include "utf8.h"

#define WIDTH ((size_t)80)
#define INNER ((size_t)14) /* inner width of a box */

/* The blank line in a box holds the count. */
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

/* Position of each name: the first column inside its box. */
static const struct box {
    enum state state;
    size_t row, column;
    bool counts; /* has a line for the count */
} boxes[] = {
    {STATE_CLOSED, 1, 33, true},       {STATE_LISTEN, 7, 33, true},
    {STATE_SYN_RECEIVED, 13, 1, true}, {STATE_SYN_SENT, 13, 65, true},
    {STATE_ESTABLISHED, 19, 33, true}, {STATE_FIN_WAIT_1, 25, 1, true},
    {STATE_CLOSE_WAIT, 25, 65, true},  {STATE_FIN_WAIT_2, 31, 1, true},
    {STATE_CLOSING, 31, 33, true},     {STATE_LAST_ACK, 31, 65, true},
    {STATE_TIME_WAIT, 37, 33, true},   {STATE_CLOSED, 38, 65, false},
};
/* clang-format on */

struct line {
    char bytes[WIDTH * 4];
    size_t length, count;
    size_t starts[WIDTH]; /* byte offset of each column */
};

static void read_line(struct line *line, struct text rest, bool utf8)
{
    while (rest.length > 0 && line->count < WIDTH) {
        uint32_t character;
        size_t length = utf8_decode(rest, &character);
        char ascii = canvas_ascii(character);
        struct text cell = utf8 ? (struct text){rest.bytes, length} : (struct text){&ascii, 1};

        line->starts[line->count++] = line->length;
        memcpy(line->bytes + line->length, cell.bytes, cell.length);
        line->length += cell.length;
        rest = text_from(rest, length);
    }
}

/* Writes the count, centred, into the blank line of a box. `inside`: the bytes of the box. */
static void write_count(char *inside, const uint64_t *count)
{
    char digits[NUMBER_MAX_LENGTH] = "-";
    size_t length = count == NULL ? 1 : number_write(digits, *count);

    if (length <= INNER)
        memcpy(inside + (INNER - length) / 2, digits, length);
}

/* Marks the part of a box on this line. */
static void mark_box(struct report *report, struct report_line *drawn, const struct line *line,
                     size_t begin, enum role role)
{
    size_t end = begin + INNER;

    while (begin < end && line->bytes[begin] == ' ')
        begin++;
    while (begin < end && line->bytes[end - 1] == ' ')
        end--;
    if (begin < end)
        report_mark(report, drawn, begin, end, role);
}

static void draw_line(struct report *report, size_t row, const uint64_t *counts, bool utf8)
{
    struct line line = {.length = 0};
    struct report_line *drawn;

    read_line(&line, text_of(drawing[row]), utf8);
    for (const struct box *box = boxes; box < boxes + COUNT_OF(boxes); box++)
        if (box->counts && row == box->row + 1)
            write_count(line.bytes + line.starts[box->column],
                        counts == NULL ? NULL : &counts[box->state]);
    drawn = report_line(report, (struct text){line.bytes, line.length});
    for (const struct box *box = boxes; box < boxes + COUNT_OF(boxes); box++) {
        bool empty = row != box->row && (counts == NULL || counts[box->state] == 0);

        if (row == box->row || (box->counts && row == box->row + 1))
            mark_box(report, drawn, &line, line.starts[box->column],
                     empty ? ROLE_DIM : state_role(box->state));
    }
}

void diagram_draw(struct report *report, const uint64_t *counts, bool utf8)
{
    for (size_t row = 0; row < COUNT_OF(drawing); row++)
        draw_line(report, row, counts, utf8);
}
