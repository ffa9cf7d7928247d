/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "line.h"

#include <string.h>

#include "style.h"
#include "wrap.h"

#define FEW_BLANKS ((size_t)16)

static void blanks(struct line *line, size_t count)
{
    if (count > FEW_BLANKS) {
        output_fill(line->output, ' ', count);
        return;
    }
    /* A fixed size compiles to one store; only the requested blanks are counted. */
    memset(output_room(line->output, FEW_BLANKS), ' ', FEW_BLANKS);
    output_advance(line->output, count);
}

static bool fits(const struct line *line, size_t at, size_t columns)
{
    return line->width == 0 || at + columns <= line->width;
}

/* Returns where `columns` columns can be written on this line: at `start`, or after the text
 * already there, or with `moves` as far left of `start` as needed. */
static size_t aim(const struct line *line, size_t start, size_t columns, bool moves)
{
    size_t first = line->at > 0 ? line->at + 1 : 0;
    size_t at = start > line->shift ? start - line->shift : 0;

    if (at < first)
        at = first;
    if (moves && !fits(line, at, columns) && fits(line, first, columns))
        at = line->width - columns;
    return at;
}

static void go_below(struct line *line, size_t start)
{
    output_byte(line->output, '\n');
    blanks(line, line->indent);
    line->at = line->indent;
    line->shift = start > line->indent ? start - line->indent : 0;
}

/* Moves the cursor to where `columns` columns can be written, `pad` after `start`. */
static void go(struct line *line, size_t start, size_t pad, size_t columns, bool moves)
{
    size_t at = aim(line, start + pad, columns, moves);

    if (line->at > 0 && !fits(line, at, columns)) {
        go_below(line, start);
        at = line->at + pad;
    }
    blanks(line, at - line->at);
    line->at = at;
}

size_t line_go(struct line *line, size_t start)
{
    go(line, start, 0, LINE_WORDS, true);
    return line->at;
}

/* Whether words of `columns` columns take fewer lines if they start on the next line. */
static bool is_better_below(const struct line *line, size_t start, size_t columns)
{
    size_t at = aim(line, start, LINE_WORDS, true);

    if (line->at == 0 || line->indent >= line->width)
        return false;
    return !fits(line, at, LINE_WORDS) ||
           columns / (line->width - at) > 1 + columns / (line->width - line->indent);
}

/* Moves the cursor to the start of the cell. False: it does not fit there unbroken. */
static bool place(struct line *line, const struct line_cell *cell)
{
    size_t start = cell->start + cell->pad;
    bool whole = fits(line, aim(line, start, cell->columns, !cell->right), cell->columns);
    bool words = memchr(cell->text.bytes, ' ', cell->text.length) != NULL;

    if (whole || !words || !cell->last)
        go(line, cell->start, cell->pad, cell->columns, !cell->right);
    else if (is_better_below(line, cell->start, cell->columns))
        go_below(line, cell->start);
    else
        go(line, cell->start, 0, LINE_WORDS, true);
    return !words || fits(line, line->at, cell->columns);
}

void line_put(struct line *line, const struct line_cell *cell)
{
    struct wrap wrap = {.output = line->output, .width = line->width};
    bool whole = cell->text.length == 0 || place(line, cell);

    if (cell->text.length == 0)
        return;
    wrap.indent = line->at;
    output_text(line->output, style_begin(cell->role, line->colour));
    if (whole)
        output_text(line->output, cell->text);
    else
        wrap_write(&wrap, cell->text, line->at);
    output_text(line->output, style_end(cell->role, line->colour));
    line->at = whole ? line->at + cell->columns : line->width;
}
