/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The names that `lsock explain` knows. */
#ifndef LSOCK_FIND_NAME_H
#define LSOCK_FIND_NAME_H

#include "subject.h"

/* A named topic. */
struct named {
    enum subject_kind kind;
    const char *name, *aliases, *title;
    const void *row;
};

/* Kinds of topics that are texts. */
#define TEXTS (1u << SUBJECT_LADDER | 1u << SUBJECT_TERM | 1u << SUBJECT_ERROR)

void names_each(void (*visit)(void *context, const struct named *named), void *context);

void subjects_add(struct subjects *subjects, struct subject subject);

/* Adds all meanings of one name; false: none. */
bool name_find(struct subjects *subjects, struct text typed);

bool name_find_dialect(struct text word, enum state_dialect *dialect);

/* Reads a number as /proc, a manual or a header writes it. */
bool name_read_number(struct text typed, struct subject *subject);

/* Adds a number that a state has in the dialect, or with DIALECT_COUNT in any; false: none. */
bool name_add_number(struct subjects *subjects, struct subject number, enum state_dialect dialect);

#endif
