/* SPDX-License-Identifier: GPL-2.0-or-later */
/* For a text without rows: finds where its nearest line stops matching. */
#include <stdio.h>
#include <string.h>

#include "text_layout.h"

/* How much of a line is quoted on each side of the position. */
#define QUOTED ((size_t)80)

/* The number of characters before the word, plus 1. */
static size_t column_of(struct text line, struct text word)
{
    size_t column = 1;

    for (const char *at = line.bytes; at < word.bytes; at++)
        column += ((unsigned char)*at & 0xc0) != 0x80;
    return column;
}

static bool keep(struct text_surprise *surprise, const struct text_row *row, struct text line,
                 struct arena *arena)
{
    size_t begin = (size_t)(row->stuck.bytes - line.bytes),
           skip = begin > QUOTED ? begin - QUOTED : 0;
    struct text quote = {line.bytes + skip, line.length - skip};

    if (quote.length > 2 * QUOTED)
        quote.length = 2 * QUOTED;
    surprise->column = column_of(line, row->stuck);
    surprise->wanted = row->fitted == 0 ? NULL : cell_info(row->wanted)->what;
    surprise->line = arena_copy(arena, quote);
    surprise->word = row->stuck;
    if (begin - skip + surprise->word.length > quote.length)
        surprise->word.length = quote.length - (begin - skip);
    if (surprise->line.bytes == NULL)
        return false;
    surprise->word.bytes = surprise->line.bytes + (begin - skip);
    return true;
}

bool text_surprise_add(struct text_surprise *surprise, const struct text_format *format,
                       struct text line, uint64_t number, struct arena *arena)
{
    struct detail_room room;
    static const struct text_table no_table = {0};
    struct text_row row = {.in = {.format = format, .table = &no_table, .room = &room}};
    struct text trimmed = text_trim(line);
    size_t rank;

    if (trimmed.length == 0 || text_row_read(&row, trimmed) || row.stuck.bytes == NULL)
        return true;
    rank = 2 * row.fitted + (text_is_noise(trimmed) ? 1 : 2);
    if (rank <= surprise->rank)
        return true;
    surprise->rank = rank;
    surprise->number = number;
    return keep(surprise, &row, line, arena);
}

bool text_surprise_tell(const struct text_surprise *surprise, const char *name, const char *what,
                        struct error *error)
{
    size_t begin = (size_t)(surprise->word.bytes - surprise->line.bytes);
    unsigned long long number = surprise->number;

    if (surprise->rank == 0)
        return error_set(error, STATUS_FAILED, "%s: %s: empty file", name, what);
    if (surprise->wanted == NULL)
        error_set(error, STATUS_FAILED, "%s: %s: line %llu does not match", name, what, number);
    else
        error_set(error, STATUS_FAILED, "%s: %s: line %llu, column %zu: expected %s", name, what,
                  number, surprise->column, surprise->wanted);
    return error_mark(error, surprise->line, begin, begin + surprise->word.length);
}

/* The first bytes of files that are not text. */
static const struct {
    const char *start, *what;
} kinds[] = {
    {"\x1f\x8b", "gzip: try zcat"},
    {"\xfd"
     "7zXZ",
     "xz: try xzcat"},
    {"(\xb5/\xfd", "zstd: try zstdcat"},
    {"BZh", "bzip2: try bzcat"},
    {"PK\x03\x04", "a ZIP archive"},
    {"\xd4\xc3\xb2\xa1", "a packet capture"},
    {"\n\r\r\n", "a packet capture"},
    {"\x7f"
     "ELF",
     "a program"},
    {"%PDF", "a PDF document"},
    {"<", "HTML or XML"},
};

/* NULL: text. */
static const char *looks_like(struct text start)
{
    for (size_t i = 0; i < COUNT_OF(kinds); i++)
        if (text_starts_with(start, text_of(kinds[i].start)))
            return kinds[i].what;
    return memchr(start.bytes, '\0', start.length) != NULL ? "binary data" : NULL;
}

bool text_refuse_unknown(struct input *input, const char *name, struct arena *arena,
                         struct error *error)
{
    struct text_surprise surprise = {0};
    struct text rest = input_peek(input);
    const char *looks = looks_like(rest);
    uint64_t number = input->line;

    if (looks != NULL)
        return error_set(error, STATUS_FAILED, "%s: unknown format: it looks like %s", name, looks);
    while (rest.length > 0) {
        struct text line = text_next_line(&rest);

        for (size_t i = 0; i < text_importer_count; i++)
            if (!text_surprise_add(&surprise, text_importers[i].format, line, number, arena))
                return error_out_of_memory(error);
        number++;
    }
    return text_surprise_tell(&surprise, name, "unknown format", error);
}
