/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "row.h"

#include <stdlib.h>
#include <string.h>

#include "base64.h"
#include "number.h"

#define TEXTS_MAX      ((size_t)4 * 1024 * 1024) /* of one row; a larger one is invalid */
#define ITEM_CELLS_MAX ((size_t)1024 * 1024) /* of one row: more than the owners of any socket */

bool row_init(struct row *row)
{
    *row = (struct row){.cells = calloc(column_count(), sizeof(*row->cells))};
    for (size_t i = 0; i < column_count() && i < COLUMN_LIST_MAX; i++) {
        const struct column *column = column_at(i);

        row->keys[column->meaning] = i;
        row->names[i] = text_of(column->name);
        row->columns.columns[row->columns.count++] = column;
    }
    return row->cells != NULL;
}

void row_free(struct row *row)
{
    free(row->cells);
    free(row->items);
    builder_free(&row->texts);
    *row = (struct row){0};
}

void row_clear(struct row *row)
{
    memset(row->given, 0, sizeof(row->given));
    row->no_groups = 0;
    builder_clear(&row->texts);
    row->item_count = 0;
    row->expected = 0;
}

static bool is_given(const struct row *row, size_t index)
{
    return (row->given[index / 64] >> index % 64 & 1) != 0;
}

/* Returns the cell of a column and marks it as given. */
static struct row_cell *give(struct row *row, size_t index)
{
    row->given[index / 64] |= UINT64_C(1) << index % 64;
    row->seen[index / 64] |= UINT64_C(1) << index % 64;
    return &row->cells[index];
}

/* Returns the index of the column with this name, or the number of columns. */
static size_t find_column(const struct row *row, struct text key)
{
    size_t count = row->columns.count, at = row->expected;

    for (size_t i = 0; i < count; i++, at++) {
        at = at < count ? at : 0;
        if (text_equal(key, row->names[at]))
            return at;
    }
    return count;
}

/* False: more text than any socket has. */
static bool keep_text(struct row *row, struct row_cell *cell, struct text text)
{
    if (text.length > TEXTS_MAX - row->texts.length)
        return false;
    cell->text_at = row->texts.length;
    cell->value.text.length = text.length;
    builder_add(&row->texts, text);
    builder_add_byte(&row->texts, '\0');
    return true;
}

static bool take_address(struct value *value, struct text text)
{
    enum family family;

    if (!address_parse(text, &family, &value->endpoint.address))
        return false;
    value->endpoint.family = (uint8_t)family;
    return true;
}

/* Accepts only the exact output format; a leading zero would otherwise be lost. */
static bool take_hex64(struct value *value, struct text text)
{
    return text.length == 16 && number_parse_hex(text, UINT64_MAX, &value->number);
}

static bool take_integer(struct value *value, struct text text)
{
    bool negative = text.length > 0 && text.bytes[0] == '-';
    struct text digits = text_from(text, negative);
    uint64_t number;

    if (!number_parse(digits, INT64_MAX, &number))
        return false;
    value->integer = negative ? -(int64_t)number : (int64_t)number;
    return true;
}

/* Converts a text, number, word or null to a value of this type. False: wrong type. */
static bool take_scalar(struct row *row, struct row_cell *cell, enum token token, struct text text)
{
    struct value *value = &cell->value;

    if (token == TOKEN_NULL) {
        value->presence = VALUE_UNKNOWN;
        return true;
    }
    value->presence = VALUE_KNOWN;
    switch (value->type) {
    case VALUE_TEXT:
        return token == TOKEN_TEXT && keep_text(row, cell, text);
    case VALUE_ADDRESS:
        return token == TOKEN_TEXT && take_address(value, text);
    case VALUE_HEX64:
        return token == TOKEN_TEXT && take_hex64(value, text);
    case VALUE_NUMBER:
        return token == TOKEN_NUMBER && number_parse(text, UINT64_MAX, &value->number);
    case VALUE_INTEGER:
        return token == TOKEN_NUMBER && take_integer(value, text);
    case VALUE_BOOL:
        value->boolean = token == TOKEN_TRUE;
        return token == TOKEN_TRUE || token == TOKEN_FALSE;
    default:
        return false;
    }
}

/* Reads any value into a cell that is not a list; a wrong type marks the cell as wrong. */
static bool read_scalar(struct row *row, struct row_cell *cell, enum value_type type,
                        struct json_reader *reader)
{
    enum token token = json_read(reader);

