/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "frame.h"

#include "utf8.h"

void frame_begin(struct frame *frame, size_t rows, size_t columns, size_t left)
{
    builder_clear(&frame->bytes);
    frame->rows = rows;
    frame->columns = columns;
    frame->left = left;
    frame->row = 0;
    builder_add(&frame->bytes, TEXT("\033[?25l\033[H"));
}

/* Returns the length of the escape sequence at the start of the text; 0: there is none. */
static size_t sequence_length(struct text text)
{
    size_t length = 2;

    if (text.length < 3 || text.bytes[0] != '\033' || text.bytes[1] != '[')
        return 0;
    while (length < text.length && (text.bytes[length] < '@' || text.bytes[length] > '~'))
        length++;
    return length < text.length ? length + 1 : 0;
}

static void add_character(struct frame *frame, struct text character, bool safe, unsigned width)
{
    if (safe && (frame->utf8 || character.length == 1))
        builder_add(&frame->bytes, character);
    else
        builder_fill(&frame->bytes, '?', width);
}

void frame_line(struct frame *frame, struct text line)
{
    size_t column = 0, end = frame->left + frame->columns;

    if (frame->row >= frame->rows)
        return;
    if (frame->row++ > 0)
        builder_add(&frame->bytes, TEXT("\r\n"));
    while (line.length > 0) {
        size_t length = sequence_length(line);
        uint32_t number = 0;
        unsigned width = 1;
        bool safe;

        if (length > 0) {
            builder_add(&frame->bytes, text_part(line, 0, length));
            line = text_from(line, length);
            continue;
        }
        length = utf8_decode(line, &number);
        safe = length > 0 && !utf8_is_deceptive(number);
        if (length == 0)
            length = 1;
        if (safe)
            width = utf8_width(number);
        if (column >= frame->left && column + width <= end)
            add_character(frame, text_part(line, 0, length), safe, width);
        column = column + width > end ? end : column + width;
        line = text_from(line, length);
    }
    builder_add(&frame->bytes, TEXT("\033[0m"));
    if (column < end)
        builder_add(&frame->bytes, TEXT("\033[K"));
}

void frame_skip(struct frame *frame, size_t row)
{
    while (frame->row < row && frame->row < frame->rows)
        frame_line(frame, TEXT(""));
}

struct text frame_end(struct frame *frame, bool cursor)
{
    builder_add(&frame->bytes, cursor ? TEXT("\033[?25h") : TEXT("\033[J"));
    return builder_text(&frame->bytes);
}
