/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "json_reader.h"

#include <string.h>

#include "utf8.h"

void json_reader_init(struct json_reader *reader, struct input *input)
{
    *reader = (struct json_reader){.input = input};
}

void json_reader_free(struct json_reader *reader)
{
    builder_free(&reader->text);
}

/* Returns false, as does fail_cut. */
static bool fail(struct json_reader *reader, const char *problem)
{
    if (reader->problem == NULL)
        reader->problem = problem;
    return false;
}

static bool fail_cut(struct json_reader *reader)
{
    reader->cut = reader->input->failure == 0;
    return fail(reader, reader->cut ? "unexpected end of file" : "read error");
}

static enum token error_token(struct json_reader *reader, const char *problem)
{
    fail(reader, problem);
    return TOKEN_ERROR;
}

static enum token cut_token(struct json_reader *reader)
{
    fail_cut(reader);
    return TOKEN_ERROR;
}

/* Returns the next byte without consuming it, or -1. */
static int peek(struct json_reader *reader)
{
    struct text next = input_peek(reader->input);

    return next.length == 0 ? -1 : (unsigned char)next.bytes[0];
}

static int skip_blanks(struct json_reader *reader)
{
    for (;;) {
        struct text next = input_peek(reader->input);
        size_t blanks = 0;

        while (blanks < next.length && (next.bytes[blanks] == ' ' || next.bytes[blanks] == '\n' ||
                                        next.bytes[blanks] == '\t' || next.bytes[blanks] == '\r'))
            blanks++;
        if (blanks > 0)
            input_take(reader->input, blanks);
        if (next.length == 0)
            return -1;
        if (blanks < next.length)
            return (unsigned char)next.bytes[blanks];
    }
}

static bool add(struct json_reader *reader, struct text text)
{
    if (text.length > JSON_TEXT_MAX - reader->text.length)
        return fail(reader, "string longer than 1 MB");
    builder_add(&reader->text, text);
    if (reader->text.failed)
        fail(reader, "out of memory");
    return !reader->text.failed;
}

static bool add_character(struct json_reader *reader, uint32_t c)
{
    char bytes[4];
    size_t length = c < 0x80 ? 1 : c < 0x800 ? 2 : c < 0x10000 ? 3 : 4;
    static const unsigned char lead[] = {0, 0, 0xc0, 0xe0, 0xf0};

    for (size_t i = length; i-- > 1; c >>= 6)
        bytes[i] = (char)(0x80 | (c & 0x3f));
    bytes[0] = (char)(lead[length == 1 ? 0 : length] | c);
    return add(reader, (struct text){bytes, length});
}

