/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The words of the filter. */
#include "blocks.h"
#include "mdoc.h"
#include "words.h"

/* What follows the first spelling: the others of the same word. */
static size_t add_spellings(struct builder *out, size_t at)
{
    size_t next = at + 1;

    builder_add(out, TEXT(".It"));
    for (bool first = true; at < next; at++, first = false) {
        builder_add(out, first ? TEXT(" Cm ") : TEXT(" , Cm "));
        /* A sign alone would be punctuation to mdoc. */
        builder_add(out, TEXT("\\&"));
        mdoc_escape(out, text_of(filter_words[at].spelling));
        if (next < filter_word_count && filter_words[next].summary == NULL &&
            filter_words[next].word == filter_words[at].word)
            next++;
    }
    return next;
}

static void add_class(struct builder *out, enum word_class class)
{
    for (size_t i = 0; i < filter_word_count;) {
        const struct filter_word *word = &filter_words[i];

        if (word->class != class) {
            i++;
            continue;
        }
        i = add_spellings(out, i);
        if (word->argument != NULL)
            builder_printf(out, " Ar %s", word->argument);
        builder_add_byte(out, '\n');
        mdoc_text(out, text_of(word->summary));
    }
}

void man_filter_tests(struct builder *out)
{
    add_class(out, WORDS_TESTS);
}

void man_filter_comparisons(struct builder *out)
{
    add_class(out, WORDS_COMPARISONS);
}

void man_filter_operators(struct builder *out)
{
    add_class(out, WORDS_OPERATORS);
}

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
