/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Getters and setters, shared by many columns, for numbers at `place` and for names. */
#include <string.h>

#include "column_group.h"
#include "number.h"

void column_show(const struct column *column, uint64_t number, struct value *value)
{
    const struct column_place *place = &column->place;

    if (column->type == VALUE_BOOL)
        value->boolean = number != 0;
    else if (column->type != VALUE_TEXT)
        value->number = number;
    else if (number >= place->word_count || place->words[number] == NULL)
        value_unknown(value);
    else if (place->words[number][0] == '\0')
        value_absent(value);
    else
        value->text = text_of(place->words[number]);
}

void column_load(const struct column *column, const void *from, struct value *value)
{
    const char *bytes = from;

    column_show(column, number_load(bytes + column->place.at, column->place.size), value);
}

enum column_set column_take(const struct column *column, const struct value *value,
                            uint64_t *number)
{
    const struct column_place *place = &column->place;
    size_t word = 0;

    if (column->type == VALUE_BOOL)
        *number = value->boolean;
    else if (column->type != VALUE_TEXT)
        *number = value->number;
    else {
        while (word < place->word_count && (place->words[word] == NULL || value->text.length == 0 ||
                                            !text_equal(value->text, text_of(place->words[word]))))
            word++;
        *number = word;
        return set_if(word < place->word_count);
    }
    return COLUMN_SET;
}

enum column_set column_store(const struct column *column, void *to, const struct value *value)
{
    char *bytes = to;
    uint64_t number;

    return set_if(column_take(column, value, &number) == COLUMN_SET &&
                  number_store(bytes + column->place.at, column->place.size, number));
}

COLUMN_GETTER(number_get)
{
    column_load(column, socket, value);
    if (column->place.have != 0 && (socket->have & column->place.have) == 0)
        value_unknown(value);
}

COLUMN_SETTER(number_set)
{
    socket->have |= column->place.have;
    return column_store(column, socket, value);
}

uint64_t place_rank(const struct column *column, const struct socket *socket)
{
    return number_load((const char *)socket + column->place.at, column->place.size);
}

bool detail_load(const struct column *column, const struct socket *socket, struct value *value)
{
    bool known = socket->detail != NULL && (socket->detail->have & column->place.have) != 0;

    if (known)
        column_load(column, socket->detail, value);
    return known;
}

COLUMN_SETTER(detail_store)
{
    target->room->detail.have |= column->place.have;
    return column_store(column, &target->room->detail, value);
}

struct text detail_name(const char name[DETAIL_NAME_SIZE])
{
    const char *end = memchr(name, '\0', DETAIL_NAME_SIZE);

    return (struct text){name, end == NULL ? DETAIL_NAME_SIZE : (size_t)(end - name)};
}

enum column_set detail_set_name(char name[DETAIL_NAME_SIZE], struct text text)
{
    if (text.length == 0 || text.length >= DETAIL_NAME_SIZE ||
        memchr(text.bytes, '\0', text.length) != NULL)
        return COLUMN_SET_WRONG;
    memcpy(name, text.bytes, text.length);
    name[text.length] = '\0';
    return COLUMN_SET;
}
