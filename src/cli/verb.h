/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The one table of verbs: the first word that is no option may be one of them. Help, man page and
 * completions are made from it; no filter word may equal a verb.
 */
#ifndef LSOCK_VERB_H
#define LSOCK_VERB_H

#include "option_table.h"
#include "run.h"

struct verb {
    enum mode mode;
    const char *name;      /* NULL: chosen by options */
    const char *usage;     /* what follows the name */
    const char *summary;   /* --help: fits a line */
    enum completion words; /* what a shell may offer for each word */
    bool numbers;          /* its words may be negative numbers: `explain solaris -3` */
    void (*write_schema)(struct output *output); /* --json-schema: of what it prints as JSON */

    /*
     * Does it and prints it, the notes included. The status says how it went; where *error is set,
     * main prints that and its status counts.
     */
    enum exit_status (*run)(const struct run *run, struct error *error);
};

/* Those for help: the default one and those that a word names. */
const struct verb *verbs_all(size_t *count);

/* The verb that the first word names, else the default one. */
const struct verb *verb_find(const struct text *words, size_t count);

/* The verb that words and options choose. */
const struct verb *verb_choose(const struct command_line *line, const struct options *options);

#endif
