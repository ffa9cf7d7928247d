/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What the files that define setters of columns share: they stand beside the getters. */
#ifndef LSOCK_COLUMN_SETTING_H
#define LSOCK_COLUMN_SETTING_H

#include <string.h>

#include "column_record.h"

struct column_setting {
    const char *name;
    column_setter *set; /* NULL: made of others */
};

struct column_settings {
    const struct column_setting *list;
    size_t count;
};

extern const struct column_settings age_settings;
extern const struct column_settings family_settings;
extern const struct column_settings extended_settings;
extern const struct column_settings timer_settings;
extern const struct column_settings memory_settings;
extern const struct column_settings tcp_info_settings;
extern const struct column_settings congestion_settings;
extern const struct column_settings ulp_settings;
extern const struct column_settings traffic_settings;
extern const struct column_settings option_settings;
extern const struct column_settings event_settings;
extern const struct column_settings bpf_settings;

/* Defines the setter of a column; it has `record`, `socket` and `value`. */
#define SETTER(name)                                                             \
    static enum column_set set_##name(const struct column_record *record UNUSED, \
                                      struct socket *socket UNUSED, const struct value *value)

static inline bool value_is_known(const struct value *value)
{
    return value->presence == VALUE_KNOWN;
}

/* For whole numbers of a smaller type: *number stays where it is unknown. */
static inline enum column_set value_take_number(const struct value *value, uint64_t max,
                                                uint64_t *number)
{
    if (!value_is_known(value))
        return COLUMN_SET;
    *number = value->number;
    return value->number <= max ? COLUMN_SET : COLUMN_SET_WRONG;
}

/* As above of a member of the detail's head, which is there from now on. */
static inline enum column_set detail_take_number(const struct column_record *record,
                                                 const struct value *value, uint64_t max,
                                                 enum detail_have what, uint64_t *number)
{
    if (value_is_known(value))
        record->room->detail.have |= (uint32_t)what;
    return value_take_number(value, max, number);
}

/* A name into an array with its zero byte. */
static inline enum column_set detail_set_name(char name[DETAIL_NAME_SIZE], struct text text)
{
    if (text.length == 0 || text.length >= DETAIL_NAME_SIZE ||
        memchr(text.bytes, '\0', text.length) != NULL)
        return COLUMN_SET_WRONG;
    memcpy(name, text.bytes, text.length);
    name[text.length] = '\0';
    return COLUMN_SET;
}

/* Which word of a closed list it is; `count` where it is none of them. */
static inline size_t value_take_word(const struct value *value, const char *const *words,
                                     size_t count)
{
    size_t i = 0;

    while (i < count && (words[i] == NULL || !text_equal(value->text, text_of(words[i]))))
        i++;
    return i;
}

#endif
