/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Options that select a verb, and options of a single verb. */
#include "option_rows.h"

#include "number.h"

#define WATCH_SECONDS_MAX 86400

/* Seconds with up to three decimals, as milliseconds; 0: it is no such number. */
static uint64_t milliseconds_of(struct text text)
{
    struct text decimals = text, whole = text_take_until(&decimals, '.');
    uint64_t seconds = 0, thousandths = 0;

    if ((whole.length > 0 && !number_parse(whole, WATCH_SECONDS_MAX, &seconds)) ||
        (decimals.length > 0 && !number_parse(decimals, 999, &thousandths)) ||
        whole.length + decimals.length == 0 || decimals.length > 3)
        return 0;
    for (size_t i = decimals.length; i < 3; i++)
        thousandths *= 10;
    return seconds * 1000 + thousandths;
}

COMPUTE(watch)
{
    options->watch = argument.bytes == NULL ? 1000 : milliseconds_of(argument);
    if (options->watch >= 100 && options->watch <= WATCH_SECONDS_MAX * UINT64_C(1000))
        return true;
    error_set(error, STATUS_USAGE, "--watch takes a number of seconds, 0.1 to %d",
              WATCH_SECONDS_MAX);
    return error_mark(error, argument, 0, argument.length);
}

/* clang-format off */
static const struct option rows[] = {
    {'K', "kill", "close the sockets that match the filter",
     .modes = ON_ROWS | ON_COUNTS | ON_SCHEMA, CHOOSES_VERB(CHOSEN_KILL)},
    {'\0', "dry-run", "with -K: only list what would be closed", .modes = ON_ROWS | ON_COUNTS, SETS(dry_run, true)},
    {'E', "events", "show TCP and UDP sockets as they are destroyed",
     .modes = ON_ROWS | ON_SCHEMA, CHOOSES_VERB(CHOSEN_EVENTS), NOT_ON_WINDOWS("Windows does not report when sockets end")},
    {'\0', "watch", "redraw the table every second, or every SECONDS", OPTIONAL("SECONDS"),
     .modes = ON_TABLE | ON_JSON | ON_COUNT, COMPUTES(watch)},
    {'\0', "interval", "time between two readings (default 1)", ARGUMENT("SECONDS"),
     .modes = ON_ROWS & ~ON_WATCH, TAKES_NUMBER(interval, "seconds", 86400)},
    {'\0', "timeout", "with wait: give up after SECONDS (default 60)", ARGUMENT("SECONDS"),
     .modes = ON_ROWS, TAKES_NUMBER(timeout, "seconds", 1000000000)},
    {'\0', "gone", "with wait: wait until no socket matches", .modes = ON_ROWS, SETS(gone, true)},
    {'\0', "by", "with wait, assert: only sockets of PROCESS", ARGUMENT("PROCESS"), .modes = ON_ROWS, TAKES_TEXT(by)},
    {'\0', "at-least", "with wait, assert: expect N or more (default 1)", ARGUMENT("N"),
     .modes = ON_ROWS, TAKES_NUMBER(at_least, "sockets", UINT32_MAX)},
    {'\0', "at-most", "with assert: expect at most N sockets", ARGUMENT("N"), .modes = ON_ROWS, TAKES_NUMBER(at_most, "sockets", UINT32_MAX)},
    {'\0', "exactly", "with assert: expect exactly N sockets", ARGUMENT("N"),
     .modes = ON_ROWS, TAKES_NUMBER(exactly, "sockets", UINT32_MAX)},
    {'\0', "none", "with assert: expect no socket", .modes = ON_ROWS, SETS(exactly, 0)},
    {'\0', "quiet", "with wait, assert, doctor: print only errors", .modes = (ON_TABLE | ON_RECORDING) & ~ON_WATCH, SETS(quiet, true)},
    {'\0', "plan", "show which tests the kernel makes; list nothing", .modes = ON_PLAN, SETS(plan, true)},
    {'\0', "list", "explain: list all topics; doctor: list all checks",
     .modes = ON_TOPICS | ON_RECORDING, SETS(list_topics, true)},
    {'\0', "full", "with explain: show all of a topic",
     .modes = ON_TABLE | ON_RECORDING, SETS(full, true)},
    {'\0', "only", "with doctor: run only these checks", ARGUMENT("CODE[,...]"), .completion = COMPLETE_CHECKS,
     .modes = ON_ROWS, TAKES_TEXT(only)},
    {'\0', "skip", "with doctor: skip these checks", ARGUMENT("CODE[,...]"), .completion = COMPLETE_CHECKS,
     .modes = ON_ROWS, TAKES_TEXT(skip)},
    {'\0', "no-reuse", "with why: assume a program without SO_REUSEADDR", .modes = ON_ROWS, SETS(no_reuse, true)},
    {'\0', "try", "with why: ask the kernel with a real bind()",
     .modes = ON_FORMATS, SETS(try_bind, true)},
    {'\0', "json-schema", "print the JSON Schema of --json",
     OF(ALWAYS), .modes = ON_SCHEMA, SETS(action, ACTION_SCHEMA)},
    {'h', "help", "show this help, or the help of a verb", ALWAYS, SETS(action, ACTION_HELP)},
    {'V', "version", "show the version", ALWAYS, SETS(action, ACTION_VERSION)},
};
/* clang-format on */

GROUP(options_other, "Other");

static const struct option test_rows[] = {
    {'\0', "no-pushdown", "read every socket and filter it in this program",
     CHOOSES,
     SETS(no_pushdown, true)},
};

const struct option_group options_tests = {"Testing", test_rows, COUNT_OF(test_rows), true};
