/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Explain mode: from words to topics. The words are parsed first, so that the caller knows what to
 * read. Then the report is filled from the tables of texts and from what was read. Prints nothing.
 */
#ifndef LSOCK_EXPLAIN_H
#define LSOCK_EXPLAIN_H

#include "errors.h"
#include "subject.h"

/* Parses the words. False with STATUS_NO: a word is unknown. `buffer` holds what the subjects point
 * to. */
#define EXPLAIN_BUFFER ((size_t)256)
bool explain_understand(const struct text *words, size_t count, char buffer[EXPLAIN_BUFFER],
                        struct subjects *subjects, struct error *error) NODISCARD;

/* Returns the subject of --list. */
void explain_everything(struct subjects *subjects);

/* Adds one or more topics per subject. Texts of the subjects must outlive the report. */
void explain_fill(const struct subjects *subjects, const struct explain_facts *facts,
                  struct report *report);

#endif
