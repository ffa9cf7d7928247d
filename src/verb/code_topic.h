/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Topics of `lsock explain` about lsock's own words: codes and columns. */
#ifndef LSOCK_CODE_TOPIC_H
#define LSOCK_CODE_TOPIC_H

#include "report.h"

/* Adds the topic of a code: of a finding, a sentence of --explain, or a note. False: no such
 * code. */
bool code_topic(struct report *report, struct text word);

/* Adds the topic of a column, by name or heading. False: no such column. */
bool column_topic(struct report *report, struct text word);

/* Adds the topic of a word that the closed list of a column has. False: none has it. */
bool value_topic(struct report *report, struct text word);

#endif
