/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The table of the filter's keywords: operators, tests, groups of states. Columns, states,
 * protocols and families have their own tables. The lexer, the suggestions, the man page and the
 * fuzzer's dictionary use it. No keyword may equal a verb.
 */
#ifndef LSOCK_FILTER_WORDS_H
#define LSOCK_FILTER_WORDS_H

#include <stddef.h>

#include "protocol.h"
#include "text.h"

enum word {
    WORD_NONE, /* not in the table */
    /* Operators. */
    WORD_OR,
    WORD_AND,
    WORD_NOT,
    WORD_OPEN,
    WORD_CLOSE,
    /* Comparisons. */
    WORD_EQUAL,
    WORD_UNEQUAL,
    WORD_LESS,
    WORD_GREATER,
    WORD_LESS_EQUAL,
    WORD_GREATER_EQUAL,
    WORD_LIKE,
    WORD_UNLIKE,
    /* Tests. */
    WORD_STATE,
    WORD_EXCLUDE,
    WORD_SRC,
    WORD_DST,
    WORD_SPORT,
    WORD_DPORT,
    WORD_HOST,
    WORD_PORT,
    WORD_DEV,
    WORD_FWMARK,
    WORD_CGROUP,
    WORD_AUTOBOUND,
};

enum word_class { WORDS_OPERATORS, WORDS_COMPARISONS, WORDS_TESTS };

struct filter_word {
    const char *spellings; /* separated by blanks, the usual one first */
    enum word word;
    enum word_class class;
    const char *argument; /* TESTS: the argument; NULL: none */
    const char *summary;  /* one line; NULL: the previous row describes both */
};

/* Signs (`!=`) and words (`ne`). */
extern const struct filter_word filter_words[];
extern const size_t filter_word_count;

/* Finds a whole word, ignoring ASCII case; signs only if `signs`. */
enum word filter_word(struct text text, bool signs);

/* Finds the longest sign that `text` starts with, and its length. */
enum word filter_sign(struct text text, size_t *length);

static inline bool word_is_comparison(enum word word)
{
    return word >= WORD_EQUAL && word <= WORD_UNLIKE;
}

/* Groups of states, allowed after `state` and `exclude`: all, connected, … */
struct filter_group {
    const char *name;
    uint32_t states;
    const char *summary;
};
extern const struct filter_group filter_groups[];
extern const size_t filter_group_count;

/* As family_from_name, and also ss's word for packet: link. */
bool filter_family(struct text name, enum family *family);

/* Example filters: for the man page, and as seeds of the fuzzer. */
struct filter_example {
    const char *filter;
    const char *summary;
};
extern const struct filter_example filter_examples[];
extern const size_t filter_example_count;

#endif
