/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The words of the filter, its groups of states, and examples. */
#include "blocks.h"
#include "mdoc.h"
#include "words.h"

/* Signs such as ( and | are delimiters of mdoc(7), and no arguments, where they are not escaped. */
static void add_spelling(struct builder *out, const char *spelling)
{
    if (ascii_is_alpha(spelling[0])) {
        mdoc_arguments(out, text_of(spelling));
        return;
    }
    builder_add(out, TEXT("\\&"));
    mdoc_escape(out, text_of(spelling));
    builder_add(out, TEXT("\\&"));
}

/* A row and the other spellings that follow it, on one line of macros. */
static size_t add_spellings(struct builder *out, const struct filter_word *words, size_t count)
{
    size_t used = 0;

    builder_add(out, TEXT(".It"));
    do {
        builder_add(out, used == 0 ? TEXT(" Cm ") : TEXT(" , "));
        add_spelling(out, words[used].spelling);
        used++;
    } while (used < count && words[used].summary == NULL);
    if (words[0].argument != NULL) {
        builder_add(out, TEXT(" Ar "));
        mdoc_arguments(out, text_of(words[0].argument));
    }
    builder_add_byte(out, '\n');
    return used;
}

static void add_class(struct builder *out, enum word_class class, const char *title)
{
    size_t count;
    const struct filter_word *words = filter_words(&count);

    builder_printf(out, ".Pp\n%s\n.Bl -tag -width \"fwmark MARK/MASK\" -compact\n", title);
    for (size_t i = 0; i < count;) {
        size_t used = 1;

        if (words[i].class == class) {
            used = add_spellings(out, words + i, count - i);
            mdoc_sentence(out, words[i].summary);
        }
        i += used;
    }
    builder_add(out, TEXT(".El\n"));
}

static void add_groups(struct builder *out)
{
    size_t count;
    const struct filter_group *groups = filter_groups(&count);

    builder_add(out, TEXT(".Pp\nGroups of states:\n.Bl -tag -width synchronized -compact\n"));
    for (size_t i = 0; i < count; i++) {
        builder_printf(out, ".It Cm %s\n", groups[i].name);
        mdoc_sentence(out, groups[i].summary);
    }
    builder_add(out, TEXT(".El\n"));
}

static void add_examples(struct builder *out)
{
    size_t count;
    const struct filter_example *examples = filter_examples(&count);

    builder_add(out, TEXT(".Pp\nExamples of filters:\n.Bl -tag -width Ds -compact\n"));
    for (size_t i = 0; i < count; i++) {
        builder_add(out, TEXT(".It Li "));
        mdoc_arguments(out, text_of(examples[i].filter));
        builder_add_byte(out, '\n');
        mdoc_sentence(out, examples[i].summary);
    }
    builder_add(out, TEXT(".El\n"));
}

void man_filter_words(struct builder *out)
{
    add_class(out, WORDS_OPERATORS, "Operators, the weakest first:");
    add_class(out, WORDS_COMPARISONS, "Comparisons:");
    add_class(out, WORDS_TESTS, "Tests:");
    add_groups(out);
    add_examples(out);
}
