/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What the files that fill topics share. */
#ifndef LSOCK_FILL_H
#define LSOCK_FILL_H

#include "subject.h"
#include "texts.h"

/* What a topic is made from. */
struct filling {
    struct report *report;
    const struct explain_facts *facts;
    const struct subjects *all;
};

/* Adds the topic of a subject. */
typedef void filler(const struct filling *filling, const struct subject *subject);

filler fill_list, fill_state, fill_ambiguous, fill_extra, fill_pair, fill_number, fill_dialect,
    fill_term, fill_ladder, fill_tool, fill_setting, fill_counter;

/* Columns of tables: of words; of numbers; of what follows them as prose; for programs only. */
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

/* Sections that several topics have. */
void add_transitions(struct report *report, bool (*wanted)(const struct transition *, uint32_t),
                     uint32_t states, bool show_from, bool show_to);
/* What common notes say of them: `shown` to all, the others to who asks for `mistakes`. */
void add_corrections(struct report *report, uint32_t states, const char *topic, unsigned shown);
/* The pictures of a term, or, as parts, those of some states. */
void add_pictures(const struct filling *filling, uint32_t states, const char *topic);
void add_neighbours(const struct filling *filling, enum state state);
void add_read_more(struct report *report, const char *name);
void add_see(struct report *report, const char *names);

/* `only`, and those that are about one of the states. */
void add_settings(const struct filling *filling, uint32_t states, const struct setting *only);
void add_counters(const struct filling *filling, uint32_t states, const struct counter *only);

/* The names of a set of states: "FIN-WAIT-1, FIN-WAIT-2". */
struct value states_value(struct report *report, uint32_t states);

/* The number of a state; absent: STATE_NO_NUMBER. */
struct value state_number(int number);

#endif
