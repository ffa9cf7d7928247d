/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Recognizes the lines around the rows of a pasted listing. */
#include <string.h>

#include "number.h"
#include "text_layout.h"

static struct text drop(struct text text, size_t count)
{
    return (struct text){text.bytes + count, text.length - count};
}

static struct text without_blanks(struct text line)
{
    while (line.length > 0 && ascii_is_space(line.bytes[0]))
        line = drop(line, 1);
    while (line.length > 0 && ascii_is_space(line.bytes[line.length - 1]))
        line.length--;
    return line;
}

static size_t word_length(struct text line)
{
    size_t length = 0;

    while (length < line.length && !ascii_is_space(line.bytes[length]))
        length++;
    return length;
}

struct text text_first_word(struct text line)
{
    return (struct text){line.bytes, word_length(line)};
}

struct text text_next_line(struct text *rest)
{
    const char *newline = memchr(rest->bytes, '\n', rest->length);
    struct text line = {rest->bytes,
                        newline == NULL ? rest->length : (size_t)(newline - rest->bytes)};

    *rest = drop(*rest, line.length + (newline != NULL));
    return line;
}

/* Whether it starts like a date or a time of day: `2024-10-18T12:00:00Z`, `[12:00:00.123]`. */
static bool is_timestamp(struct text word)
{
    static const char *const shapes[] = {"0000-00-00", "00:00:00"};

    if (text_starts_with(word, TEXT("[")))
        word = drop(word, 1);
    for (size_t i = 0; i < COUNT_OF(shapes); i++) {
        const char *shape = shapes[i];
        size_t at = 0;

        while (at < word.length && shape[at] != '\0' &&
               (shape[at] == '0' ? ascii_is_digit(word.bytes[at]) : word.bytes[at] == shape[at]))
            at++;
        if (shape[at] == '\0')
            return true;
    }
    return false;
}

struct text text_trim(struct text line)
{
    if (text_starts_with(line, TEXT("\xef\xbb\xbf")))
        line = drop(line, 3);
    line = without_blanks(line);
    for (;;) {
        size_t length = word_length(line);
        struct text word = {line.bytes, length};

        if (length == 0 || length == line.length ||
            (!text_equal(word, TEXT(">")) && !is_timestamp(word)))
            return line;
        line = without_blanks(drop(line, length));
    }
}

static bool has_digit(struct text line)
{
    for (size_t i = 0; i < line.length; i++)
        if (ascii_is_digit(line.bytes[i]))
            return true;
    return false;
}

/* Whether it looks like a row, even if it could not be parsed. */
static bool starts_like_row(struct text word)
{
    static const char *const starts[] = {"tcp", "udp", "raw", "unix", "icm"};

    for (size_t i = 0; i < COUNT_OF(starts); i++) {
        struct text start = text_of(starts[i]);

        if (word.length >= start.length && word.length <= 8 && word.bytes[word.length - 1] != ':' &&
            text_equal_nocase((struct text){word.bytes, start.length}, start))
            return true;
    }
    return false;
}

static bool ends_in_prompt(struct text word)
{
    return word.length > 0 && strchr("$#%>", word.bytes[word.length - 1]) != NULL;
}

/* Whether the first or second word ends in a prompt: `host:~ # netstat -n`, `C:\>netstat`, `nbsd%
 * `. */
static bool is_prompt(struct text line)
{
    struct text first = {line.bytes, word_length(line)}, second;

    second = without_blanks(drop(line, first.length));
    second.length = word_length(second);
    return ends_in_prompt(first) || (second.length == 1 && ends_in_prompt(second)) ||
           text_starts_with(line, TEXT("PS ")) || text_starts_with(line, TEXT("\xe2\x9d\xaf")) ||
           (memchr(first.bytes, '\\', first.length) != NULL &&
            memchr(first.bytes, '>', first.length) != NULL);
}

/* `/net/tcp` matches the end of `/proc/net/tcp`. */
static bool is_marked(struct text word, struct text mark)
{
    if (mark.bytes[0] == '/' && word.length > mark.length)
        word = drop(word, word.length - mark.length);
    return text_equal(word, mark);
}

/* Whether the line starts with these words. */
static bool starts_with_words(struct text line, struct text mark)
{
    while (mark.length > 0) {
        struct text word = text_take_until(&mark, ' ');

        line = without_blanks(line);
        if (!is_marked(text_first_word(line), word))
            return false;
        line = drop(line, word_length(line));
    }
    return true;
}

static bool has_words(struct text line, struct text mark)
{
    for (line = without_blanks(line); line.length > 0;
         line = without_blanks(drop(line, word_length(line))))
        if (starts_with_words(line, mark))
            return true;
    return false;
}

bool text_is_table(const struct text_format *format, struct text line, struct text_table *table)
{
    for (const struct table_mark *mark = format->marks; mark != NULL && mark->words != NULL; mark++)
        if (has_words(line, text_of(mark->words))) {
            if (mark->what == MARK_HEADING)
                return true;
            table->nameless = mark->protocol;
            if (mark->family != FAMILY_NONE)
                table->family = mark->family;
            table->decided = mark->what != MARK_RESETS;
            table->assumed = mark->what == MARK_ASSUMES;
            return true;
        }
    return false;
}

bool text_is_program(struct text line)
{
    return word_length(line) == line.length && line.length > 2 && line.bytes[0] == '[' &&
           line.bytes[line.length - 1] == ']';
}

/* `netstat: showing only …`, or a heading with a digit. */
static bool is_message(struct text line)
{
    static const char *const starts[] = {"netstat", "ss ", "Proto", "Active "};

    for (size_t i = 0; i < COUNT_OF(starts); i++)
        if (text_starts_with(line, text_of(starts[i])))
            return true;
    return text_is_program(line);
}

/* AIX: the second address of a unix socket, on a separate line. */
static bool is_address(struct text line)
{
    uint64_t number;

    return line.length >= 8 && number_parse_hex(line, UINT64_MAX, &number);
}

bool text_is_noise(struct text line)
{
    struct text first = {line.bytes, word_length(line)};

    if (line.length == 0 || is_address(line))
        return true;
    if (starts_like_row(first))
        return false;
    return !has_digit(line) || is_prompt(line) || is_message(line);
}
