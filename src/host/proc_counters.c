/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "proc_counters.h"

#include "number.h"

static bool is_blank(char c)
{
    return c == ' ' || c == '\t';
}

/* Takes the next line from the front; false at the end. */
static bool next_line(struct text *rest, struct text *line)
{
    if (rest->length == 0)
        return false;
    *line = text_take_until(rest, '\n');
    return true;
}

/* Takes the next word from the front; false at the end. */
static bool next_word(struct text *rest, struct text *word)
{
    size_t begin = 0, end;

    while (begin < rest->length && is_blank(rest->bytes[begin]))
        begin++;
    for (end = begin; end < rest->length && !is_blank(rest->bytes[end]);)
        end++;
    *word = (struct text){rest->bytes + begin, end - begin};
    *rest = (struct text){rest->bytes + end, rest->length - end};
    return word->length > 0;
}

static void set(struct counter_values *values, struct text group, struct text name,
                struct text digits)
{
    uint64_t number;

    for (size_t i = 0; i < counter_count; i++) {
        if (!text_equal(group, text_of(counter_table[i].group)) ||
            !text_equal(name, text_of(counter_table[i].name)))
            continue;
        if (number_parse(digits, UINT64_MAX, &number))
            values->values[i] = (struct counter_value){true, number};
    }
}

/* Takes "TcpExt:" from the front and drops the colon; false if there is none. */
static bool next_group(struct text *line, struct text *group)
{
    if (!next_word(line, group) || group->bytes[group->length - 1] != ':')
        return false;
    group->length--;
    return true;
}

void proc_counters_parse(struct text file, struct counter_values *values)
{
    struct text names, numbers, group, same, name, number;

    while (next_line(&file, &names) && next_line(&file, &numbers)) {
        if (!next_group(&names, &group) || !next_group(&numbers, &same) || !text_equal(group, same))
            continue;
        while (next_word(&names, &name) && next_word(&numbers, &number))
            set(values, group, name, number);
    }
}

void proc_sockstat_parse(struct text file, struct counter_values *values)
{
    struct text line, group, name, number;

    while (next_line(&file, &line)) {
        if (!next_group(&line, &group) || !text_equal(group, TEXT("TCP")))
            continue;
        while (next_word(&line, &name) && next_word(&line, &number))
            set(values, TEXT("sockstat"), name, number);
    }
}

static bool multiply(uint64_t number, uint64_t by, uint64_t *out)
{
    if (by != 0 && number > UINT64_MAX / by)
        return false;
    *out = number * by;
    return true;
}

/* "TCP6" belongs to the group "TCP". */
static bool is_group(struct text group, const char *name)
{
    if (group.length > 0 && group.bytes[group.length - 1] == '6')
        group.length--;
    return text_equal(group, text_of(name));
}

static void add_sockstat(struct sockstat_values *values, struct text group, struct text word,
                         struct text digits, uint64_t page)
{
    for (unsigned i = 0; i < SOCKSTAT_COUNT; i++) {
        const struct sockstat_info *info = &sockstat_infos[i];
        struct sockstat_value *value = &values->values[i];
        uint64_t number;

        if (!is_group(group, info->group) || !text_equal(word, text_of(info->word)) ||
            !number_parse(digits, UINT64_MAX, &number) ||
            !multiply(number, info->pages ? page : 1, &number))
            continue;
        value->have = true;
        value->number = number > UINT64_MAX - value->number ? UINT64_MAX : value->number + number;
    }
}

void proc_sockstat_summary(struct text file, uint64_t page, struct sockstat_values *values)
{
    struct text line, group, word, digits;

    while (next_line(&file, &line)) {
        if (!next_group(&line, &group))
            continue;
        while (next_word(&line, &word) && next_word(&line, &digits))
            add_sockstat(values, group, word, digits, page);
    }
}

bool proc_memory_limit(struct text file, uint64_t page, uint64_t *bytes)
{
    struct text line, word;

    if (!next_line(&file, &line))
        return false;
    for (unsigned i = 0; i < 3; i++)
        if (!next_word(&line, &word))
            return false;
    return number_parse(word, UINT64_MAX, bytes) && multiply(*bytes, page, bytes);
}

bool proc_setting_parse(struct text file, unsigned numbers, struct setting_value *value)
{
    struct text line, word;

    if (numbers == 0 || numbers > 2 || !next_line(&file, &line))
        return false;
    for (unsigned i = 0; i < numbers; i++) {
        bool negative;
        uint64_t number;

        if (!next_word(&line, &word))
            return false;
        negative = word.bytes[0] == '-';
        if (negative)
            word = text_from(word, 1);
        if (!number_parse(word, INT64_MAX, &number))
            return false;
        value->numbers[i] = negative ? -(int64_t)number : (int64_t)number;
    }
    value->have = true;
    return true;
}
