/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "canvas.h"

#include "utf8.h"

char canvas_ascii(uint32_t character)
{
    static const struct {
        uint32_t drawn;
        char ascii;
    } lines[] = {{0x2500, '-'}, {0x2502, '|'}, {0x25ba, '>'},
                 {0x25c4, '<'}, {0x25b2, '^'}, {0x25bc, 'v'}};

    for (size_t i = 0; i < COUNT_OF(lines); i++)
        if (lines[i].drawn == character)
            return lines[i].ascii;
    return character < 0x80 ? (char)character : '+';
}

void canvas_put(struct canvas *canvas, const char *text)
{
    struct text rest = text_of(text);

    while (rest.length > 0) {
        uint32_t character;
        size_t length = utf8_decode(rest, &character);

        if (length == 0)
            return;
        if (canvas->utf8)
            builder_add(&canvas->line, (struct text){rest.bytes, length});
        else
            builder_add_byte(&canvas->line, canvas_ascii(character));
        canvas->column++;
        rest = text_from(rest, length);
    }
}

void canvas_repeat(struct canvas *canvas, const char *text, size_t count)
{
    while (count-- > 0)
        canvas_put(canvas, text);
}

void canvas_go(struct canvas *canvas, size_t column)
{
    if (column > canvas->column)
        canvas_repeat(canvas, " ", column - canvas->column);
}

void canvas_at(struct canvas *canvas, size_t column, const char *text)
{
    canvas_go(canvas, column);
    canvas_put(canvas, text);
}

void canvas_edge(struct canvas *canvas, size_t column, size_t inner, const char *left,
                 const char *passes, const char *right)
{
    canvas_at(canvas, column, left);
    canvas_repeat(canvas, "─", inner / 2);
    canvas_put(canvas, passes);
    canvas_repeat(canvas, "─", inner - inner / 2 - 1);
    canvas_put(canvas, right);
    canvas_end_line(canvas);
}

void canvas_end_line(struct canvas *canvas)
{
    struct text line = builder_text(&canvas->line);

    while (line.length > 0 && line.bytes[line.length - 1] == ' ')
        line.length--;
    canvas->report->failed |= canvas->line.failed;
    report_line(canvas->report, line);
    builder_clear(&canvas->line);
    canvas->column = 0;
}

void canvas_free(struct canvas *canvas)
{
    builder_free(&canvas->line);
}
