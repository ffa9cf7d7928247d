/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Explain mode: from words to topics. First the words are understood, so that the caller knows what
 * to read; then a report is filled with the texts of the tables here and with what was read.
 * Nothing is printed here.
 */
#ifndef LSOCK_EXPLAIN_H
#define LSOCK_EXPLAIN_H

#include "errors.h"
#include "subject.h"

/* Understands the words. False: STATUS_NO, nothing is known of one of them. `buffer` keeps what the
 * subjects point to. */
#define EXPLAIN_BUFFER ((size_t)256)
bool explain_understand(const struct text *words, size_t count, char buffer[EXPLAIN_BUFFER],
                        struct subjects *subjects, struct error *error) NODISCARD;

/* The subject of --list. */
void explain_everything(struct subjects *subjects);

/* One topic or more for each subject. Texts of the subjects must outlive the report. */
void explain_fill(const struct subjects *subjects, const struct explain_facts *facts,
                  struct report *report);

#endif
