/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "source.h"

#include <string.h>

bool filter_source_words(struct filter_source *source, struct arena *arena,
                         const struct text *words, size_t count)
{
    size_t length = 0;
    char *joined;

    *source = (struct filter_source){.count = count};
    for (size_t i = 0; i < count; i++)
        length += words[i].length + 1;
    joined = arena_alloc(arena, length + 1);
    source->pieces = arena_array(arena, count + 1, sizeof(*source->pieces));
    if (joined == NULL || source->pieces == NULL)
        return false;
    source->text.bytes = joined;
    for (size_t i = 0; i < count; i++) {
        source->pieces[i] = (struct filter_piece){words[i], source->text.length};
        if (words[i].length > 0)
            memcpy(joined + source->text.length, words[i].bytes, words[i].length);
        source->text.length += words[i].length;
        joined[source->text.length++] = ' ';
    }
    return true;
}

bool filter_source_file(struct filter_source *source, struct arena *arena, struct text content,
                        const char *name)
{
    size_t lines = text_count(content, '\n') + 1;

    *source = (struct filter_source){.text = content, .file = name};
    source->pieces = arena_array(arena, lines, sizeof(*source->pieces));
    if (source->pieces == NULL)
        return false;
    for (size_t begin = 0, end; begin <= content.length && source->count < lines; begin = end + 1) {
        for (end = begin; end < content.length && content.bytes[end] != '\n';)
            end++;
        source->pieces[source->count++] =
            (struct filter_piece){{content.bytes + begin, end - begin}, begin};
    }
    return true;
}

/* The last piece that starts at or before `at`. */
static size_t piece_at(const struct filter_source *source, size_t at)
{
    size_t low = 0, high = source->count;

    while (high - low > 1) {
        size_t middle = low + (high - low) / 2;

        if (source->pieces[middle].begin <= at)
            low = middle;
        else
            high = middle;
    }
    return low;
}

static void name_line(const struct filter_source *source, struct error *error, size_t line)
{
    struct error plain = *error;

    error_set(error, plain.status, "%.200s, line %zu: %s", source->file, line + 1, plain.message);
    memcpy(error->remedy, plain.remedy, sizeof(error->remedy));
}

void filter_source_mark(const struct filter_source *source, struct error *error, size_t begin,
                        size_t end)
{
    size_t first, last;
    const struct filter_piece *from, *to;

    if (source->count == 0)
        return;
    first = piece_at(source, begin);
    last = piece_at(source, end > begin ? end - 1 : begin);
    if (source->file != NULL) {
        name_line(source, error, first);
        last = first; /* show only one line */
    }
    from = &source->pieces[first];
    to = &source->pieces[last];
    error_mark(error, from->typed, begin - from->begin, end - from->begin);
    if (last != first)
        error_mark_until(error, to->typed, end - to->begin);
}
