/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What `lsock explain` says of codes and columns: words of lsock itself, which other layers have.
 */
#ifndef LSOCK_CODE_TOPIC_H
#define LSOCK_CODE_TOPIC_H

#include "report.h"

/* Adds the topic of a code: of a finding, a sentence of --explain, or a note. False: it is none. */
bool code_topic(struct report *report, struct text word);

/* Adds the topic of a column, by its name or heading. False: there is none such. */
bool column_topic(struct report *report, struct text word);

#endif
