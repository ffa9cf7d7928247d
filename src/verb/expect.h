/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Shared by wait and assert: how many sockets are expected, and whether the tables have them. */
#ifndef LSOCK_EXPECT_H
#define LSOCK_EXPECT_H

#include "filter.h"
#include "gather.h"
#include "run.h"

#define EXPECT_ANY_NUMBER UINT64_MAX

struct expectation {
    const char *verb;     /* for messages */
    uint64_t least, most; /* number of sockets */
    bool is_end;          /* --gone: sockets that no process holds do not count */
    struct options shown; /* the options of the run, with processes */
    struct run run;       /* the run, with these options */
    unsigned late;        /* NEED_… for the printed rows only */
    struct column_list columns;
};

/* Opens the gathering, whose filter must select sockets. The caller sets `least` and `most`. */
bool expect_open(struct expectation *expectation, struct gathering *gathering,
                 const struct run *run, struct error *error) NODISCARD;

/* Reads the tables. UNKNOWN: the result depends on sockets that could not be read or judged. */
bool expect_read(const struct expectation *expectation, struct gathering *gathering,
                 enum truth *truth, struct error *error) NODISCARD;

/* Prints the rows with the processes that hold them, and `outcome`. Prints no table if no rows
 * match. */
bool expect_print(struct expectation *expectation, struct gathering *gathering, const char *outcome,
                  struct error *error) NODISCARD;

/* Describes the expectation: "at least 3 sockets", "no socket". */
#define EXPECT_ROOM 80
void expect_describe(const struct expectation *expectation, char out[EXPECT_ROOM]);

/* Prints the notes and sets *error: the result is unknown. Returns false. */
bool expect_is_unknown(const struct expectation *expectation, const struct gathering *gathering,
                       struct error *error);

#endif
