/* SPDX-License-Identifier: GPL-2.0-or-later */
/* `lsock wait`: reads the tables until the expected sockets are there. */
#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "expect.h"
#include "follow.h"
#include "interrupt.h"
#include "list.h"
#include "privilege.h"
#include "verb.h"

struct waiting {
    struct expectation expectation;
    struct gathering gathering;
    struct follow follow;
    enum truth truth; /* of the last reading */
    unsigned long long began;
};

static bool check_wait(const struct run *run, struct error *error)
{
    const struct options *options = run->options;

    return !options->gone || options->at_least == OPTIONS_UNSAID ||
           error_set(error, STATUS_USAGE, "--gone contradicts --at-least: no socket may match");
}

static bool look(void *context, struct error *error)
{
    struct waiting *waiting = context;

    waiting->truth = TRUTH_UNKNOWN; /* in case the reading fails */
    if (!expect_read(&waiting->expectation, &waiting->gathering, &waiting->truth, error))
        return false;
    waiting->follow.reached = waiting->truth == TRUTH_YES;
    return true;
}

static void say_time(const struct waiting *waiting, char *out, size_t size)
{
    unsigned long long tenths = (interrupt_clock() - waiting->began) / 100;

    snprintf(out, size, "%llu.%llu s", tenths / 10, tenths % 10);
}

static bool tell(struct waiting *waiting, struct error *error)
{
    size_t total = waiting->gathering.total;
    char outcome[96], time[32];

    if (waiting->expectation.run.options->quiet)
        return true;
    say_time(waiting, time, sizeof(time));
    if (total == 0)
        snprintf(outcome, sizeof(outcome), "no socket matches, after %s", time);
    else
        snprintf(outcome, sizeof(outcome), "%zu socket%s, after %s", total,
                 total == 1 ? " matches" : "s match", time);
    return expect_print(&waiting->expectation, &waiting->gathering, outcome, error);
}

/* Times out: the last reading decides the message. */
static enum exit_status give_up(struct waiting *waiting, struct error *error)
{
    const struct options *options = waiting->expectation.run.options;
    char expected[EXPECT_ROOM];

    if (waiting->follow.passing.status != STATUS_DONE) {
        *error = waiting->follow.passing;
    } else if (waiting->truth == TRUTH_UNKNOWN) {
        expect_is_unknown(&waiting->expectation, &waiting->gathering, error);
    } else if (!options->quiet) {
        expect_describe(&waiting->expectation, expected);
        error_set(error, STATUS_TIMEOUT, "timed out after %llu s: expected %s, found %zu",
                  (unsigned long long)options->timeout, expected, waiting->gathering.total);
    }
    return error->status == STATUS_DONE ? STATUS_TIMEOUT : error->status;
}

static enum exit_status wait_for(struct waiting *waiting, struct error *error)
{
    unsigned long long timeout = waiting->expectation.run.options->timeout * 1000;
    char time[32];

    waiting->began = interrupt_clock();
    switch (follow_until(&waiting->follow, waiting->began + timeout, look, waiting, error)) {
    case FOLLOW_REACHED:
        return tell(waiting, error) ? STATUS_DONE : error->status;
    case FOLLOW_TIMEOUT:
        return give_up(waiting, error);
    case FOLLOW_INTERRUPTED:
        say_time(waiting, time, sizeof(time));
        error_set(error, STATUS_FAILED, "interrupted after %s", time);
        return error->status;
    case FOLLOW_FAILED:
        break;
    }
    return error->status;
}

static enum exit_status run_wait(const struct run *run, struct error *error)
{
    const struct options *options = run->options;
    struct waiting waiting = {
        .expectation = {.least = options->gone                         ? 0
                                 : options->at_least == OPTIONS_UNSAID ? 1
                                                                       : options->at_least,
                        .most = options->gone ? 0 : EXPECT_ANY_NUMBER,
                        .is_end = options->gone},
        .follow = {.interval = FOLLOW_BY_COST},
    };
    enum exit_status status = STATUS_FAILED;

    if (!expect_open(&waiting.expectation, &waiting.gathering, run, error))
        status = error->status;
    else if (!interrupt_begin())
        error_set(error, status, "cannot wait: %s", strerror(errno));
    else
        status = wait_for(&waiting, error);
    gather_close(&waiting.gathering);
    return status;
}

const struct verb verb_wait = {
    .name = "wait",
    .usage = "[OPTIONS] FILTER",
    .summary = "wait until a socket matches, or until none does",
    .takes = OPTIONS_CHOOSE | OPTIONS_COMPARE | OPTIONS_RESOLVE | OPTIONS_COLUMNS | OPTIONS_TABLE |
             OPTIONS_JSON | OPTIONS_PLACE | OPTIONS_TREE,
    .options = "timeout gone at-least by quiet",
    .words = COMPLETE_FILTER,
    .privileges = PRIVILEGE_OWNERS | PRIVILEGE_MARKS,
    .schema = &list_schema,
    .check = check_wait,
    .run = run_wait,
};
