/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "text_source.h"

#include <string.h>

#include "number.h"

static bool contains(struct text text, struct text part)
{
    for (size_t at = 0; at + part.length <= text.length; at++) {
        const char *next = memchr(text.bytes + at, part.bytes[0], text.length - at);

        if (next == NULL)
            return false;
        at = (size_t)(next - text.bytes);
        if (text_starts_with((struct text){next, text.length - at}, part))
            return true;
    }
    return false;
}

bool text_is_json(struct input *input)
{
    struct text start, trimmed;

    input_fill(input);
    start = input_peek(input);
    trimmed = text_trim(start);
    return trimmed.length > 0 && (trimmed.bytes[0] == '[' || trimmed.bytes[0] == '{') &&
           contains(start, TEXT("\"LocalPort\""));
}

bool text_recognize_json(const struct importer *importer UNUSED, struct input *input)
{
    return text_is_json(input);
}

void text_source_open(struct text_source *source, const struct text_format *format,
                      struct input *input)
{
    *source = (struct text_source){.input = input, .has_fields = format->fields != NULL};
    source->fields.table = format->fields;
    source->is_json = format->has_json && text_is_json(input);
    if (source->is_json)
        json_reader_init(&source->json, input);
}

void text_source_free(struct text_source *source)
{
    if (source->is_json)
        json_reader_free(&source->json);
}

const char *text_source_problem(const struct text_source *source)
{
    return source->is_json ? source->json.problem : NULL;
}

/* Converts the number of a state in JSON to a word. */
static struct text state_word(struct text number)
{
    const struct state_extra *extra;
    enum state state;
    uint64_t value;

    if (!number_parse(number, INT16_MAX, &value))
        return number;
    state = state_from_number(DIALECT_POWERSHELL, (int)value, &extra);
    return text_of(extra != NULL         ? extra->spelling
                   : state != STATE_NONE ? state_spelling(state, DIALECT_POWERSHELL)
                                         : "-");
}

/* Reads a member after its key. */
static void take_member(struct text_source *source, struct text key)
{
    enum token token = json_read(&source->json);
    struct text value = builder_text(&source->json.text);

    if (token == TOKEN_NUMBER && text_equal(key, TEXT("State")))
        value = state_word(value);
    if (token == TOKEN_TEXT || token == TOKEN_NUMBER)
        (void)text_fields_set(&source->fields, key, value);
    else
        (void)json_skip(&source->json, token);
}

static enum input_line next_object(struct text_source *source, struct text *line)
{
    char key[FIELD_VALUE_SIZE];

    for (;;) {
        enum token token = json_read(&source->json);
        struct text text = builder_text(&source->json.text);

        source->number = source->input->line;
        if (token == TOKEN_END || token == TOKEN_ERROR)
            return INPUT_END;
        if (token == TOKEN_KEY && text.length < sizeof(key)) {
            memcpy(key, text.bytes, text.length);
            take_member(source, (struct text){key, text.length});
        }
        if (token != TOKEN_END_OBJECT)
            continue;
        *line = text_fields_end(&source->fields);
        source->joined = true;
        if (line->length > 0)
            return INPUT_LINE;
    }
}

/* No line ends the last socket. */
static enum input_line end_fields(struct text_source *source, struct text *line)
{
    if (source->at_end || !source->has_fields)
        return INPUT_END;
    source->at_end = true;
    *line = text_fields_end(&source->fields);
    source->joined = source->unfinished = true;
    return line->length > 0 ? INPUT_LINE : INPUT_END;
}

enum input_line text_source_line(struct text_source *source, struct text *line)
{
    if (source->is_json)
        return next_object(source, line);
    for (;;) {
        enum input_line kind;
        struct text row;

        source->number = source->input->line;
        source->joined = false;
        kind = source->at_end ? INPUT_END : input_line(source->input, line);
        if (kind == INPUT_END)
            return end_fields(source, line);
        if (!source->has_fields || kind != INPUT_LINE ||
            !text_fields_take(&source->fields, text_trim(*line), &row))
            return kind;
        if (row.length == 0)
            continue;
        *line = row;
        source->joined = true;
        return INPUT_LINE;
    }
}
