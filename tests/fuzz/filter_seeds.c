/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 *     filter_seeds dictionary         every word as a line of a libFuzzer dictionary
 *     filter_seeds seeds              every example and word as a filter, one a line
 *
 * From the tables, so that no list is kept by hand.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "column.h"
#include "words.h"

#include "../each_spelling.h"

static void each_word(void (*visit)(const char *word))
{
    for (size_t i = 0; i < filter_word_count; i++) {
        struct text rest = text_of(filter_words[i].spellings);
        char word[16];

        while (rest.length > 0) {
            struct text one = text_take_until(&rest, ' ');

            snprintf(word, sizeof(word), "%.*s", (int)one.length, one.bytes);
            visit(word);
        }
    }
    for (size_t i = 0; i < filter_group_count; i++)
        visit(filter_groups[i].name);
    visit("link");
    for (unsigned i = FAMILY_NONE + 1; i < FAMILY_COUNT; i++)
        visit(family_names[i]);
    for (size_t i = 0; i < column_count(); i++)
        visit(column_at(i)->name);
    for (unsigned i = 0; i < PROTOCOL_COUNT; i++)
        visit(protocol_names[i]);
}

static void visit_state(void *context, const char *spelling, enum state state)
{
    void (*const *visit)(const char *word) = context;

    (void)state;
    (*visit)(spelling);
}

static void write_entry(const char *word)
{
    putchar('"');
    for (; *word != '\0'; word++)
        printf(*word == '"' || *word == '\\' ? "\\%c" : "%c", *word);
    puts("\"");
}

static void write_line(const char *word)
{
    puts(word);
}

int main(int argc, char **argv)
{
    bool dictionary = argc == 2 && strcmp(argv[1], "dictionary") == 0;
    void (*visit)(const char *word) = dictionary ? write_entry : write_line;

    if (!dictionary && (argc != 2 || strcmp(argv[1], "seeds") != 0)) {
        fputs("usage: filter_seeds dictionary | seeds\n", stderr);
        return EXIT_FAILURE;
    }
    each_word(visit);
    each_spelling(visit_state, &visit);
    for (size_t i = 0; i < filter_example_count && !dictionary; i++)
        puts(filter_examples[i].filter);
    return EXIT_SUCCESS;
}
