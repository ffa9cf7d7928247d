/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Shared by the files that fill topics. */
#ifndef LSOCK_FILL_H
#define LSOCK_FILL_H

#include "subject.h"
#include "texts.h"

/* The inputs of a topic. */
struct filling {
    struct report *report;
    const struct explain_facts *facts;
    const struct subjects *all;
};

/* Adds the topic of a subject. */
typedef void filler(const struct filling *filling, const struct subject *subject);

filler fill_list, fill_state, fill_ambiguous, fill_extra, fill_pair, fill_number, fill_dialect,
    fill_term, fill_ladder, fill_tool, fill_setting, fill_counter, fill_command;

/* Columns of tables: words; numbers; prose after the row; data for programs only. */
#define WORDS(key, title)              \
    {                                  \
        key, title, false, NULL, false \
    }
#define NUMBERS(key, title)           \
    {                                 \
        key, title, true, NULL, false \
    }
#define PROSE(key, title, lead)        \
    {                                  \
        key, title, false, lead, false \
    }
#define HIDDEN(key)                \
    {                              \
        key, "", false, NULL, true \
    }

/* Sections shared by several topics. */
void add_transitions(struct report *report, bool (*wanted)(const struct transition *, uint32_t),
                     uint32_t states, bool show_from, bool show_to);
/* Adds common misconceptions: `shown` of them always, the rest if `mistakes` was requested. */
void add_corrections(struct report *report, uint32_t states, const char *topic, unsigned shown);
/* The pictures of a term, or, as parts, those of some states. */
void add_pictures(const struct filling *filling, uint32_t states, const char *topic);
void add_neighbours(const struct filling *filling, enum state state);
void add_read_more(struct report *report, const char *name);
void add_see(struct report *report, const char *names);

/* Adds `only`, or the settings that affect one of the states. */
void add_settings(const struct filling *filling, uint32_t states, const struct setting *only);
void add_counters(const struct filling *filling, uint32_t states, const struct counter *only);

/* Returns the names of a set of states: "FIN-WAIT-1, FIN-WAIT-2". */
struct value states_value(struct report *report, uint32_t states);

/* The name of a state, in its colour. */
struct value state_value(enum state state);

/* Returns the number of a state; absent for STATE_NO_NUMBER. */
struct value state_number(int number);

#endif
