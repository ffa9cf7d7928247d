/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What to gather: which sockets, from where, and what must be known of each. Plain data. */
#ifndef LSOCK_QUERY_H
#define LSOCK_QUERY_H

#include "kinds.h"
#include "order.h"

struct annotator;
struct backend;
struct earlier_reading;
struct importer;

/* Which sockets -a, -l and -B choose. */
enum selection {
    SELECT_DEFAULT, /* none of them was given: all */
    SELECT_ALL,
    SELECT_LISTENING,
    SELECT_BOUND,
};

#define QUERY_NO_LIMIT UINT64_MAX

struct query {
    /* Which sockets. Everything here must hold of each of them. */
    struct kinds kinds;
    uint32_t families; /* FAMILY_BIT; 0: every family */
    enum selection selection;
    const struct text *words; /* a filter; its errors mark these words */
    size_t word_count;
    struct text also;         /* another filter; length 0: none */
    const char *filter_file;  /* has another filter; "-": standard input; NULL: none */
    bool names;               /* words may be names of what exists: processes, users, … */
    struct text *filter_text; /* keeps what the file said: a pipe can be read only once */

    /* Where they are. */
    const char *recording; /* a file in place of the live tables; "-": standard input; NULL */
    const struct importer *importer; /* of the recording; NULL: the one that recognises it */
    struct earlier_reading *earlier; /* gets the earlier reading of one of doctor; NULL: skipped */
    struct text netns; /* which namespace; "all": each of them; empty: this process's own */
    const struct backend *only; /* reads every table; NULL: the best one that works */
    const char *proc_root;      /* a tree like /proc; NULL: /proc */
    bool no_pushdown;           /* ask for every socket and apply the filter here */

    /* What must be known of each. What the filter and the order need is added to it. */
    struct column_list asked;    /* columns that the user chose by name */
    unsigned need;               /* NEED_… of everything else that is shown */
    bool command_lines;          /* chosen by name: lists of processes have them as well */
    bool threads;                /* owners are threads */
    bool no_owners;              /* refuse what needs owners */
    struct annotator *annotator; /* says what a socket's own numbers mean; NULL: not asked for */

    /* Which rows, and in what order. */
    struct order order;
    bool unordered; /* the order does not matter */
    uint64_t limit; /* QUERY_NO_LIMIT: all of them */

    bool record; /* the rows will be written to a file */

    unsigned privileges; /* PRIVILEGE_…: what the verb does to the rows while they are gathered */
};

#endif
