/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Options that choose a verb, and those of one verb. */
#include "option_rows.h"

/* clang-format off */
static const struct option rows[] = {
    {.letter = 'K', .name = "kill", .summary = "close the sockets that the filter chooses",
     .modes = ON_ROWS | ON_COUNTS | ON_SCHEMA, CHOOSES_VERB(CHOSEN_KILL)},
    {.name = "dry-run", .summary = "with -K: close nothing, list what would be",
     .modes = ON_ROWS | ON_COUNTS, SETS(dry_run, true)},
    {.letter = 'E', .name = "events", .summary = "TCP and UDP sockets as they end, until interrupted",
     .modes = ON_ROWS | ON_SCHEMA, CHOOSES_VERB(CHOSEN_EVENTS), NOT_ON_WINDOWS("Windows does not tell when sockets end")},
    {.name = "interval", ARGUMENT("SECONDS"), .summary = "of -E and doctor: between two readings, 1 by default",
     .modes = ON_ROWS, TAKES_NUMBER(interval, "seconds", 86400)},
    {.name = "plan", .summary = "say what of the filter runs in the kernel", .modes = ON_PLAN, SETS(plan, true)},
    {.name = "list", .summary = "name all topics of explain, or all checks of doctor",
     .modes = ON_TOPICS | ON_RECORDING, SETS(list_topics, true)},
    {.name = "only", ARGUMENT("CODE[,...]"), .completion = COMPLETE_CHECKS, .summary = "with doctor: apply only these checks",
     .modes = ON_ROWS, TAKES_TEXT(only)},
    {.name = "skip", ARGUMENT("CODE[,...]"), .completion = COMPLETE_CHECKS, .summary = "with doctor: leave these checks out",
     .modes = ON_ROWS, TAKES_TEXT(skip)},
    {.name = "no-reuse", .summary = "of why: a program that does not set SO_REUSEADDR",
     .modes = ON_ROWS, SETS(no_reuse, true)},
    {.name = "try", .summary = "of why: ask the kernel, by a bind() that is undone at once",
     .modes = ON_FORMATS, SETS(try_bind, true)},
    {.name = "json-schema", .summary = "print the JSON Schema of --json",
     OF(ALWAYS), .modes = ON_SCHEMA, SETS(action, ACTION_SCHEMA)},
    {.letter = 'h', .name = "help", .summary = "show this help; after a verb, the help of that verb", ALWAYS, SETS(action, ACTION_HELP)},
    {.letter = 'V', .name = "version", .summary = "show the version", ALWAYS, SETS(action, ACTION_VERSION)},
};
/* clang-format on */

GROUP(options_other, "Other");

static const struct option test_rows[] = {
    {.name = "no-pushdown",
     .summary = "ask for every socket and judge here",
     CHOOSES,
     SETS(no_pushdown, true)},
};

const struct option_group options_tests = {"For tests", test_rows, COUNT_OF(test_rows), true};
