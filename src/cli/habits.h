/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Options of ss, lsof, netstat, fuser, sockstat and somo, and what they become in lsock. */
#ifndef LSOCK_HABITS_H
#define LSOCK_HABITS_H

#include "option_table.h"

/* An option of another tool that lsock does not have. */
struct habit {
    char letter;      /* '\0': none */
    const char *name; /* without dashes; NULL: none */
    const char *tool; /* the tool that has it */

    /* What it becomes. "": nothing, lsock does this by default; "--NAME": that option; "WORD": that
     * filter word followed by the option's argument; NULL: refused. */
    const char *instead;
    const char *hint; /* if refused: what to type; X is replaced by the next argument */
};
extern const struct habit habits[];
extern const size_t habit_count;

/* Returns NULL if there is none. */
const struct habit *habit_find(char letter, struct text name);

/* Sets the error that refuses the habit. `next` is the argument after it, or empty. Returns
 * false. */
bool habit_refuse(const struct habit *habit, struct given typed, struct text next,
                  struct error *error);

/* If `rest` is what lsof accepts after -i or -s, writes the equivalent words, at most 1 more than
 * `rest` has bytes. Returns how many, or 0. */
size_t habit_take_rest(char letter, struct text rest, struct text *words);

/* Whether the word after -s can only be an argument of lsof, such as TCP:LISTEN. */
bool habit_is_states(char letter, struct text word);

/* Whether the word may follow this option, which takes no argument or takes it only after `=`. If
 * not, sets the error. */
bool habit_allows_word(const struct option *option, struct given typed, struct text word,
                       struct error *error);

#endif
