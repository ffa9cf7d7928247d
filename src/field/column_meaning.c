/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "column_meaning.h"

static const struct {
    const char *suffix;
    enum column_unit unit;
} units[] = {
    {"_us", UNIT_MICROSECONDS},     {"_ms", UNIT_MILLISECONDS}, {"_s", UNIT_SECONDS},
    {"_bps", UNIT_BITS_PER_SECOND}, {"_bytes", UNIT_NONE},
};

static bool ends_with(struct text whole, struct text end)
{
    return whole.length > end.length &&
           text_equal((struct text){whole.bytes + whole.length - end.length, end.length}, end);
}

enum column_unit column_unit(const struct column *column)
{
    for (size_t i = 0; i < COUNT_OF(units); i++)
        if (ends_with(text_of(column->name), text_of(units[i].suffix)))
            return units[i].unit;
    return UNIT_NONE;
}

#define NAME_ROOM ((size_t)64)

const struct column *column_find_word(struct text word)
{
    const struct column *column = column_find(word);
    char name[NAME_ROOM];

    for (size_t i = 0; i < COUNT_OF(units) && column == NULL; i++) {
        struct text suffix = text_of(units[i].suffix);
        size_t length = 0;

        if (word.length == 0 || word.length + suffix.length > sizeof(name))
            continue;
        for (size_t k = 0; k < word.length; k++)
            name[length++] = word.bytes[k];
        for (size_t k = 0; k < suffix.length; k++)
            name[length++] = suffix.bytes[k];
        column = column_find((struct text){name, length});
    }
    return column;
}

enum column_meaning column_meaning(const struct column *column)
{
    static const struct {
        const char *name;
        enum column_meaning meaning;
    } meanings[] = {
        {"protocol", MEANING_PROTOCOL},
        {"family", MEANING_FAMILY},
        {"state", MEANING_STATE},
        {"status", MEANING_STATUS},
        {"listening", MEANING_LISTENING},
        {"connected", MEANING_CONNECTED},
        {"bound", MEANING_BOUND},
        {"local_address", MEANING_LOCAL_ADDRESS},
        {"local_port", MEANING_LOCAL_PORT},
        {"local", MEANING_LOCAL},
        {"remote_address", MEANING_REMOTE_ADDRESS},
        {"remote_port", MEANING_REMOTE_PORT},
        {"remote", MEANING_REMOTE},
        {"interface", MEANING_INTERFACE},
    };

    for (size_t i = 0; i < COUNT_OF(meanings); i++)
        if (text_equal(text_of(column->name), text_of(meanings[i].name)))
            return meanings[i].meaning;
    return MEANING_OTHER;
}
