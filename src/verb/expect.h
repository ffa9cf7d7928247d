/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What wait and assert share: how many sockets are expected, and whether the tables have them. */
#ifndef LSOCK_EXPECT_H
#define LSOCK_EXPECT_H

#include "filter.h"
#include "gather.h"
#include "run.h"

#define EXPECT_ANY_NUMBER UINT64_MAX

struct expectation {
    const char *verb;     /* for messages */
    uint64_t least, most; /* how many sockets */
    bool is_end;          /* --gone: what no process holds does not count */
    struct options shown; /* the options, with processes */
    struct run run;       /* with these */
    unsigned late;        /* NEED_… of the rows that are printed */
    struct column_list columns;
};

/* Opens the gathering, whose filter must choose sockets. `least` and `most` are the caller's. */
bool expect_open(struct expectation *expectation, struct gathering *gathering,
                 const struct run *run, struct error *error) NODISCARD;

/* Reads the tables. UNKNOWN: sockets that could not be judged or read decide. */
bool expect_read(const struct expectation *expectation, struct gathering *gathering,
                 enum truth *truth, struct error *error) NODISCARD;

/* Prints the rows with the processes that hold them, and what `outcome` says; nothing if there are
 * none. */
bool expect_print(struct expectation *expectation, struct gathering *gathering, const char *outcome,
                  struct error *error) NODISCARD;

/* "at least 3 sockets", "no socket" */
#define EXPECT_ROOM 80
void expect_describe(const struct expectation *expectation, char out[EXPECT_ROOM]);

/* Prints the notes, and sets *error: what is unknown decides. Returns false. */
bool expect_is_unknown(const struct expectation *expectation, const struct gathering *gathering,
                       struct error *error);

#endif
