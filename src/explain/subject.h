/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What words are understood to mean, and the facts that a report about them can use. */
#ifndef LSOCK_SUBJECT_H
#define LSOCK_SUBJECT_H

#include "counter.h"
#include "report.h"
#include "setting.h"
#include "snapshot.h"
#include "state.h"

enum subject_kind {
    SUBJECT_DIAGRAM,   /* no word: the state diagram */
    SUBJECT_LIST,      /* --list: the names of all topics */
    SUBJECT_STATE,     /* `state` */
    SUBJECT_AMBIGUOUS, /* a word with more than one meaning: the meanings */
    SUBJECT_EXTRA,     /* a state that some system has and the RFC does not have */
    SUBJECT_PAIR,      /* what moves `state` to `other` */
    SUBJECT_NUMBER,    /* `number`, in `dialect` or, with DIALECT_COUNT, in all */
    SUBJECT_DIALECT,   /* the words and numbers of `dialect` */
    SUBJECT_TERM,
    SUBJECT_LADDER,
    SUBJECT_TOOL, /* what is typed for another tool */
    SUBJECT_SETTING,
    SUBJECT_COUNTER,
    SUBJECT_KINDS
};

struct subject {
    enum subject_kind kind;
    struct text typed;
    enum state state, other;
    enum state_dialect dialect;
    int number;
    bool hexadecimal;
    const char *only; /* of a state: the group of sections that was asked for; NULL: none */
    bool brief;       /* a state that an ambiguous word can mean: without its transitions */
    const char *name; /* of a state, dialect, term, ladder or tool */
    const void *row;  /* of the table of its kind */
};

#define SUBJECTS_MAX 16

struct subjects {
    struct subject list[SUBJECTS_MAX];
    size_t count;
    uint32_t states; /* STATE_BIT: sockets in these are worth counting */
};

/* The facts of this machine. NULL: unknown. */
struct explain_facts {
    const uint64_t *counts;          /* sockets by state */
    const struct snapshot *examples; /* some of them */
    const struct setting_values *settings;
    const struct counter_values *counters;
    bool windows;  /* they are of a Windows system, and settings and counters of Linux are not */
    bool recorded; /* the sockets are those of a recording */
    bool utf8;     /* the reader's terminal shows it */
};

/* Calls `visit` with every name and alias that explain_understand knows beside states and numbers.
 * --list shows those that are no alias. */
void explain_each_name(void (*visit)(void *context, const char *kind, struct text name,
                                     const char *title, bool is_alias),
                       void *context);

#endif
