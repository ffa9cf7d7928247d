/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The meaning of words, and the facts that a report about them can use. */
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
    SUBJECT_AMBIGUOUS, /* a word with several meanings: lists them */
    SUBJECT_EXTRA,     /* a state of some system that the RFC does not have */
    SUBJECT_PAIR,      /* the transition from `state` to `other` */
    SUBJECT_NUMBER,    /* `number`, in `dialect` or, with DIALECT_COUNT, in all */
    SUBJECT_DIALECT,   /* words and numbers of `dialect` */
    SUBJECT_TERM,
    SUBJECT_LADDER,
    SUBJECT_TOOL, /* options of another tool */
    SUBJECT_SETTING,
    SUBJECT_COUNTER,
    SUBJECT_ERROR,   /* of a system call */
    SUBJECT_COMMAND, /* of another tool, whose words `words` are */
    SUBJECT_KINDS
};

struct subject {
    enum subject_kind kind;
    struct text typed;
    enum state state, other;
    enum state_dialect dialect;
    int number;
    bool hexadecimal;
    const char *only; /* for a state: the requested group of sections; NULL: all */
    bool brief;       /* a state that is one meaning of an ambiguous word: without its
                       * transitions */
    const char *name; /* of a state, dialect, term, ladder or tool */
    const void *row;  /* of the table for its kind */
};

#define SUBJECTS_MAX 16

struct subjects {
    struct subject list[SUBJECTS_MAX];
    size_t count;
    const struct text *words; /* as they were understood */
    size_t word_count;
    uint32_t states; /* STATE_BIT: states whose sockets are to be counted */
};

/* The facts of this machine. NULL: unknown. */
struct explain_facts {
    const uint64_t *counts;          /* sockets by state */
    const struct snapshot *examples; /* some of them */
    const struct setting_values *settings;
    const struct counter_values *counters;
    bool windows;  /* from a Windows system, so settings and counters of Linux do not apply */
    bool recorded; /* the sockets come from a recording */
    bool utf8;     /* the reader's terminal supports it */
};

/* Calls `visit` with every name and alias that explain_understand accepts, except states and
 * numbers. --list shows names that are not aliases. */
void explain_each_name(void (*visit)(void *context, const char *kind, struct text name,
                                     const char *title, bool is_alias),
                       void *context);

#endif