    *cell = (struct row_cell){.wrong = false};
    cell->value.type = type;
    if (token == TOKEN_BEGIN_OBJECT || token == TOKEN_BEGIN_ARRAY)
        cell->wrong = true;
    else
        cell->wrong = !take_scalar(row, cell, token, builder_text(&reader->text));
    return json_skip(reader, token);
}

/* KEY_base64 has the exact bytes of the text KEY. */
static bool read_base64(struct row *row, struct row_cell *cell, struct json_reader *reader)
{
    if (!read_scalar(row, cell, VALUE_TEXT, reader))
        return false;
    if (!cell->wrong && cell->value.presence == VALUE_KNOWN && !row->texts.failed)
        cell->wrong = !base64_decode(row->texts.bytes + cell->text_at, &cell->value.text.length);
    return true;
}

static bool is_base64_of(struct text key, const char *name)
{
    struct text start = text_of(name), end = TEXT("_base64");

    return key.length == start.length + end.length && text_starts_with(key, start) &&
           text_equal((struct text){key.bytes + start.length, end.length}, end);
}

static struct row_cell *add_item(struct row *row, size_t columns)
{
    struct row_cell *items;

    if (row->item_count + columns > row->item_room) {
        size_t room = 2 * row->item_room + columns;

        if (room > 2 * ITEM_CELLS_MAX)
            return NULL;
        items = realloc(row->items, room * sizeof(*items));
        if (items == NULL)
            return NULL;
        row->items = items;
        row->item_room = room;
    }
    items = row->items + row->item_count;
    memset(items, 0, columns * sizeof(*items));
    row->item_count += columns;
    return items;
}

/* Reads one object of a list into its existing cells. */
static bool read_item(struct row *row, size_t first, const struct list_type *type,
                      struct json_reader *reader)
{
    enum token token;

    while ((token = json_read(reader)) == TOKEN_KEY) {
        struct text key = builder_text(&reader->text);
        bool plain = false, read;
        size_t i = 0;

        while (i < type->column_count &&
               !(plain = text_equal(key, text_of(type->columns[i].key))) &&
               !is_base64_of(key, type->columns[i].key))
            i++;
        if (i == type->column_count)
            read = json_skip(reader, json_read(reader));
        else if (plain)
            read = read_scalar(row, &row->items[first + i], type->columns[i].type, reader);
        else
            read = read_base64(row, &row->items[first + i], reader);
        if (!read)
            return false;
    }
    return token == TOKEN_END_OBJECT;
}

static bool read_list(struct row *row, struct row_cell *cell, const struct list_type *type,
                      struct json_reader *reader)
{
    enum token token = json_read(reader);

    *cell = (struct row_cell){.first_item = row->item_count};
    cell->value.type = VALUE_LIST;
    cell->value.presence = token == TOKEN_NULL ? VALUE_UNKNOWN : VALUE_KNOWN;
    cell->wrong = token != TOKEN_NULL && token != TOKEN_BEGIN_ARRAY;
    if (token != TOKEN_BEGIN_ARRAY)
        return json_skip(reader, token);
    while ((token = json_read(reader)) != TOKEN_END_ARRAY) {
        size_t first = row->item_count;

        if (token != TOKEN_BEGIN_OBJECT) {
            cell->wrong = true;
            if (!json_skip(reader, token))
                return false;
            continue;
        }
        if (add_item(row, type->column_count) == NULL || !read_item(row, first, type, reader))
            return false;
        cell->value.list.count++;
    }
    return true;
}

/* Only the family tells whether an address is an IP address, so it stays a text. */
static enum value_type type_in_json(const struct column *column)
{
    return column->type == VALUE_ENDPOINT || column->type == VALUE_ADDRESS ? VALUE_TEXT
                                                                           : column->type;
}

static bool read_column(struct row *row, size_t index, struct json_reader *reader)
{
    const struct column *column = row->columns.columns[index];
    struct row_cell *cell = give(row, index);

    row->expected = index + 1;
    if (column->type == VALUE_LIST)
        return read_list(row, cell, column->list, reader);
    return read_scalar(row, cell, type_in_json(column), reader);
}

