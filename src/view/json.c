/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "json.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "cell.h"
#include "number.h"
#include "utf8.h"

void json_init(struct json *json, struct output *output, bool pretty)
{
    *json = (struct json){.output = output, .pretty = pretty};
}

static void break_line(struct json *json)
{
    if (!json->pretty || json->flat != 0)
        return;
    output_byte(json->output, '\n');
    output_fill(json->output, ' ', (size_t)2 * json->depth);
}

/* Writes whatever belongs before the next value. */
static void lead(struct json *json)
{
    if (json->after_key) {
        json->after_key = false;
        return;
    }
    if (json->comma)
        output_text(json->output, json->flat == 0 ? TEXT(",") : TEXT(", "));
    if (json->depth > 0)
        break_line(json);
}

static void begin(struct json *json, char bracket)
{
    lead(json);
    output_byte(json->output, bracket);
    json->depth++;
    json->comma = false;
}

static void end(struct json *json, char bracket)
{
    json->depth--;
    if (json->comma)
        break_line(json);
    if (json->depth < json->flat)
        json->flat = 0;
    output_byte(json->output, bracket);
    json->comma = true;
}

void json_begin_object(struct json *json)
{
    begin(json, '{');
}

void json_end_object(struct json *json)
{
    end(json, '}');
}

static void end_key(struct json *json)
{
    output_text(json->output, json->pretty ? TEXT("\": ") : TEXT("\":"));
    json->after_key = true;
}

void json_key(struct json *json, const char *key)
{
    lead(json);
    output_byte(json->output, '"');
    output_text(json->output, text_of(key));
    end_key(json);
}

static void write_plain(struct json *json, struct text text)
{
    lead(json);
    output_text(json->output, text);
    json->comma = true;
}

void json_null(struct json *json)
{
    write_plain(json, TEXT("null"));
}

static void write_number(struct json *json, uint64_t number)
{
    lead(json);
    output_advance(json->output,
                   number_write(output_room(json->output, NUMBER_MAX_LENGTH), number));
    json->comma = true;
}

void json_integer(struct json *json, int64_t number)
{
    char digits[sizeof("-9223372036854775808")];
    int length = snprintf(digits, sizeof(digits), "%lld", (long long)number);

    write_plain(json, (struct text){digits, (size_t)length});
}

static void write_unit(struct json *json, uint32_t unit)
{
    output_text(json->output, TEXT("\\u"));
    for (int shift = 12; shift >= 0; shift -= 4)
        output_byte(json->output, "0123456789abcdef"[(unit >> shift) & 15]);
}

static void write_escape(struct json *json, uint32_t character)
{
    static const char short_forms[] = "\"\\\b\f\n\r\t";
    static const char letters[] = "\"\\bfnrt";
    const char *found = character == 0 || character > 127
                            ? NULL
                            : memchr(short_forms, (int)character, sizeof(short_forms) - 1);

    if (found != NULL) {
        output_byte(json->output, '\\');
        output_byte(json->output, letters[found - short_forms]);
    } else if (character <= 0xffff) {
        write_unit(json, character);
    } else {
        write_unit(json, 0xd7c0 + (character >> 10)); /* surrogate pair */
        write_unit(json, 0xdc00 + (character & 0x3ff));
    }
}

static bool must_escape(uint32_t character)
{
    return character == '"' || character == '\\' || utf8_is_deceptive(character);
}

/* False: invalid UTF-8 was replaced. */
static bool write_escaped(struct json *json, struct text text)
{
    size_t at = 0, plain = 0; /* bytes plain..at need no escapes */
    bool whole = true;

    while (at < text.length) {
        uint32_t character = (unsigned char)text.bytes[at];
        size_t length = 1;

        if (character >= 0x80)
            length = utf8_decode(text_from(text, at), &character);
        if (length != 0 && !must_escape(character)) {
            at += length;
            continue;
        }
        output_text(json->output, text_part(text, plain, at));
        if (length == 0) {
            output_text(json->output, TEXT("\xef\xbf\xbd"));
            length = 1;
            whole = false;
        } else {
            write_escape(json, character);
        }
        at += length;
        plain = at;
    }
    output_text(json->output, text_part(text, plain, at));
    return whole;
}

static bool write_string(struct json *json, struct text text)
{
    bool plain = text_plain_length(text) == text.length, whole = true;

    output_byte(json->output, '"');
    if (plain)
        output_text(json->output, text);
    else
        whole = write_escaped(json, text);
    output_byte(json->output, '"');
    return whole;
}

void json_text(struct json *json, struct text text)
{
    lead(json);
    write_string(json, text);
    json->comma = true;
}

static void write_base64(struct json *json, struct text text)
{
    static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

    output_byte(json->output, '"');
    for (size_t at = 0; at < text.length; at += 3) {
        size_t rest = text.length - at;
        uint32_t bits = (uint32_t)(unsigned char)text.bytes[at] << 16;

        if (rest > 1)
            bits |= (uint32_t)(unsigned char)text.bytes[at + 1] << 8;
        if (rest > 2)
            bits |= (unsigned char)text.bytes[at + 2];
        output_byte(json->output, digits[bits >> 18]);
        output_byte(json->output, digits[(bits >> 12) & 63]);
        output_byte(json->output, rest > 1 ? digits[(bits >> 6) & 63] : '=');
        output_byte(json->output, rest > 2 ? digits[bits & 63] : '=');
    }
    output_byte(json->output, '"');
}

