/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What to gather: which sockets, from where, and what to collect about each. Plain data. */
#ifndef LSOCK_QUERY_H
#define LSOCK_QUERY_H

#include "kinds.h"
#include "order.h"

struct annotator;
struct backend;
struct earlier_reading;
struct importer;
struct places;

/* The selections of -a, -l and -B. */
enum selection {
    SELECT_DEFAULT, /* none was given: all sockets */
    SELECT_ALL,
    SELECT_LISTENING,
    SELECT_BOUND,
};

#define QUERY_NO_LIMIT UINT64_MAX

struct query {
    /* Which sockets; all conditions must hold. */
    struct kinds kinds;
    uint32_t families; /* FAMILY_BIT; 0: every family */
    enum selection selection;
    const struct text *words; /* a filter; errors mark these words */
    size_t word_count;
    struct text also;         /* another filter; length 0: none */
    const char *filter_file;  /* holds another filter; "-": standard input; NULL: none */
    bool names;               /* words may be names: processes, users, … */
    struct text *filter_text; /* keeps the content of the file: a pipe can be read only once */

    /* Where to read them. */
    const char *recording; /* read this instead of live tables; "-": standard input; NULL: none */
    const struct importer *importer; /* of the recording; NULL: recognised automatically */
    struct earlier_reading *earlier; /* gets the earlier reading of one of doctor; NULL: skipped */
    struct text netns; /* which namespace; "all": every one; empty: that of this process */
    const struct places *entered; /* it was entered already; NULL: it was not */
    const struct backend *only; /* reads every table; NULL: the best available */
    const char *proc_root;      /* a directory like /proc; NULL: /proc */
    bool no_pushdown;           /* request every socket and filter in lsock */

    /* What to collect. The needs of filter and order are added. */
    struct column_list asked;    /* columns chosen by name */
    unsigned need;               /* NEED_… of everything else that is shown */
    bool command_lines;          /* chosen by name: lists of processes include them */
    bool threads;                /* owners are threads */
    bool no_owners;              /* refuse whatever needs owners */
    struct annotator *annotator; /* explains a socket's own numbers; NULL: not requested */

    /* Which rows, in which order. */
    struct order order;
    bool unordered; /* the order does not matter */
    uint64_t limit; /* QUERY_NO_LIMIT: no limit */

    bool record; /* the rows will be written to a file */
    bool follows; /* the tables are read again and again: columns of COLUMN_RATE have values */

    unsigned privileges; /* PRIVILEGE_…: for what the verb does with the rows while gathering */
};

#endif