static bool read_other(struct row *row, struct json_reader *reader, struct text key)
{
    for (size_t i = 0; i < row->columns.count; i++)
        if (type_in_json(row->columns.columns[i]) == VALUE_TEXT &&
            is_base64_of(key, row->columns.columns[i]->name))
            return read_base64(row, give(row, i), reader);
    return json_skip(reader, json_read(reader));
}

/* Reads a member of a group's object; columns of other groups do not count there. */
static bool read_group_member(struct row *row, enum detail_group group, struct json_reader *reader)
{
    size_t index = find_column(row, builder_text(&reader->text));

    if (index == row->columns.count || row->columns.columns[index]->group != group)
        return json_skip(reader, json_read(reader));
    return read_column(row, index, reader);
}

/* Anything but an object is ignored. */
static bool read_group(struct row *row, enum detail_group group, struct json_reader *reader)
{
    enum token token = json_read(reader);

    row->seen_groups |= DETAILS_BIT(group);
    if (token == TOKEN_NULL)
        row->no_groups |= DETAILS_BIT(group);
    if (token != TOKEN_BEGIN_OBJECT)
        return json_skip(reader, token);
    while ((token = json_read(reader)) == TOKEN_KEY)
        if (!read_group_member(row, group, reader))
            return false;
    return token == TOKEN_END_OBJECT;
}

bool row_read(struct row *row, struct json_reader *reader, struct text key)
{
    size_t index = find_column(row, key);

    if (index < row->columns.count)
        return read_column(row, index, reader);
    for (unsigned group = DETAILS_NONE + 1; group < DETAILS_GROUP_COUNT; group++) {
        const char *name = detail_group_names[group];

        if (name != NULL && text_equal(key, text_of(name)))
            return read_group(row, (enum detail_group)group, reader);
    }
    return read_other(row, reader, key);
}

/* Call it when all texts are read and no longer move. */
static const struct value *settle(struct row *row, struct row_cell *cell)
{
    if (cell->value.type == VALUE_TEXT && cell->value.presence == VALUE_KNOWN)
        cell->value.text.bytes = row->texts.bytes + cell->text_at;
    return &cell->value;
}

const struct value *row_value(struct row *row, enum column_meaning key)
{
    size_t index = row->keys[key];
    bool good = is_given(row, index) && !row->cells[index].wrong;

    return good ? settle(row, &row->cells[index]) : NULL;
}

static void item_cell(const struct list *list, size_t item, size_t column, struct value *out)
{
    const struct row_cell *cells = list->items;

    *out = cells[item * list->type->column_count + column].value;
}

static bool settle_list(struct row *row, struct row_cell *cell, const struct list_type *type)
{
    struct list *list = &cell->value.list;

    list->type = type;
    list->items = list->count == 0 ? NULL : row->items + cell->first_item;
    list->cell = item_cell;
    for (size_t i = 0; i < list->count * type->column_count; i++) {
        struct row_cell *item = &row->items[cell->first_item + i];

        if (item->wrong)
            return false;
        settle(row, item);
    }
    return true;
}

static enum column_set set_column(struct row *row, size_t index, const struct column_target *target,
                                  struct socket *socket)
{
    const struct column *column = row->columns.columns[index];
    struct row_cell *cell = &row->cells[index];

    if (column->set == NULL)
        return COLUMN_SET;
    if (cell->wrong)
        return COLUMN_SET_WRONG;
    if (cell->value.type == VALUE_LIST && !settle_list(row, cell, column->list))
        return COLUMN_SET_WRONG;
    return column_restore(column, target, socket, settle(row, cell));
}

enum column_set row_set(struct row *row, const struct column_target *target, struct socket *socket,
                        const struct column **wrong)
{
    for (size_t word = 0; word < ROW_WORDS; word++)
        for (uint64_t bits = row->given[word]; bits != 0; bits &= bits - 1) {
            size_t index = 64 * word + (unsigned)__builtin_ctzll(bits);
            enum column_set result = set_column(row, index, target, socket);

            *wrong = row->columns.columns[index];
            if (result != COLUMN_SET)
                return result;
        }
    return COLUMN_SET;
}

void row_set_details(const struct row *row, const struct column_target *target,
                     struct socket *socket)
{
    for (unsigned group = DETAILS_NONE + 1; group < DETAILS_GROUP_COUNT; group++)
        if ((row->no_groups & DETAILS_BIT(group)) != 0)
            column_restore_no_group(target, socket, (enum detail_group)group);
    socket->detail = detail_room_detail(target->room);
}