/* Writes the value of a key that has already been written. */
static void write_text_value(struct json *json, const char *key, struct text text)
{
    bool whole;

    lead(json);
    whole = write_string(json, text);
    json->comma = true;
    if (whole)
        return;
    json_put(json, "'%s_base64':", key);
    lead(json);
    write_base64(json, text);
}

void json_text_member(struct json *json, const char *key, struct text text)
{
    json_key(json, key);
    write_text_value(json, key, text);
}

static void write_list(struct json *json, const struct list *list, const struct names *names)
{
    begin(json, '[');
    for (size_t item = 0; item < list->count; item++) {
        json_begin_object(json);
        for (size_t column = 0; column < list->type->column_count; column++) {
            struct value value;

            list->cell(list, item, column, &value);
            if (value.presence == VALUE_ABSENT)
                continue;
            json_value_member(json, list->type->columns[column].key, &value, names);
        }
        json_end_object(json);
    }
    end(json, ']');
}

/* Endpoints look as in a table, without names of hosts and services. */
static void write_cell(struct json *json, const struct value *value, const struct names *names)
{
    struct builder cell = {0};

    cell_write(&cell, value, names, NULL);
    json_text(json, builder_text(&cell));
    builder_free(&cell);
}

void json_name_make(struct json_name *name, const char *key)
{
    struct text text = text_of(key);

    *name = (struct json_name){.key = key};
    if (text.length + 4 > sizeof(name->bytes))
        return;
    name->length = text.length + 4;
    memcpy(name->bytes, ",\"", 2);
    memcpy(name->bytes + 2, text.bytes, text.length);
    memcpy(name->bytes + 2 + text.length, "\":", 2);
}

/* Maximum length of the output of write_simple. */
#define SIMPLE_MAX (CELL_SIMPLE_MAX + 2)

/* Fast path for simple values, which are most of a long table. Returns the length, or 0 if the
 * value is not simple. */
static size_t write_simple(char *out, const struct value *value)
{
    bool quotes =
        value->type == VALUE_TEXT || value->type == VALUE_HEX64 || value->type == VALUE_ADDRESS;
    size_t length;

    if (value_is_null(value)) {
        memcpy(out, "null", 4);
        return 4;
    }
    if (value->type == VALUE_ENDPOINT)
        return 0;
    length = cell_write_simple(out + quotes, value);
    if (!quotes || length == 0)
        return length;
    out[0] = out[length + 1] = '"';
    return length + 2;
}

void json_value_member(struct json *json, const char *key, const struct value *value,
                       const struct names *names)
{
    size_t length;

    json_key(json, key);
    length = write_simple(output_room(json->output, SIMPLE_MAX), value);
    if (length > 0) {
        output_advance(json->output, length);
        json->after_key = false;
        json->comma = true;
    } else if (value->type == VALUE_TEXT) {
        write_text_value(json, key, value->text);
    } else if (value->type == VALUE_LIST) {
        write_list(json, &value->list, names);
    } else {
        write_cell(json, value, names);
    }
}

void json_named_value(struct json *json, const struct json_name *name, const struct value *value,
                      const struct names *names)
{
    size_t skipped = !json->comma, lead = name->length - skipped, length = 0;

    if (!json->pretty && name->length > 0) {
        char *out = output_room(json->output, sizeof(name->bytes) + SIMPLE_MAX);

        /* Copies the whole array: a fixed size compiles to a few stores. The value overwrites the
         * rest. */
        memcpy(out, name->bytes + skipped, sizeof(name->bytes) - 1);
        length = write_simple(out + lead, value);
        output_advance(json->output, length == 0 ? 0 : lead + length);
    }
    if (length == 0)
        json_value_member(json, name->key, value, names);
    else
        json->comma = true;
}

/* Writes the quoted text that starts at `at`. Returns the text after it. */
static const char *put_quoted(struct json *json, const char *at, va_list *arguments)
{
    lead(json);
    output_byte(json->output, '"');
    while (*at != '\'') {
        size_t plain = strcspn(at, "'%");

        output_text(json->output, (struct text){at, plain});
        at += plain;
        if (*at == '%') {
            write_escaped(json, text_of(va_arg(*arguments, const char *)));
            at += 2;
        }
    }
    if (at[1] == ':') {
        end_key(json);
        return at + 2;
    }
    output_byte(json->output, '"');
    json->comma = true;
    return at + 1;
}

static void put_argument(struct json *json, char kind, va_list *arguments)
{
    const char *word;

    if (kind == 'n') {
        write_number(json, va_arg(*arguments, uint64_t));
    } else if (kind == 'b') {
        write_plain(json, va_arg(*arguments, int) ? TEXT("true") : TEXT("false"));
    } else {
        word = va_arg(*arguments, const char *);
        if (kind == 'w' && word[0] == '\0')
            json_null(json);
        else
            json_text(json, text_of(word));
    }
}

static void put_bracket(struct json *json, char bracket)
{
    if (bracket == '{' || bracket == '[')
        begin(json, bracket);
    else
        end(json, bracket);
}

void json_put(struct json *json, const char *piece, ...)
{
    va_list arguments;

    va_start(arguments, piece);
    for (const char *at = piece; *at != '\0';) {
        char first = *at++;

        if (first == '\'') {
            at = put_quoted(json, at, &arguments);
        } else if (first == '%') {
            put_argument(json, *at++, &arguments);
        } else if (first == '0') {
            write_number(json, 0);
        } else if (first == '!') {
            begin(json, *at++);
            json->flat = json->depth;
        } else if (first != ',' && first != ' ') {
            put_bracket(json, first);
        }
    }
    va_end(arguments);
}

void json_end_line(struct json *json)
{
    output_byte(json->output, '\n');
    json->comma = false;
}
