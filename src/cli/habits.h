/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What people type to ss, lsof, netstat, fuser, sockstat and somo, and what it is here. */
#ifndef LSOCK_HABITS_H
#define LSOCK_HABITS_H

#include "option_table.h"

/* An option that we do not have. */
struct habit {
    char letter;      /* '\0': none */
    const char *name; /* without dashes; NULL: none */
    const char *tool; /* whose it is */

    /* What is done: "" nothing, as it is the default; "--NAME" that option; "WORD" that filter
     * word, with the option's argument behind it; NULL: it is refused. */
    const char *instead;
    const char *hint; /* refused: what to type, where X stands for the next argument */
};
extern const struct habit habits[];
extern const size_t habit_count;

/* NULL: none. */
const struct habit *habit_find(char letter, struct text name);

/* Sets the error: the habit, typed as bytes begin..end, is refused; `next` is the argument behind
 * it, or empty. Returns false. */
bool habit_refuse(const struct habit *habit, struct given typed, struct text next,
                  struct error *error);

/* If `rest` is what lsof takes behind -i or -s, writes the words that it stands for, which are no
 * more than its bytes and one; returns how many, or 0. */
size_t habit_take_rest(char letter, struct text rest, struct text *words);

/* Whether the word may stand behind this option, which takes no argument, or none without `=`. If
 * not, sets the error. */
bool habit_allows_word(const struct option *option, struct given typed, struct text word,
                       struct error *error);

#endif
