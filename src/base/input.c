/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "input.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "ahead.h"
#include "file.h"
#include "utf16.h"

/* State of a conversion from UTF-16 to UTF-8. */
struct recoding {
    struct utf16 state;
    bool at_end;
    size_t length;
    unsigned char bytes[INPUT_BUFFER];
    char text[UTF16_ROOM(INPUT_BUFFER)];
};

int input_open(struct input *input, const char *path)
{
    *input = (struct input){.bytes = malloc(INPUT_BUFFER), .line = 1};
    if (input->bytes == NULL)
        return ENOMEM;
    errno = 0;
    input->owned = strcmp(path, "-") != 0;
    input->file = input->owned ? file_open(path, "rb") : stdin;
    if (input->file == NULL)
        return errno != 0 ? errno : EIO;
    /* `input` has its own buffer, so stdio must not buffer too. */
    setvbuf(input->file, NULL, _IONBF, 0);
    return 0;
}

void input_close(struct input *input)
{
    ahead_free(input->ahead);
    free(input->recoding);
    if (input->file != NULL && input->owned)
        fclose(input->file);
    free(input->bytes);
    *input = (struct input){.at_end = true};
}

/* A short length means the end of the file. */
static ptrdiff_t read_block(void *context, void *block, size_t size)
{
    FILE *file = context;
    size_t length;

    if (feof(file))
        return AHEAD_OVER;
    errno = 0;
    length = fread(block, 1, size, file);
    if (length < size && ferror(file))
        return errno != 0 ? -errno : -EIO;
    return (ptrdiff_t)length;
}

void input_read_ahead(struct input *input)
{
    input->ahead = ahead_new(INPUT_BUFFER, read_block, input->file);
}

static size_t get_from_file(struct input *input, char *out, size_t room)
{
    size_t got;

    errno = 0;
    got = fread(out, 1, room, input->file);
    if (got < room && ferror(input->file))
        input->failure = errno != 0 ? errno : EIO;
    else if (got == room && input->ahead != NULL && !ahead_begin(input->ahead)) {
        ahead_free(input->ahead);
        input->ahead = NULL;
    }
    return got;
}

/* Takes the next block of the thread into `rest`. False: there are no more. */
static bool take_ahead(struct input *input)
{
    const void *bytes = NULL;
    ptrdiff_t length = ahead_next(input->ahead, &bytes);

    if (length < 0 && length != AHEAD_OVER)
        input->failure = (int)-length;
    input->rest = bytes;
    input->rest_length = length > 0 ? (size_t)length : 0;
    return input->rest_length > 0;
}

/* As take_ahead. Length 0 tells the decoder that the text has ended. */
static bool take_recoded(struct input *input)
{
    struct recoding *recoding = input->recoding;
    size_t length;

    do {
        length = recoding->length;
        input->rest = recoding->text;
        input->rest_length = utf16_to_utf8(&recoding->state, recoding->bytes, length,
                                           recoding->text);
        recoding->length = 0;
        if (length > 0 && !recoding->at_end) {
            recoding->length = get_from_file(input, (char *)recoding->bytes, INPUT_BUFFER);
            recoding->at_end = recoding->length < INPUT_BUFFER;
        }
    } while (input->rest_length == 0 && length > 0);
    return input->rest_length > 0;
}

static size_t get_blocks(struct input *input, bool take(struct input *input), char *out,
                         size_t room)
{
    size_t got = 0;

    while (got < room && (input->rest_length > 0 || take(input))) {
        size_t part = input->rest_length < room - got ? input->rest_length : room - got;

        memcpy(out + got, input->rest, part);
        input->rest += part;
        input->rest_length -= part;
        got += part;
    }
    return got;
}

static size_t get(struct input *input, char *out, size_t room)
{
    if (input->recoding != NULL)
        return get_blocks(input, take_recoded, out, room);
    if (input->ahead != NULL && ahead_is_going(input->ahead))
        return get_blocks(input, take_ahead, out, room);
    return get_from_file(input, out, room);
}

void input_fill(struct input *input)
{
    size_t have = input->end - input->begin, got;

    if (input->at_end)
        return;
    if (have > 0 && input->begin > 0)
        memmove(input->bytes, input->bytes + input->begin, have);
    input->begin = 0;
    input->end = have;
    if (have == INPUT_BUFFER)
        return;
    got = get(input, input->bytes + have, INPUT_BUFFER - have);
    input->end += got;
    input->at_end = got < INPUT_BUFFER - have;
}

struct text input_peek(struct input *input)
{
    if (input->begin == input->end)
        input_fill(input);
    return (struct text){input->bytes + input->begin, input->end - input->begin};
}

void input_take(struct input *input, size_t count)
{
    const char *at = input->bytes + input->begin, *end = at + count;

    while (at < end && (at = memchr(at, '\n', (size_t)(end - at))) != NULL) {
        input->line++;
        at++;
    }
    input->begin += count;
}

/* Treats the buffer and the rest of the file as UTF-16. */
static int begin_recoding(struct input *input, bool big_endian)
{
    struct recoding *recoding = malloc(sizeof(*recoding));

    if (recoding == NULL)
        return ENOMEM;
    recoding->state = (struct utf16){.big_endian = big_endian};
    recoding->at_end = input->at_end;
    recoding->length = input->end - input->begin;
    memcpy(recoding->bytes, input->bytes + input->begin, recoding->length);
    input->recoding = recoding;
    input->begin = input->end = 0;
    input->at_end = false;
    return 0;
}

int input_decode(struct input *input)
{
    struct text start = input_peek(input);

    if (text_starts_with(start, TEXT("\xef\xbb\xbf")))
        input->begin += 3;
    if (!text_starts_with(start, TEXT("\xff\xfe")) && !text_starts_with(start, TEXT("\xfe\xff")))
        return 0;
    input->begin += 2;
    return begin_recoding(input, start.bytes[0] == '\xfe');
}

static char *find_newline(const struct input *input, size_t from)
{
    return input->end == from ? NULL : memchr(input->bytes + from, '\n', input->end - from);
}

/* The buffer is full and has no newline: skips the line, up to its newline or the end of the file.
 */
static enum input_line skip_line(struct input *input)
{
    char *newline = NULL;

    while (newline == NULL && (input->begin < input->end || !input->at_end)) {
        input->begin = input->end;
        input_fill(input);
        newline = find_newline(input, input->begin);
    }
    if (newline != NULL)
        input->begin = (size_t)(newline - input->bytes) + 1;
    input->line++;
    return INPUT_LINE_LONG;
}

enum input_line input_line(struct input *input, struct text *line)
{
    char *newline = find_newline(input, input->begin);

    if (newline == NULL) {
        input_fill(input);
        newline = find_newline(input, input->begin);
    }
    *line = (struct text){input->bytes + input->begin, input->end - input->begin};
    if (newline == NULL && line->length == INPUT_BUFFER)
        return skip_line(input);
    if (newline == NULL) {
        input->begin = input->end;
        return line->length == 0 ? INPUT_END : INPUT_LINE_CUT;
    }
    line->length = (size_t)(newline - line->bytes);
    input->begin += line->length + 1;
    input->line++;
    return INPUT_LINE;
}
