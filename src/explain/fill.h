/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What the files that fill topics share. */
#ifndef LSOCK_FILL_H
#define LSOCK_FILL_H

#include "subject.h"
#include "transitions.h"

/* Each adds the topic of a subject. */
void fill_state(struct report *report, const struct subject *subject,
                const struct explain_facts *facts);
void fill_pair(struct report *report, const struct subject *subject);
void fill_ambiguous(struct report *report, const struct subject *subject,
                    const struct subjects *all);
void fill_extra(struct report *report, const struct subject *subject);
void fill_number(struct report *report, const struct subject *subject);
void fill_dialect(struct report *report, const struct subject *subject);
void fill_term(struct report *report, const struct subject *subject);
void fill_ladder(struct report *report, const struct subject *subject);
void fill_tool(struct report *report, const struct subject *subject);
void fill_setting(struct report *report, const struct subject *subject,
                  const struct explain_facts *facts);
void fill_counter(struct report *report, const struct subject *subject,
                  const struct explain_facts *facts);
void fill_list(struct report *report);

/* Sections that several topics have. */
void add_transitions(struct report *report, bool (*wanted)(const struct transition *, uint32_t),
                     uint32_t states, bool show_from, bool show_to);
void add_corrections(struct report *report, uint32_t states, const char *topic);
void add_settings(struct report *report, const struct explain_facts *facts,
                  bool (*wanted)(const struct setting *, const void *), const void *argument);
void add_counters(struct report *report, const struct explain_facts *facts,
                  bool (*wanted)(const struct counter *, const void *), const void *argument);
void add_see(struct report *report, const char *names);

/* The words of a set of states: "FIN-WAIT-1 or FIN-WAIT-2". */
struct value states_value(struct report *report, uint32_t states);

#endif
