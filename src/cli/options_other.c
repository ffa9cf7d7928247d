/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Options that select a verb, and options of a single verb. */
#include "option_rows.h"

/* clang-format off */
static const struct option rows[] = {
    {'K', "kill", "close the sockets that the filter chooses",
     .modes = ON_ROWS | ON_COUNTS | ON_SCHEMA, CHOOSES_VERB(CHOSEN_KILL)},
    {'\0', "dry-run", "with -K: close nothing, list what would be", .modes = ON_ROWS | ON_COUNTS, SETS(dry_run, true)},
    {'E', "events", "TCP and UDP sockets as they end, until interrupted",
     .modes = ON_ROWS | ON_SCHEMA, CHOOSES_VERB(CHOSEN_EVENTS), NOT_ON_WINDOWS("Windows does not tell when sockets end")},
    {'\0', "interval", "between two readings, 1 by default", ARGUMENT("SECONDS"),
     .modes = ON_ROWS, TAKES_NUMBER(interval, "seconds", 86400)},
    {'\0', "timeout", "of wait: give up after so many seconds, 60 by default", ARGUMENT("SECONDS"),
     .modes = ON_ROWS, TAKES_NUMBER(timeout, "seconds", 1000000000)},
    {'\0', "gone", "of wait: until no socket matches", .modes = ON_ROWS, SETS(gone, true)},
    {'\0', "by", "of wait and assert: sockets that this process holds", ARGUMENT("PROCESS"), .modes = ON_ROWS, TAKES_TEXT(by)},
    {'\0', "at-least", "of wait and assert: so many sockets, 1 by default", ARGUMENT("N"),
     .modes = ON_ROWS, TAKES_NUMBER(at_least, "sockets", UINT32_MAX)},
    {'\0', "at-most", "of assert: no more sockets", ARGUMENT("N"), .modes = ON_ROWS, TAKES_NUMBER(at_most, "sockets", UINT32_MAX)},
    {'\0', "exactly", "of assert: so many sockets and no more", ARGUMENT("N"),
     .modes = ON_ROWS, TAKES_NUMBER(exactly, "sockets", UINT32_MAX)},
    {'\0', "none", "of assert: no socket", .modes = ON_ROWS, SETS(exactly, 0)},
    {'\0', "quiet", "of wait, assert and doctor: print nothing but errors", .modes = ON_TABLE | ON_RECORDING, SETS(quiet, true)},
    {'\0', "plan", "say where each test of the filter is made", .modes = ON_PLAN, SETS(plan, true)},
    {'\0', "list", "name all topics of explain, or all checks of doctor",
     .modes = ON_TOPICS | ON_RECORDING, SETS(list_topics, true)},
    {'\0', "full", "of explain: all of a topic, not only one screen",
     .modes = ON_TABLE | ON_RECORDING, SETS(full, true)},
    {'\0', "only", "with doctor: apply only these checks", ARGUMENT("CODE[,...]"), .completion = COMPLETE_CHECKS,
     .modes = ON_ROWS, TAKES_TEXT(only)},
    {'\0', "skip", "with doctor: leave these checks out", ARGUMENT("CODE[,...]"), .completion = COMPLETE_CHECKS,
     .modes = ON_ROWS, TAKES_TEXT(skip)},
    {'\0', "no-reuse", "of why: a program that does not set SO_REUSEADDR", .modes = ON_ROWS, SETS(no_reuse, true)},
    {'\0', "try", "of why: ask the kernel by a bind() that it undoes",
     .modes = ON_FORMATS, SETS(try_bind, true)},
    {'\0', "json-schema", "print the JSON Schema of --json",
     OF(ALWAYS), .modes = ON_SCHEMA, SETS(action, ACTION_SCHEMA)},
    {'h', "help", "show this help; after a verb, the help of that verb", ALWAYS, SETS(action, ACTION_HELP)},
    {'V', "version", "show the version", ALWAYS, SETS(action, ACTION_VERSION)},
};
/* clang-format on */

GROUP(options_other, "Other");

static const struct option test_rows[] = {
    {'\0', "no-pushdown", "ask for every socket and judge here",
     CHOOSES,
     SETS(no_pushdown, true)},
};

const struct option_group options_tests = {"For tests", test_rows, COUNT_OF(test_rows), true};
