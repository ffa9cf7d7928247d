/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The words of the filter. */
#include "blocks.h"
#include "mdoc.h"
#include "words.h"

static void add_spellings(struct builder *out, const char *spellings)
{
    struct text rest = text_of(spellings), one;
    const char *before = ".It Cm ";

    while ((one = text_take_until(&rest, ' ')).length > 0) {
        builder_printf(out, "%s\\&", before); /* mdoc would treat a lone sign as punctuation */
        mdoc_escape(out, one);
        before = " , Cm ";
    }
}

static void add_class(struct builder *out, enum word_class class)
{
    for (size_t i = 0; i < filter_word_count; i++) {
        const struct filter_word *word = &filter_words[i];

        if (word->class != class)
            continue;
        add_spellings(out, word->spellings);
        if (word->argument != NULL)
            builder_printf(out, " Ar %s", word->argument);
        builder_add_byte(out, '\n');
        mdoc_text(out, text_of(word->summary));
    }
}

#define CLASS(name, class)                      \
    void man_filter_##name(struct builder *out) \
    {                                           \
        add_class(out, class);                  \
    }
CLASS(tests, WORDS_TESTS)
CLASS(comparisons, WORDS_COMPARISONS)
CLASS(operators, WORDS_OPERATORS)

void man_filter_groups(struct builder *out)
{
    for (size_t i = 0; i < filter_group_count; i++)
        mdoc_item(out, filter_groups[i].name, filter_groups[i].summary);
}

void man_filter_examples(struct builder *out)
{
    for (size_t i = 0; i < filter_example_count; i++) {
        builder_add(out, TEXT(".It Li "));
        mdoc_arguments(out, text_of(filter_examples[i].filter));
        builder_add_byte(out, '\n');
        mdoc_text(out, text_of(filter_examples[i].summary));
    }
}
