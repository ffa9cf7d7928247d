/* SPDX-License-Identifier: GPL-2.0-or-later */
/* -K: closes the sockets that the filter selects, and lists them. */
#include <stdio.h>

#include "ask.h"
#include "backend.h"
#include "closing.h"
#include "list.h"
#include "privilege.h"
#include "shown.h"
#include "verb.h"

static bool some_backend_destroys(void)
{
    for (size_t i = 0; i < backend_count; i++)
        if (backends[i]->destroy != NULL)
            return true;
    return false;
}

/* Returns the reason why the options cannot be combined, or NULL. */
static const char *contradiction(const struct options *options)
{
    if (!some_backend_destroys())
        return "-K is not supported on this system";
    if (options->backend != NULL && options->backend->destroy == NULL)
        return "-K is not supported with this --backend: it cannot close sockets";
    if (text_equal(options->netns, TEXT("all")))
        return "-K supports one network namespace at a time: use -N NAME, not --netns all";
    return NULL;
}

static bool check_kill(const struct run *run, struct error *error)
{
    const char *why = contradiction(run->options);

    if (why != NULL)
        return error_set(error, STATUS_USAGE, "%s", why);
    return privilege_permits("-K", error);
}

static bool is_aimed(const struct gathering *gathering, struct error *error)
{
    if (gathering->scope.chosen)
        return true;
    error_set(error, STATUS_USAGE, "-K requires a filter");
    error_remedy(error, "for instance: lsock -K --dry-run dst 192.0.2.7");
    return false;
}

/* Closes the rows. *status: NO if none match, FAILED if some are still open. */
static bool close_rows(struct gathering *gathering, bool dry_run, enum exit_status *status,
                       struct error *error)
{
    bool failed = false;

    if (gathering->count == 0 && snapshot_complete(&gathering->snapshot))
        note_add(&gathering->snapshot.notes, false, "none_matched", "no socket matches the filter");
    closing_spare(gathering);
    *status = gathering->count == 0 ? STATUS_NO : STATUS_DONE;
    if (!dry_run && !closing_run(gathering, &failed, error))
        return false;
    if (failed)
        *status = STATUS_FAILED;
    return true;
}

static bool kill(struct gathering *gathering, const struct run *run, enum exit_status *status,
                 struct error *error)
{
    bool dry_run = run->options->dry_run;
    struct column_list columns;
    char outcome[64];

    if (!ask_open(gathering, run, error) ||
        !shown_choose(&columns, run->options, gathering, error) || !is_aimed(gathering, error))
        return false;
    gathering->query.privileges = PRIVILEGE_DESTROY;
    gathering->query.need |= NEED_CREATED; /* Windows: distinguishes a connection from a later
                                            * one with the same addresses */
    if (!ask_annotated(gathering, run, error) || !gather_rows(gathering, error) ||
        !close_rows(gathering, dry_run, status, error))
        return false;
    snprintf(outcome, sizeof(outcome), "%s %zu socket%s", dry_run ? "would close" : "closed",
             gathering->count, gathering->count == 1 ? "" : "s");
    return list_print(gathering, &columns, run, outcome, error);
}

const struct verb verb_kill = {
    .name = "-K",
    .chosen = CHOSEN_KILL,
    .usage = "[OPTIONS] FILTER",
    .summary = "close the sockets that match the filter",
    .takes = OPTIONS_CHOOSE | OPTIONS_COMPARE | OPTIONS_RESOLVE | OPTIONS_SHOW | OPTIONS_COLUMNS |
             OPTIONS_ORDER | OPTIONS_COUNT | OPTIONS_TABLE | OPTIONS_JSON | OPTIONS_PLACE |
             OPTIONS_RECORD,
    .options = "kill dry-run explain",
    .words = COMPLETE_FILTER,
    .privileges = PRIVILEGE_OWNERS | PRIVILEGE_MARKS | PRIVILEGE_DESTROY,
    .schema = &list_schema,
    .check = check_kill,
    .run = ask_run_verb,
    .work = kill,
};
