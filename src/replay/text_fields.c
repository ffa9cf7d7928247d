/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "text_fields.h"

#include <stdio.h>
#include <string.h>

/* Whether fields are letters, `p812`, instead of `Name : value`. */
static bool has_letters(const struct text_fields *fields)
{
    return fields->table[0].keys[1] == '\0';
}

static const struct text_field *find(const struct text_fields *fields, struct text key)
{
    const struct text_field *field = fields->table;

    while (field->keys != NULL && (has_letters(fields) ? strchr(field->keys, key.bytes[0]) == NULL
                                                       : !text_equal(key, text_of(field->keys))))
        field++;
    return field->keys == NULL ? NULL : field;
}

static bool is_of_process(enum field_kind kind)
{
    return kind == FIELD_PROCESS || kind == FIELD_BEGINS_PROCESS;
}

static void forget(struct text_fields *fields, bool process)
{
    for (size_t i = 0; i < FIELDS_MAX && fields->table[i].keys != NULL; i++)
        if (process || !is_of_process(fields->table[i].kind))
            fields->has[i] = false;
    fields->too_long = false;
}

/* A cell must be one word: blanks become \x20, as in lsof. */
static void add_value(struct text_fields *fields, size_t *length, const char *value)
{
    if (*length > 0)
        fields->line[(*length)++] = ' ';
    for (; *value != '\0'; value++) {
        if (*value == ' ') {
            memcpy(fields->line + *length, "\\x20", 4);
            *length += 4;
        } else {
            fields->line[(*length)++] = *value;
        }
    }
}

static void add_field(struct text_fields *fields, size_t index, size_t *length)
{
    const struct text_field *field = &fields->table[index];

    if (field->kind == FIELD_BRACKETS && fields->has[index])
        *length += (size_t)snprintf(fields->line + *length, FIELD_VALUE_SIZE + 4, " (%s)",
                                    fields->values[index]);
    else if (fields->has[index])
        add_value(fields, length, fields->values[index]);
    else if (field->missing != NULL)
        add_value(fields, length, field->missing);
}

/* Whether any field of a socket has been read. */
static bool has_socket(const struct text_fields *fields)
{
    for (size_t i = 0; i < FIELDS_MAX && fields->table[i].keys != NULL; i++)
        if (fields->has[i] && !is_of_process(fields->table[i].kind))
            return true;
    return false;
}

struct text text_fields_end(struct text_fields *fields)
{
    bool good = has_socket(fields) && !fields->too_long;
    size_t length = 0;

    for (size_t i = 0; good && i < FIELDS_MAX && fields->table[i].keys != NULL; i++)
        add_field(fields, i, &length);
    forget(fields, false);
    return (struct text){fields->line, length};
}

/* `ST=LISTEN`, `QR=0` */
static void add_in_brackets(char *value, bool first, struct text word)
{
    size_t length = first ? 0 : strlen(value);
    int skip = text_starts_with(word, TEXT("ST=")) ? 3 : 0;

    snprintf(value + length, FIELD_VALUE_SIZE - length, "%s%.*s", first ? "" : " ",
             (int)word.length - skip, word.bytes + skip);
}

bool text_fields_set(struct text_fields *fields, struct text key, struct text value)
{
    const struct text_field *field = find(fields, key);
    size_t index = field == NULL ? 0 : (size_t)(field - fields->table);

    if (field == NULL || field->kind == FIELD_IGNORED)
        return field != NULL;
    if (field->kind == FIELD_BRACKETS)
        add_in_brackets(fields->values[index], !fields->has[index], value);
    else
        snprintf(fields->values[index], FIELD_VALUE_SIZE, "%.*s", (int)value.length, value.bytes);
    fields->too_long = fields->too_long || value.length >= FIELD_VALUE_SIZE;
    fields->has[index] = value.length > 0;
    return true;
}

/* The key of `LocalPort   : 8080`; length 0: not a field. */
static struct text split_named(struct text line, struct text *value)
{
    struct text key = text_first_word(line);
    size_t at = key.length;

    while (at < line.length && ascii_is_space(line.bytes[at]))
        at++;
    if (at == line.length || line.bytes[at] != ':' || key.length == 0)
        return TEXT("");
    *value = text_trim((struct text){line.bytes + at + 1, line.length - at - 1});
    return key;
}

static struct text split_field(const struct text_fields *fields, struct text line,
                               struct text *value)
{
    if (!has_letters(fields))
        return split_named(line, value);
    if (line.length == 0 || find(fields, (struct text){line.bytes, 1}) == NULL)
        return TEXT("");
    *value = (struct text){line.bytes + 1, line.length - 1};
    return (struct text){line.bytes, 1};
}

/* Whether this field starts the next socket. */
static bool begins(const struct text_fields *fields, struct text key)
{
    const struct text_field *field = find(fields, key);

    if (field == NULL)
        return false;
    return field->kind == FIELD_BEGINS_SOCKET || field->kind == FIELD_BEGINS_PROCESS ||
           (field->kind == FIELD_SOCKET && fields->has[field - fields->table]);
}

/* Fields may also be separated by zero bytes: lsof -F0. */
bool text_fields_take(struct text_fields *fields, struct text line, struct text *row)
{
    struct text value, first = text_take_until(&line, '\0');
    struct text key = split_field(fields, first, &value);

    *row = TEXT("");
    if (key.length == 0) {
        if (first.length == 0)
            *row = text_fields_end(fields);
        return first.length == 0;
    }
    if (begins(fields, key))
        *row = text_fields_end(fields);
    if (find(fields, key) != NULL && find(fields, key)->kind == FIELD_BEGINS_PROCESS)
        forget(fields, true);
    (void)text_fields_set(fields, key, value);
    while (line.length > 0) {
        key = split_field(fields, text_take_until(&line, '\0'), &value);
        (void)(key.length > 0 && text_fields_set(fields, key, value));
    }
    return true;
}
