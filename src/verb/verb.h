/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What lsock can do. A verb is a row in a file of its own, and a line of the table in verbs.c. Some
 * are named by the first word, others are chosen by an option.
 */
#ifndef LSOCK_VERB_H
#define LSOCK_VERB_H

#include "completion.h"
#include "run.h"

/* Sets of options. A verb takes whole sets, and options that it names. */
enum {
    OPTIONS_CHOOSE = 1 << 0,    /* which sockets: -t, -l, -F, ... */
    OPTIONS_COMPARE = 1 << 1,   /* what is shown of sockets, also by a comparison: -p, -e, ... */
    OPTIONS_SHOW = 1 << 2,      /* what else a listing shows of them: -i, -m, ... */
    OPTIONS_ORDER = 1 << 3,     /* --sort */
    OPTIONS_LIMIT = 1 << 4,     /* --limit */
    OPTIONS_COUNT = 1 << 5,     /* --count */
    OPTIONS_TABLE = 1 << 6,     /* a table, or CSV: -H, --csv */
    OPTIONS_JSON = 1 << 7,      /* --json */
    OPTIONS_PLACE = 1 << 8,     /* which tables: -N, --backend */
    OPTIONS_TREE = 1 << 9,      /* --proc-root */
    OPTIONS_READ = 1 << 10,     /* --read */
    OPTIONS_RECORD = 1 << 11,   /* --record */
    OPTIONS_FORMAT = 1 << 12,   /* --format */
    OPTIONS_COLUMNS = 1 << 13,  /* --columns */
    OPTIONS_RESOLVE = 1 << 14,  /* -r */
    OPTIONS_ALWAYS = 1 << 15,   /* every verb takes these: --help, ... */
    OPTIONS_READ_TWO = 1 << 16, /* --read a second time */
};

struct gathering;
struct schema;

/* What a verb does with a gathering. *status: how it went if nothing failed; DONE if not set. */
typedef bool gathering_work(struct gathering *gathering, const struct run *run,
                            enum exit_status *status, struct error *error);

struct verb {
    const char *name; /* the word, or the option such as "-K", that chooses it; NULL: the default */
    uint32_t chosen;  /* CHOSEN_…: the options that choose it; 0: a word does */
    const char *usage;     /* what follows the name */
    const char *summary;   /* --help: fits a line */
    uint32_t takes;        /* OPTIONS_… */
    const char *options;   /* names of other options that it takes, separated by blanks, or NULL */
    enum completion words; /* what a shell may offer for each word */
    bool numbers;          /* its words may be negative numbers: `explain solaris -3` */
    bool names;            /* its words may be names of processes, users, …: see bare_names.h */
    size_t recordings;     /* so many words name recordings, and then no table is read */
    unsigned privileges;   /* PRIVILEGE_…: what it may use on live tables */

    const struct schema *schema; /* what it prints as JSON; NULL: nothing */

    /* Refuses what it cannot do, before anything is opened or read. NULL: nothing to refuse. */
    bool (*check)(const struct run *run, struct error *error);

    /*
     * Does it and prints it, the notes included. The status says how it went. If *error is set,
     * main prints it, and its status counts. NULL: help, which the parser makes an action.
     */
    enum exit_status (*run)(const struct run *run, struct error *error);
    gathering_work *work; /* of ask_run_verb */
};

/* The default one first; NULL past the last one. */
const struct verb *verb_at(size_t index);

/* Whether its name is a word. */
bool verb_is_word(const struct verb *verb);

/* For messages: "diff", "-K", "a listing". */
const char *verb_title(const struct verb *verb);

/* Whether it takes an option of these sets and of this name. */
bool verb_takes(const struct verb *verb, uint32_t sets, struct text option);

/* The verb that the first word names, else the one that the options choose. */
const struct verb *verb_find(const struct text *words, size_t count, const struct options *options);

/* Whether the sockets come from recordings; `word_count`: without the verb. */
bool verb_reads_recording(const struct verb *verb, const struct options *options,
                          size_t word_count);

/* PRIVILEGE_…: what the run may use, before the filter is known. */
unsigned verb_privileges(const struct verb *verb, const struct run *run);

extern const struct verb verb_list, verb_summary, verb_group, verb_map, verb_kill, verb_events,
    verb_explain, verb_diff, verb_doctor, verb_why, verb_wait, verb_assert;

#endif
