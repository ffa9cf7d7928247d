/* SPDX-License-Identifier: GPL-2.0-or-later */
/* `lsock assert`: checks whether the expected number of sockets matches. */
#include "expect.h"
#include "list.h"
#include "privilege.h"
#include "verb.h"

static bool is_said(uint64_t number)
{
    return number != OPTIONS_UNSAID;
}

static bool check_assert(const struct run *run, struct error *error)
{
    const struct options *options = run->options;

    if (is_said(options->exactly) && (is_said(options->at_least) || is_said(options->at_most)))
        return error_set(error, STATUS_USAGE,
                         "--none and --exactly contradict --at-least and --at-most");
    return !is_said(options->at_least) || options->at_least <= options->at_most ||
           error_set(error, STATUS_USAGE, "--at-least %llu contradicts --at-most %llu",
                     (unsigned long long)options->at_least, (unsigned long long)options->at_most);
}

/* Returns the expected counts: at least one socket, unless options say otherwise. */
static struct expectation expected(const struct options *options)
{
    struct expectation expectation = {.least = 1, .most = EXPECT_ANY_NUMBER};

    if (is_said(options->exactly))
        expectation.least = expectation.most = options->exactly;
    if (is_said(options->at_most)) {
        expectation.least = 0;
        expectation.most = options->at_most;
    }
    if (is_said(options->at_least))
        expectation.least = options->at_least;
    return expectation;
}

static bool judge(struct expectation *expectation, struct gathering *gathering,
                  enum exit_status *status, struct error *error)
{
    char described[EXPECT_ROOM];
    enum truth truth;

    if (!expect_read(expectation, gathering, &truth, error))
        return false;
    if (truth == TRUTH_UNKNOWN)
        return expect_is_unknown(expectation, gathering, error);
    if (truth == TRUTH_YES)
        *status = STATUS_DONE;
    if (truth == TRUTH_YES || expectation->run.options->quiet)
        return true;
    expect_describe(expectation, described);
    return expect_print(expectation, gathering, NULL, error) &&
           error_set(error, STATUS_NO, "expected %s, found %zu", described, gathering->total);
}

static enum exit_status run_assert(const struct run *run, struct error *error)
{
    struct expectation expectation = expected(run->options);
    struct gathering gathering = {.rows = NULL};
    enum exit_status status = STATUS_NO;

    if (!expect_open(&expectation, &gathering, run, error) ||
        !judge(&expectation, &gathering, &status, error))
        status = error->status;
    gather_close(&gathering);
    return status;
}

const struct verb verb_assert = {
    .name = "assert",
    .usage = "[OPTIONS] FILTER",
    .summary = "check how many sockets match: exit status 0 or 1",
    .takes = OPTIONS_CHOOSE | OPTIONS_COMPARE | OPTIONS_RESOLVE | OPTIONS_COLUMNS | OPTIONS_TABLE |
             OPTIONS_JSON | OPTIONS_PLACE | OPTIONS_TREE | OPTIONS_READ | OPTIONS_FORMAT,
    .options = "none exactly at-least at-most by quiet",
    .words = COMPLETE_FILTER,
    .privileges = PRIVILEGE_OWNERS | PRIVILEGE_MARKS,
    .schema = &list_schema,
    .check = check_assert,
    .run = run_assert,
};
