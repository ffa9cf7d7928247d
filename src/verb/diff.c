/* SPDX-License-Identifier: GPL-2.0-or-later */
/* `lsock diff A [B]`: gathers two sides, from recordings or live tables, and shows the differences.
 * Options that select sockets apply to both sides. */
#include "ask.h"
#include "diff_table.h"
#include "privilege.h"
#include "verb.h"

/* `before` is the other side, or NULL. Live tables are asked for what the recording on the other
 * side has, unless the user selected sockets. */
static bool gather(struct gathering *side, const struct run *run, const struct query *asked,
                   const char *path, const struct gathering *before, struct error *error)
{
    struct query query = *asked;

    query.recording = path;
    query.words = NULL;
    query.word_count = 0;
    query.limit = QUERY_NO_LIMIT; /* the limit applies to changes, not to sockets */
    query.need = NEED_QUEUES;
    if (path == NULL && query.kinds.protocols == 0)
        query.kinds.protocols = recording_protocols(&before->snapshot);
    if (!gather_open(side, &query, run->names, run->arena, error))
        return false;
    if (!ask_check_owners(path == NULL ? before : side, run->options, error))
        return false;
    if (ask_wants_owners(path == NULL ? before : side, run->options))
        side->query.need |= NEED_OWNERS;
    if (format_is_json(run->options->format) && (side->query.need & NEED_OWNERS) != 0)
        side->query.need |= NEED_OWNER_CGROUPS | NEED_OWNER_PATHS;
    return gather_rows(side, error);
}

static enum diff_view view_of(const struct run *run, const struct gathering sides[DIFF_SIDES])
{
    if (run->options->format != FORMAT_TABLE)
        return DIFF_VIEW_SCRIPTS;
    return ((sides[DIFF_BEFORE].need | sides[DIFF_AFTER].need) & NEED_OWNERS) != 0
               ? DIFF_VIEW_OWNERS
               : DIFF_VIEW_PEOPLE;
}

static bool print(const struct run *run, const struct gathering sides[DIFF_SIDES],
                  struct diff *diff, struct error *error)
{
    struct column_context contexts[DIFF_SIDES] = {
        ask_context(&sides[DIFF_BEFORE], run->options),
        ask_context(&sides[DIFF_AFTER], run->options),
    };
    struct document before = ask_document(&sides[DIFF_BEFORE], run);
    struct document document = ask_document(&sides[DIFF_AFTER], run);
    struct diff_table table;

    document.before = &before;
    if (run->options->limit < diff->count)
        diff->count = (size_t)run->options->limit;
    if (run->options->count) {
        present_count(&run->presentation, diff->count);
        return true;
    }
    diff_table_init(&table, diff, contexts, view_of(run, sides));
    return present(&run->presentation, &document, &table.table, error);
}

/* Writes the notes; a note of both sides is written once. */
static bool finish(const struct run *run, const struct gathering sides[DIFF_SIDES],
                   struct error *error)
{
    const struct notes *before = &sides[DIFF_BEFORE].snapshot.notes;

    if (!present_end(&run->presentation, before, error))
        return false;
    if (!format_is_json(run->presentation.format))
        present_notes(&run->presentation, &sides[DIFF_AFTER].snapshot.notes, before);
    return true;
}

static bool compare(const struct run *run, const struct gathering sides[DIFF_SIDES],
                    enum exit_status *status, struct error *error)
{
    struct diff_input inputs[DIFF_SIDES];
    struct diff diff = {NULL, 0};
    bool done;

    for (unsigned side = 0; side < DIFF_SIDES; side++)
        inputs[side] =
            (struct diff_input){&sides[side].snapshot, sides[side].rows, sides[side].count};
    done = diff_make(&diff, inputs) || error_out_of_memory(error);
    *status = diff.count > 0 ? STATUS_NO : STATUS_DONE;
    for (unsigned side = 0; side < DIFF_SIDES; side++)
        if (!snapshot_complete(&sides[side].snapshot))
            *status = STATUS_FAILED;
    done = done && print(run, sides, &diff, error) && finish(run, sides, error);
    diff_free(&diff);
    return done;
}

static bool check_diff(const struct run *run, struct error *error)
{
    if (run->word_count == 0) {
        error_set(error, STATUS_USAGE, "missing recording: lsock diff A [B]");
        error_remedy(error, "`lsock --record FILE` creates one");
        return false;
    }
    if (run->word_count > 2) {
        error_set(error, STATUS_USAGE, "diff takes at most two recordings");
        return error_mark(error, run->words[2], 0, run->words[2].length);
    }
    /* As for options that name files: see command_line.c. */
    return privilege_permits("diff", error);
}

static enum exit_status run_diff(const struct run *run, struct error *error)
{
    struct gathering sides[DIFF_SIDES] = {{.rows = NULL}, {.rows = NULL}};
    const char *second = run->word_count == 2 ? run->words[1].bytes : NULL;
    struct query query;
    enum exit_status status;

    if (!ask(&query, run, error) ||
        !gather(&sides[DIFF_BEFORE], run, &query, run->words[0].bytes, NULL, error) ||
        !gather(&sides[DIFF_AFTER], run, &query, second, &sides[DIFF_BEFORE], error) ||
        !compare(run, sides, &status, error))
        status = error->status;
    for (unsigned side = 0; side < DIFF_SIDES; side++)
        gather_close(&sides[side]);
    return status;
}

const struct verb verb_diff = {
    .name = "diff",
    .usage = "A [B]",
    .summary = "show changes between two recordings, or since one",
    .takes = OPTIONS_CHOOSE | OPTIONS_COMPARE | OPTIONS_RESOLVE | OPTIONS_ORDER | OPTIONS_LIMIT |
             OPTIONS_COUNT | OPTIONS_TABLE | OPTIONS_JSON | OPTIONS_PLACE | OPTIONS_TREE |
             OPTIONS_FORMAT,
    .words = COMPLETE_FILE,
    .recordings = 2,
    .privileges = PRIVILEGE_OWNERS | PRIVILEGE_MARKS,
    .schema = &diff_schema,
    .check = check_diff,
    .run = run_diff,
};
