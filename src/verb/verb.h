/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The verbs of lsock. Each is a row in its own file and a line of the table in verbs.c. Some are
 * chosen by the first word, others by an option.
 */
#ifndef LSOCK_VERB_H
#define LSOCK_VERB_H

#include "completion.h"
#include "run.h"

/* Sets of options. A verb takes whole sets, and options that it names. */
enum {
    OPTIONS_CHOOSE = 1 << 0,    /* select sockets: -t, -l, -F, ... */
    OPTIONS_COMPARE = 1 << 1,   /* show more of sockets, also in a comparison: -p, -e, ... */
    OPTIONS_SHOW = 1 << 2,      /* show more of sockets in a listing: -i, -m, ... */
    OPTIONS_ORDER = 1 << 3,     /* --sort */
    OPTIONS_LIMIT = 1 << 4,     /* --limit */
    OPTIONS_COUNT = 1 << 5,     /* --count */
    OPTIONS_TABLE = 1 << 6,     /* a table, or CSV: -H, --csv */
    OPTIONS_JSON = 1 << 7,      /* --json */
    OPTIONS_PLACE = 1 << 8,     /* select tables: -N, --backend */
    OPTIONS_TREE = 1 << 9,      /* --proc-root */
    OPTIONS_READ = 1 << 10,     /* --read */
    OPTIONS_RECORD = 1 << 11,   /* --record */
    OPTIONS_FORMAT = 1 << 12,   /* --format */
    OPTIONS_COLUMNS = 1 << 13,  /* --columns */
    OPTIONS_RESOLVE = 1 << 14,  /* -r */
    OPTIONS_ALWAYS = 1 << 15,   /* accepted by every verb: --help, ... */
    OPTIONS_READ_TWO = 1 << 16, /* --read a second time */
};

struct gathering;
struct schema;

/* What a verb does with a gathering. *status: the result if nothing failed; DONE if not set. */
typedef bool gathering_work(struct gathering *gathering, const struct run *run,
                            enum exit_status *status, struct error *error);

struct verb {
    const char *name;    /* the word or option (such as "-K") that chooses it; NULL: the default */
    uint32_t chosen;     /* CHOSEN_…: the options that choose it; 0: chosen by a word */
    const char *usage;   /* the text after the name */
    const char *summary; /* for --help, must fit on a line */
    uint32_t takes;      /* OPTIONS_… */
    const char *options; /* names of other options that it takes, separated by blanks; or NULL */
    enum completion words; /* what a shell can offer for each word */
    bool numbers;          /* words may be negative numbers: `explain solaris -3` */
    /* Whether options behind this word, the first of the verb's, are words. NULL: never. */
    bool (*is_command)(struct text word);
    bool names;          /* words may be names of processes, users, …: see bare_names.h */
    size_t recordings;   /* this many words at the start name recordings, instead of live tables */
    unsigned privileges; /* PRIVILEGE_…: what it may use for live tables */

    const struct schema *schema; /* of its JSON output; NULL: none */

    /* Refuses invalid input before anything is opened or read. NULL: nothing to check. */
    bool (*check)(const struct run *run, struct error *error);

    /*
     * Runs the verb and prints everything, including notes. Returns the result. If *error is set,
     * main prints it, and its status counts instead. NULL: help, which the parser turns into an
     * action.
     */
    enum exit_status (*run)(const struct run *run, struct error *error);
    gathering_work *work; /* for ask_run_verb */
};

/* Returns the default verb first; NULL past the last one. */
const struct verb *verb_at(size_t index);

/* Whether the verb is chosen by a word. */
bool verb_is_word(const struct verb *verb);

/* Returns the name for messages: "diff", "-K", "a listing". */
const char *verb_title(const struct verb *verb);

/* Whether the verb takes an option of these sets or with this name. */
bool verb_takes(const struct verb *verb, uint32_t sets, struct text option);

/* Returns the verb named by the first word, otherwise the one chosen by the options. */
const struct verb *verb_find(const struct text *words, size_t count, const struct options *options);

/* Whether the sockets come from recordings. `word_count` excludes the verb. */
bool verb_reads_recording(const struct verb *verb, const struct options *options,
                          size_t word_count);

/* Returns PRIVILEGE_…: what the run may use, before the filter is known. */
unsigned verb_privileges(const struct verb *verb, const struct run *run);

extern const struct verb verb_list, verb_summary, verb_group, verb_map, verb_kill, verb_events,
    verb_explain, verb_diff, verb_doctor, verb_why, verb_wait, verb_assert;

#endif
