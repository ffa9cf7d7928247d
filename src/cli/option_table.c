/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "option_table.h"

#include <string.h>

#include "number.h"

static const struct option_group *const groups[] = {
    &options_sockets, &options_shown, &options_output,
    &options_source,  &options_other, &options_tests,
};

const struct option_group *option_group_at(size_t index)
{
    return index < COUNT_OF(groups) ? groups[index] : NULL;
}

const struct option *option_at(size_t index)
{
    for (size_t i = 0; i < COUNT_OF(groups); i++) {
        if (index < groups[i]->count)
            return &groups[i]->rows[index];
        index -= groups[i]->count;
    }
    return NULL;
}

size_t option_find(char letter, struct text name)
{
    const struct option *option;
    size_t index = 0;

    while ((option = option_at(index)) != NULL && !(letter != '\0' && option->letter == letter) &&
           !text_equal(name, text_of(option->name)))
        index++;
    return index;
}

bool option_is_taken(const struct option *option, const struct verb *verb)
{
    return verb_takes(verb, option->sets, text_of(option->name));
}

/* Returns the index of the word, or -1 with *error set. */
static int find_choice(const char *choices, struct text word, struct error *error)
{
    struct text choice = {choices, 0};

    for (int index = 0; *choice.bytes != '\0'; index++) {
        choice.length = strcspn(choice.bytes, " ");
        if (text_equal(choice, word))
            return index;
        choice.bytes += choice.length;
        choice.bytes += *choice.bytes == ' ';
    }
    error_set(error, STATUS_USAGE, "expected one of: %s", choices);
    error_mark(error, word, 0, word.length);
    return -1;
}

static bool set_number(const struct option *option, void *member, struct text argument,
                       struct error *error)
{
    uint64_t number;

    if (number_parse(argument, option->value, &number))
        return number_store(member, option->size, number);
    error_set(error, STATUS_USAGE, "--%s takes a number of %s, 0 to %llu", option->name,
              option->unit, (unsigned long long)option->value);
    return error_mark(error, argument, 0, argument.length);
}

static bool set_choice(const struct option *option, void *member, struct text argument,
                       struct error *error)
{
    int index;

    if (argument.bytes == NULL)
        return option->absent == CHOICE_NONE || number_store(member, option->size, option->absent);
    index = find_choice(option->choices, argument, error);
    return index >= 0 && number_store(member, option->size, option->value + (unsigned)index);
}

bool option_set(const struct option *option, struct options *options, struct text argument,
                struct error *error)
{
    void *member = (char *)options + option->offset;

    options->chosen |= option->chosen;
    switch (option->effect) {
    case EFFECT_NONE:
        return true;
    case EFFECT_COMPUTE:
        return option->compute(options, argument, error);
    case EFFECT_VALUE:
        return number_store(member, option->size, option->value);
    case EFFECT_BITS:
        return number_store(member, option->size,
                            (number_load(member, option->size) & ~option->clears) | option->value);
    case EFFECT_NUMBER:
        return set_number(option, member, argument, error);
    case EFFECT_CHOICE:
        return set_choice(option, member, argument, error);
    case EFFECT_TEXT:
        memcpy(member, &argument, sizeof(argument));
        return true;
    case EFFECT_KIND:
        kinds_add(&options->kinds, (enum protocol)option->value);
        return true;
    case EFFECT_PATH:
        memcpy(member, &argument.bytes, sizeof(argument.bytes));
        return true;
    }
    return false;
}
