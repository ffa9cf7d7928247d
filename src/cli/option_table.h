/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The table of options, one file per group (options_*.c). The parser, --help, the man page and the
 * completions are generated from it.
 */
#ifndef LSOCK_OPTION_TABLE_H
#define LSOCK_OPTION_TABLE_H

#include "completion.h"
#include "errors.h"
#include "mode.h"
#include "options.h"
#include "verb.h"

enum option_argument {
    ARGUMENT_NONE,
    ARGUMENT_REQUIRED, /* -c X, -cX, --name X, --name=X */
    ARGUMENT_OPTIONAL, /* --name, --name=X */
};

/* The effect of an option on the member of struct options that its row names. */
enum option_effect {
    EFFECT_NONE,    /* only what `chosen` says */
    EFFECT_COMPUTE, /* calls the function of the row */
    EFFECT_VALUE,   /* stores `value` */
    EFFECT_BITS,    /* removes the bits `clears`, adds the bits `value` */
    EFFECT_NUMBER,  /* stores the argument, a number not above `value` */
    EFFECT_CHOICE,  /* stores `value` + the index of the choice; without an argument `absent`, or
                     * nothing if that is CHOICE_NONE */
    EFFECT_TEXT,    /* stores the argument */
    EFFECT_PATH,    /* stores the argument as a string */
    EFFECT_KIND,    /* adds the protocol `value` */
};

#define CHOICE_NONE UINT64_MAX

struct option {
    char letter;         /* '\0': none */
    const char *name;    /* without dashes */
    const char *summary; /* for --help, must fit on a line; the man page may say more:
                          * man/options.mdoc */
    enum option_argument argument;
    const char *metavar; /* "LIST"; NULL if it takes no argument */
    enum completion completion;
    const char *choices; /* COMPLETE_CHOICES: words separated by blanks */
    uint32_t sets;  /* OPTIONS_…: the verbs that take it; 0: those that name it in their row */
    uint32_t modes; /* MODE_BIT: other modes refuse it */

    const char *not_on_windows; /* why Windows refuses it; NULL: supported */

    uint32_t chosen; /* CHOSEN_…: the verb that it selects */
    enum option_effect effect;
    size_t offset, size; /* of the member that it sets */
    uint64_t value, clears, absent;
    const char *unit; /* EFFECT_NUMBER: what the number counts */
    bool (*compute)(struct options *options, struct text argument, struct error *error);
};

/* Where an option was typed: bytes begin..end of an argument. */
struct given {
    struct text typed;
    size_t begin, end;
};

/* One group of options, with its heading in --help and the man page. */
struct option_group {
    const char *title;
    const struct option *rows;
    size_t count;
    bool hidden; /* not shown in --help */
};

extern const struct option_group options_sockets, options_shown, options_output, options_source,
    options_other, options_tests;

/* Returns the groups in the order of --help; NULL past the last one. */
const struct option_group *option_group_at(size_t index);

/* Returns the options of all groups; NULL past the last one. */
const struct option *option_at(size_t index);

/* Returns the index of the option with this letter ('\0': none) or name (empty: none); the number
 * of options if there is none. */
size_t option_find(char letter, struct text name);

bool option_is_taken(const struct option *option, const struct verb *verb);

/* Applies the option. An error marks the argument. */
bool option_set(const struct option *option, struct options *options, struct text argument,
                struct error *error) NODISCARD;

#endif
