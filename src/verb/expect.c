/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "expect.h"

#include <stdio.h>

#include "ask.h"
#include "list.h"
#include "number.h"
#include "privilege.h"
#include "shown.h"
#include "verb.h"

/* Linux truncates process names to this length. */
#define NAME_CUT ((size_t)15)

/* Adds --by to the filter: a process id or a name. */
static bool add_holder(struct query *query, struct text by, struct arena *arena,
                       struct error *error)
{
    struct builder out = {0};
    uint64_t pid;

    if (by.length == 0)
        return error_set(error, STATUS_USAGE, "--by takes the name or id of a process");
    if (number_parse(by, UINT32_MAX, &pid)) {
        builder_printf(&out, "pid = %llu", (unsigned long long)pid);
    } else {
        builder_add(&out, TEXT("process = "));
        filter_quote(&out, by);
        if (by.length > NAME_CUT) {
            builder_add(&out, TEXT(" or process = "));
            filter_quote(&out, (struct text){by.bytes, NAME_CUT});
        }
    }
    query->also = arena_copy(arena, builder_text(&out));
    builder_free(&out);
    return query->also.bytes != NULL || error_out_of_memory(error);
}

static bool is_aimed(const struct expectation *expectation, const struct gathering *gathering,
                     struct error *error)
{
    if (gathering->scope.chosen)
        return true;
    error_set(error, STATUS_USAGE, "%s requires a filter", expectation->verb);
    error_remedy(error, "for instance: lsock %s -l :8080", expectation->verb);
    return false;
}

/* Postpones the search for owners until rows are printed: polling does not scan /proc. */
static void put_off_owners(struct expectation *expectation, struct query *query)
{
    static const unsigned owners = NEED_OWNERS | NEED_OWNER_CGROUPS | NEED_OWNER_CONTEXTS |
                                   NEED_SOCKET_CONTEXTS | NEED_OWNER_PATHS | NEED_COMMAND_LINES;
    unsigned need = query->need | column_list_need(&query->asked);

    if (query->recording != NULL || (need & NEED_LATE & ~owners) != 0)
        return;
    expectation->late = need & owners;
    query->need = need & ~owners;
    query->asked.count = 0;
    query->privileges = expectation->late != 0 ? PRIVILEGE_OWNERS : 0;
}

bool expect_open(struct expectation *expectation, struct gathering *gathering,
                 const struct run *run, struct error *error)
{
    const struct options *options = run->options;
    struct query query;

    expectation->verb = verb_title(run->verb);
    expectation->shown = *options;
    expectation->run = *run;
    expectation->run.options = &expectation->shown;
    if ((options->owners & OWNERS_HIDDEN) == 0 && !column_list_replaces(options->columns))
        expectation->shown.owners |= OWNERS_SHOWN;
    if (!ask(&query, run, error) ||
        (options->by.bytes != NULL && !add_holder(&query, options->by, run->arena, error)) ||
        !gather_open(gathering, &query, run->names, run->arena, error) ||
        !is_aimed(expectation, gathering, error) ||
        !shown_choose(&expectation->columns, &expectation->shown, gathering, error))
        return false;
    put_off_owners(expectation, &gathering->query);
    return true;
}

/* Whether the socket ends by itself (TIME-WAIT and the like), unless the filter asks for these
 * states. */
static bool is_passing(const struct gathering *gathering, const struct column_context *context,
                       const struct socket *socket)
{
    static const uint32_t states = STATE_BIT(STATE_TIME_WAIT) | STATE_BIT(STATE_SYN_RECEIVED) |
                                   STATE_BIT(STATE_FIN_WAIT_1) | STATE_BIT(STATE_FIN_WAIT_2) |
                                   STATE_BIT(STATE_CLOSING) | STATE_BIT(STATE_LAST_ACK);
    enum owner_none none = owner_none(socket);

    return none != OWNER_NONE_UNSAID && none != OWNER_NONE_ACCEPT_QUEUE &&
           !filter_names(&gathering->scope.filter, context, socket, states);
}

static void leave_out_passing(struct gathering *gathering)
{
    struct column_context context = gather_context(gathering);
    size_t kept = 0;

    for (size_t i = 0; i < gathering->total; i++)
        if (!is_passing(gathering, &context, snapshot_at(&gathering->snapshot, gathering->rows[i])))
            gathering->rows[kept++] = gathering->rows[i];
    gathering->count = gathering->total = kept;
}

bool expect_read(const struct expectation *expectation, struct gathering *gathering,
                 enum truth *truth, struct error *error)
{
    uint64_t low, high;

    if (!gather_rows(gathering, error))
        return false;
    if (expectation->is_end)
        leave_out_passing(gathering);
    low = gathering->total;
    high = gathering->whole ? low + gathering->undecided : EXPECT_ANY_NUMBER;
    if (low >= expectation->least && high <= expectation->most)
        *truth = TRUTH_YES;
    else if (high < expectation->least || low > expectation->most)
        *truth = TRUTH_NO;
    else
        *truth = TRUTH_UNKNOWN;
    return true;
}

bool expect_print(struct expectation *expectation, struct gathering *gathering, const char *outcome,
                  struct error *error)
{
    const struct run *run = &expectation->run;

    if (gathering->total == 0 && !format_is_json(run->options->format)) {
        if (outcome != NULL)
            present_note(&run->presentation, outcome);
        return true;
    }
    return ask_annotated(gathering, run, error) &&
           gather_late(gathering, expectation->late, error) &&
           list_print(gathering, &expectation->columns, run, outcome, error);
}

void expect_describe(const struct expectation *expectation, char out[EXPECT_ROOM])
{
    unsigned long long least = expectation->least, most = expectation->most;

    if (most == 0)
        snprintf(out, EXPECT_ROOM, "no socket");
    else if (expectation->most == EXPECT_ANY_NUMBER)
        snprintf(out, EXPECT_ROOM, "at least %llu socket%s", least, least == 1 ? "" : "s");
    else if (least == most)
        snprintf(out, EXPECT_ROOM, "%llu socket%s", least, least == 1 ? "" : "s");
    else if (least == 0)
        snprintf(out, EXPECT_ROOM, "at most %llu socket%s", most, most == 1 ? "" : "s");
    else
        snprintf(out, EXPECT_ROOM, "%llu to %llu sockets", least, most);
}

bool expect_is_unknown(const struct expectation *expectation, const struct gathering *gathering,
                       struct error *error)
{
    char expected[EXPECT_ROOM];

    present_notes(&expectation->run.presentation, &gathering->snapshot.notes, NULL);
    expect_describe(expectation, expected);
    return error_set(error, STATUS_FAILED,
                     "cannot tell whether %s matched: found %zu, and others may be missing",
                     expected, gathering->total);
}
