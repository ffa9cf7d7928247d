/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The words of the filter. */
#include "blocks.h"
#include "mdoc.h"
#include "words.h"

/* What follows the first spelling: the others of the same word. */
static size_t add_spellings(struct builder *out, const struct filter_word *words, size_t count,
                            size_t at)
{
    size_t next = at + 1;

    builder_add(out, TEXT(".It"));
    for (bool first = true; at < next; at++, first = false) {
        builder_add(out, first ? TEXT(" Cm ") : TEXT(" , Cm "));
        /* A sign alone would be punctuation to mdoc. */
        builder_add(out, TEXT("\\&"));
        mdoc_escape(out, text_of(words[at].spelling));
        if (next < count && words[next].summary == NULL && words[next].word == words[at].word)
            next++;
    }
    return next;
}

static void add_class(struct builder *out, enum word_class class)
{
    size_t count;
    const struct filter_word *words = filter_words(&count);

    builder_add(out, TEXT(".Bl -tag -width \"fwmark MARK[/MASK]\" -compact\n"));
    for (size_t i = 0; i < count;) {
        const struct filter_word *word = &words[i];

        if (word->class != class) {
            i++;
            continue;
        }
        i = add_spellings(out, words, count, i);
        if (word->argument != NULL)
            builder_printf(out, " Ar %s", word->argument);
        builder_add_byte(out, '\n');
        mdoc_text(out, text_of(word->summary));
    }
    builder_add(out, TEXT(".El\n"));
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
    size_t count;
    const struct filter_group *groups = filter_groups(&count);

    builder_add(out, TEXT(".Bl -tag -width synchronized -compact\n"));
    for (size_t i = 0; i < count; i++) {
        builder_printf(out, ".It Cm %s\n", groups[i].name);
        mdoc_text(out, text_of(groups[i].summary));
    }
    builder_add(out, TEXT(".El\n"));
}

void man_filter_examples(struct builder *out)
{
    size_t count;
    const struct filter_example *examples = filter_examples(&count);

    builder_add(out, TEXT(".Bl -tag -width Ds -compact\n"));
    for (size_t i = 0; i < count; i++) {
        builder_add(out, TEXT(".It Li "));
        mdoc_arguments(out, text_of(examples[i].filter));
        builder_add_byte(out, '\n');
        mdoc_text(out, text_of(examples[i].summary));
    }
    builder_add(out, TEXT(".El\n"));
}
