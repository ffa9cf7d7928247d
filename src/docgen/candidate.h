/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What a shell may offer for an argument, from the tables. */
#ifndef LSOCK_CANDIDATE_H
#define LSOCK_CANDIDATE_H

#include <stdbool.h>
#include <stddef.h>

#include "builder.h"
#include "option_table.h"

struct candidate {
    struct text word;
    const char *help; /* NULL: nothing to say */
};

/* How an argument is typed. */
enum shape {
    SHAPE_NOTHING, /* nothing to offer */
    SHAPE_WORD,    /* one of the candidates */
    SHAPE_LIST,    /* a comma-separated list of them */
    SHAPE_FILE,
};

enum shape shape_of(enum completion kind);

/* What may stand before a list ("+"), and before each of its words ("-"). */
const char *list_sign(enum completion kind);
const char *word_sign(enum completion kind);

/* The candidate at `index` from 0; false past the last one. `choices` as in struct option. */
bool candidate_at(enum completion kind, const char *choices, size_t index,
                  struct candidate *candidate);

/* Of the kinds that need no choices of an option: a word for names of functions; else NULL. */
const char *kind_name(enum completion kind);

/* The words of a filter that a state follows. */
void filter_state_words(struct builder *out, const char *separator);

/* All words, separated by blanks. */
void candidate_words(struct builder *out, enum completion kind, const char *choices);

/* The option at `index` from 0 that chooses the verb; NULL past the last one. */
const struct option *choosing_option(const struct verb *verb, size_t index);

/* For bash and zsh: the arguments that are this option: -A | -[!-]*A | --query. A letter may stand
 * behind others. */
void option_patterns(struct builder *out, const struct option *option);

/* For bash and zsh: `case $word in` with a line `PATTERNS) verb=NAME ;;` for each verb. */
void verb_cases(struct builder *out, const char *indent);

/* Whether an option or a verb takes an argument of this kind. */
bool kind_is_used(enum completion kind);

/* Appends text in which each of the bytes `special` stands as `escape` and itself. */
void add_escaped(struct builder *out, struct text text, const char *special, const char *escape);

#endif