/* Reads the four digits after \u; false: invalid. */
static bool read_hex4(struct json_reader *reader, uint32_t *number)
{
    *number = 0;
    for (unsigned i = 0; i < 4; i++) {
        int c = peek(reader);
        bool letter = (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');

        if (c < 0)
            return fail_cut(reader);
        if (!letter && !(c >= '0' && c <= '9'))
            return fail(reader, "\\u without four hex digits");
        *number = *number << 4 | (uint32_t)(letter ? (c | 0x20) - 'a' + 10 : c - '0');
        input_take(reader->input, 1);
    }
    return true;
}

static bool take_byte(struct json_reader *reader, char byte)
{
    if (peek(reader) != (unsigned char)byte)
        return false;
    input_take(reader->input, 1);
    return true;
}

/* Characters above U+FFFF are written as surrogate pairs. */
static bool read_unicode(struct json_reader *reader)
{
    uint32_t first, second;

    if (!read_hex4(reader, &first))
        return false;
    if (first < 0xd800 || first > 0xdfff)
        return add_character(reader, first);
    if (first < 0xdc00 && take_byte(reader, '\\') && take_byte(reader, 'u') &&
        read_hex4(reader, &second) && second >= 0xdc00 && second <= 0xdfff)
        return add_character(reader, 0x10000 + ((first - 0xd800) << 10) + (second - 0xdc00));
    return peek(reader) < 0 ? fail_cut(reader) : fail(reader, "lone surrogate");
}

static bool read_escape(struct json_reader *reader)
{
    static const char letters[] = "\"\\/bfnrt", meanings[] = "\"\\/\b\f\n\r\t";
    int c = peek(reader);

    if (c < 0)
        return fail_cut(reader);
    input_take(reader->input, 1);
    if (c == 'u')
        return read_unicode(reader);
    for (size_t i = 0; i < sizeof(letters) - 1; i++)
        if (c == letters[i])
            return add(reader, (struct text){meanings + i, 1});
    return fail(reader, "unknown escape");
}

/* Reads the rest of a string after the opening quote. */
static bool read_string(struct json_reader *reader)
{
    bool ascii = true;

    builder_clear(&reader->text);
    for (;;) {
        struct text next = input_peek(reader->input);
        size_t plain = text_plain_length(next);

        while (plain < next.length && (next.bytes[plain] & 0x80) != 0) {
            ascii = false;
            plain++;
        }
        if (next.length == 0)
            return fail_cut(reader);
        if (plain > 0) {
            if (!add(reader, (struct text){next.bytes, plain}))
                return false;
            input_take(reader->input, plain);
            continue;
        }
        input_take(reader->input, 1);
        if (next.bytes[0] == '"')
            break;
        if (next.bytes[0] == '\x7f' && !add(reader, (struct text){next.bytes, 1}))
            return false;
        if ((unsigned char)next.bytes[0] < 0x20)
            return fail(reader, "control character in a string");
        if (next.bytes[0] == '\\' && !read_escape(reader))
            return false;
    }
    return ascii || utf8_valid(builder_text(&reader->text)) ||
           fail(reader, "string is not valid UTF-8");
}

/* Consumes the byte at *at if it is one of `bytes`. */
static bool take_any(struct text text, size_t *at, const char *bytes)
{
    bool found = *at < text.length && strchr(bytes, text.bytes[*at]) != NULL;

    *at += found;
    return found;
}

/* Returns how many digits were consumed. */
static size_t take_digits(struct text text, size_t *at)
{
    size_t begin = *at;

    while (*at < text.length && ascii_is_digit(text.bytes[*at]))
        ++*at;
    return *at - begin;
}

/* Whether bytes from read_bare are a number. */
static bool is_number(struct text text)
{
    size_t at = 0;

    (void)take_any(text, &at, "-");
    if (!take_any(text, &at, "0") && take_digits(text, &at) == 0)
        return false;
    if (take_any(text, &at, ".") && take_digits(text, &at) == 0)
        return false;
    if (take_any(text, &at, "eE")) {
        (void)take_any(text, &at, "-+");
        if (take_digits(text, &at) == 0)
            return false;
    }
    return at == text.length;
}

/* Reads a number or one of the three words, up to a byte that can only follow it. */
static bool read_bare(struct json_reader *reader)
{
    builder_clear(&reader->text);
    for (;;) {
        struct text next = input_peek(reader->input);
        size_t length = 0;

        while (length < next.length &&
               (ascii_is_digit(next.bytes[length]) || ascii_is_alpha(next.bytes[length]) ||
                next.bytes[length] == '-' || next.bytes[length] == '+' ||
                next.bytes[length] == '.'))
            length++;
        if (!add(reader, (struct text){next.bytes, length}))
            return false;
        input_take(reader->input, length);
        if (length < next.length || next.length == 0)
            return true;
    }
}

static enum token read_word(struct json_reader *reader)
{
    struct text word;

    if (!read_bare(reader))
        return TOKEN_ERROR;
    word = builder_text(&reader->text);
    if (text_equal(word, TEXT("true")))
        return TOKEN_TRUE;
    if (text_equal(word, TEXT("false")))
        return TOKEN_FALSE;
    if (text_equal(word, TEXT("null")))
        return TOKEN_NULL;
    if (is_number(word) && (reader->depth == 0 || peek(reader) >= 0))
        return TOKEN_NUMBER;
    return peek(reader) < 0 && word.length > 0 ? cut_token(reader)
                                               : error_token(reader, "invalid JSON");
}

static void value_ended(struct json_reader *reader)
{
    reader->expect = reader->depth == 0 ? EXPECT_VALUE : EXPECT_COMMA;
}

static enum token open_container(struct json_reader *reader, bool is_object)
{
    if (reader->depth == JSON_DEPTH_MAX)
        return error_token(reader, "nested too deeply");
    input_take(reader->input, 1);
    reader->is_object[reader->depth++] = is_object;
    reader->expect = is_object ? EXPECT_FIRST_KEY : EXPECT_FIRST_VALUE;
    return is_object ? TOKEN_BEGIN_OBJECT : TOKEN_BEGIN_ARRAY;
}

static enum token close_container(struct json_reader *reader)
{
    bool is_object = reader->is_object[--reader->depth];

    input_take(reader->input, 1);
    value_ended(reader);
    return is_object ? TOKEN_END_OBJECT : TOKEN_END_ARRAY;
}

static enum token read_value(struct json_reader *reader, int c)
{
    enum token token;

    if (c == '{' || c == '[')
        return open_container(reader, c == '{');
    if (c == '"') {
        input_take(reader->input, 1);
        token = read_string(reader) ? TOKEN_TEXT : TOKEN_ERROR;
    } else {
        token = read_word(reader);
    }
    value_ended(reader);
    return token;
}

static enum token read_key(struct json_reader *reader, int c)
{
    if (c != '"')
        return error_token(reader, "missing key");
    input_take(reader->input, 1);
    if (!read_string(reader))
        return TOKEN_ERROR;
    c = skip_blanks(reader);
    if (c < 0)
        return cut_token(reader);
    if (c != ':')
        return error_token(reader, "missing colon");
    input_take(reader->input, 1);
    reader->expect = EXPECT_VALUE;
    return TOKEN_KEY;
}

/* After a nested value: reads the end of the container, or a comma and the next token. */
static enum token read_on(struct json_reader *reader, int c)
{
    bool is_object = reader->is_object[reader->depth - 1];

    if (c == (is_object ? '}' : ']'))
        return close_container(reader);
    if (c != ',')
        return error_token(reader, "missing comma");
    input_take(reader->input, 1);
    c = skip_blanks(reader);
    if (c < 0)
        return cut_token(reader);
    return is_object ? read_key(reader, c) : read_value(reader, c);
}

enum token json_read(struct json_reader *reader)
{
    int c;

    if (reader->problem != NULL)
        return TOKEN_ERROR;
    c = skip_blanks(reader);
    if (c < 0)
        return reader->depth == 0 && reader->input->failure == 0 ? TOKEN_END : cut_token(reader);
    switch (reader->expect) {
    case EXPECT_FIRST_KEY:
        return c == '}' ? close_container(reader) : read_key(reader, c);
    case EXPECT_FIRST_VALUE:
        return c == ']' ? close_container(reader) : read_value(reader, c);
    case EXPECT_VALUE:
        return read_value(reader, c);
    case EXPECT_COMMA:
        return read_on(reader, c);
    }
    return TOKEN_ERROR;
}

bool json_skip(struct json_reader *reader, enum token token)
{
    unsigned depth = reader->depth;

    if (token != TOKEN_BEGIN_OBJECT && token != TOKEN_BEGIN_ARRAY)
        return token != TOKEN_ERROR;
    while (reader->depth >= depth)
        if (json_read(reader) == TOKEN_ERROR)
            return false;
    return true;
}
