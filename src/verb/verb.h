/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What lsock can do. A verb is a row in a file of its own, and a line of the table in verbs.c. Some
 * are named by the first word, others are chosen by an option.
 */
#ifndef LSOCK_VERB_H
#define LSOCK_VERB_H

#include "completion.h"
#include "mode.h"
#include "run.h"

struct verb {
    enum mode mode;
    const char *name;    /* the word that chooses it; NULL: an option does, or it is the default */
    const char *usage;   /* what follows the name */
    const char *summary; /* --help: fits a line */
    enum completion words; /* what a shell may offer for each word */
    bool numbers;          /* its words may be negative numbers: `explain solaris -3` */
    size_t recordings;     /* so many words name recordings, and then no table is read */
    unsigned privileges;   /* PRIVILEGE_…: what it may use on live tables */

    /* Whether the options choose it; NULL: they do not. */
    bool (*chosen)(const struct options *options);

    /* --json-schema: writes the schema of what it prints as JSON. */
    void (*write_schema)(struct output *output);

    /* Refuses what it cannot do, before anything is opened or read. NULL: nothing to refuse. */
    bool (*check)(const struct run *run, struct error *error);

    /*
     * Does it and prints it, the notes included. The status says how it went. If *error is set,
     * main prints it, and its status counts.
     */
    enum exit_status (*run)(const struct run *run, struct error *error);
};

/* The verbs that have a name, the default one first. */
const struct verb *const *verbs_all(size_t *count);

/* The verb that the first word names, else the one that the options choose. */
const struct verb *verb_find(const struct text *words, size_t count, const struct options *options);

/* PRIVILEGE_…: what the run may use, before the filter is known. */
unsigned verb_privileges(const struct verb *verb, const struct run *run);

extern const struct verb verb_list, verb_summary, verb_kill, verb_events, verb_explain, verb_diff;

#endif
