/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "json.h"

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
    if (!json->pretty)
        return;
    output_byte(json->output, '\n');
    output_fill(json->output, ' ', (size_t)2 * json->depth);
}

/* Whatever must stand before the next value. */
static void lead(struct json *json)
{
    if (json->after_key) {
        json->after_key = false;
        return;
    }
    if (json->comma)
        output_byte(json->output, ',');
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

void json_begin_array(struct json *json)
{
    begin(json, '[');
}

void json_end_array(struct json *json)
{
    end(json, ']');
}

static void write_key(struct json *json, const char *key, struct text suffix)
{
    lead(json);
    output_byte(json->output, '"');
    output_text(json->output, text_of(key));
    output_text(json->output, suffix);
    output_text(json->output, json->pretty ? TEXT("\": ") : TEXT("\":"));
    json->after_key = true;
}

void json_key(struct json *json, const char *key)
{
    write_key(json, key, TEXT(""));
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

void json_bool(struct json *json, bool value)
{
    write_plain(json, value ? TEXT("true") : TEXT("false"));
}

void json_number(struct json *json, uint64_t number)
{
    char digits[NUMBER_MAX_LENGTH];

    write_plain(json, (struct text){digits, number_write(digits, number)});
}

void json_integer(struct json *json, int64_t integer)
{
    char digits[NUMBER_MAX_LENGTH];

    write_plain(json, (struct text){digits, number_write_signed(digits, integer)});
}

static void write_escape(struct json *json, uint32_t character)
{
    static const char short_forms[] = "\"\\\b\f\n\r\t";
    static const char letters[] = "\"\\bfnrt";
    const char *found = character == 0 || character > 127
                            ? NULL
                            : memchr(short_forms, (int)character, sizeof(short_forms) - 1);

    output_byte(json->output, '\\');
    if (found != NULL) {
        output_byte(json->output, letters[found - short_forms]);
        return;
    }
    output_byte(json->output, 'u');
    for (int shift = 12; shift >= 0; shift -= 4)
        output_byte(json->output, "0123456789abcdef"[(character >> shift) & 15]);
}

/* C0, DEL and C1 are commands to a terminal; U+2028 and U+2029 end lines in JavaScript. */
static bool must_escape(uint32_t character)
{
    return character < 0x20 || (character >= 0x7f && character < 0xa0) || character == '"' ||
           character == '\\' || character == 0x2028 || character == 0x2029;
}

static void write_string(struct json *json, struct text text)
{
    size_t at = 0, plain = 0; /* bytes plain..at go out as they are */

    output_byte(json->output, '"');
    while (at < text.length) {
        uint32_t character = (unsigned char)text.bytes[at];
        size_t length = 1;

        if (character >= 0x80)
            length = utf8_decode((struct text){text.bytes + at, text.length - at}, &character);
        if (length != 0 && !must_escape(character)) {
            at += length;
            continue;
        }
        output_text(json->output, (struct text){text.bytes + plain, at - plain});
        if (length == 0) {
            output_text(json->output, TEXT("\xef\xbf\xbd"));
            length = 1;
        } else {
            write_escape(json, character);
        }
        at += length;
        plain = at;
    }
    output_text(json->output, (struct text){text.bytes + plain, at - plain});
    output_byte(json->output, '"');
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

void json_text_member(struct json *json, const char *key, struct text text)
{
    json_key(json, key);
    json_text(json, text);
    if (utf8_valid(text))
        return;
    write_key(json, key, TEXT("_base64"));
    lead(json);
    write_base64(json, text);
    json->comma = true;
}

static void write_list(struct json *json, const struct list *list, const struct names *names)
{
    json_begin_array(json);
    for (size_t item = 0; item < list->count; item++) {
        json_begin_object(json);
        for (size_t column = 0; column < list->type->column_count; column++) {
            struct value value;

            list->cell(list->items, item, column, &value);
            json_value_member(json, list->type->columns[column].key, &value, names);
        }
        json_end_object(json);
    }
    json_end_array(json);
}

/* Addresses, endpoints and identities: their text as in a table, which is ASCII without quotes. */
static void write_formatted(struct json *json, const struct value *value, const struct names *names)
{
    char room[64];
    struct builder cell = {0};
    size_t length;

    if (value->type == VALUE_ADDRESS) {
        length = address_write(room, (enum family)value->endpoint.family, &value->endpoint.address);
        json_text(json, (struct text){room, length});
        return;
    }
    if (value->type == VALUE_HEX64) {
        length = number_write_hex64(room, value->number);
        json_text(json, (struct text){room, length});
        return;
    }
    cell_write(&cell, value, names, NULL);
    json_text(json, builder_text(&cell));
    builder_free(&cell);
}

void json_value_member(struct json *json, const char *key, const struct value *value,
                       const struct names *names)
{
    if (value->presence == VALUE_KNOWN && value->type == VALUE_TEXT) {
        json_text_member(json, key, value->text);
        return;
    }
    json_key(json, key);
    if (value->presence != VALUE_KNOWN) {
        json_null(json);
        return;
    }
    switch (value->type) {
    case VALUE_NUMBER:
        json_number(json, value->number);
        break;
    case VALUE_INTEGER:
        json_integer(json, value->integer);
        break;
    case VALUE_BOOL:
        json_bool(json, value->boolean);
        break;
    case VALUE_LIST:
        write_list(json, &value->list, names);
        break;
    default:
        write_formatted(json, value, names);
        break;
    }
}

void json_end_line(struct json *json)
{
    output_byte(json->output, '\n');
    json->comma = false;
}
