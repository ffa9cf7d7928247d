/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Two listings, each as --read or no option would give it; the options choose on both sides. */
#include "diff_verb.h"

#include <string.h>

#include "complaint.h"
#include "diff_table.h"
#include "listing.h"
#include "number.h"
#include "printing.h"
#include "privilege.h"

/* One side: a listing that differs from the run in where it reads. */
struct diff_listing {
    struct run run;
    struct options options;
    struct listing listing;
};

static bool begin(struct diff_listing *side, const struct run *run, const char *path,
                  struct error *error)
{
    side->options = *run->options;
    side->options.read = path;
    side->options.limited = false; /* of differences, not of sockets */
    side->options.count = false;
    side->run = *run;
    side->run.options = &side->options;
    side->run.words = NULL;
    side->run.word_count = 0;
    return listing_begin(&side->listing, &side->run, error);
}

/* What is live is asked for what the recording has, unless the user chose. */
static void choose_as_recorded(struct options *options, const struct listing *recorded)
{
    const struct snapshot *snapshot = &recorded->snapshot;

    if (options->protocols == 0)
        options->protocols = recall_protocols(snapshot);
    options->processes |= recorded->run->options->processes;
}

static bool gather(struct diff_listing sides[DIFF_SIDES], const struct run *run,
                   struct error *error)
{
    bool now = run->word_count == 1;
    struct options live = *run->options;
    struct run later = *run;

    if (!begin(&sides[DIFF_BEFORE], run, run->words[0].bytes, error) ||
        !listing_gather(&sides[DIFF_BEFORE].listing, error))
        return false;
    if (now)
        choose_as_recorded(&live, &sides[DIFF_BEFORE].listing);
    later.options = &live;
    return begin(&sides[DIFF_AFTER], &later, now ? NULL : run->words[1].bytes, error) &&
           listing_gather(&sides[DIFF_AFTER].listing, error);
}

static void print_count(const struct run *run, size_t count)
{
    char digits[NUMBER_MAX_LENGTH];

    output_text(run->output, (struct text){digits, number_write(digits, count)});
    output_byte(run->output, '\n');
}

static bool has_owners(const struct listing *listing)
{
    return listing->run->options->processes || listing->snapshot.owners.requested;
}

static enum diff_view view_of(const struct run *run, const struct diff_listing sides[DIFF_SIDES])
{
    if (run->options->format != FORMAT_TABLE)
        return DIFF_VIEW_SCRIPTS;
    return has_owners(&sides[DIFF_BEFORE].listing) || has_owners(&sides[DIFF_AFTER].listing)
               ? DIFF_VIEW_OWNERS
               : DIFF_VIEW_PEOPLE;
}

static bool print(const struct run *run, const struct diff_listing sides[DIFF_SIDES],
                  struct diff *diff, struct error *error)
{
    struct column_context contexts[DIFF_SIDES] = {
        listing_columns(&sides[DIFF_BEFORE].listing),
        listing_columns(&sides[DIFF_AFTER].listing),
    };
    struct document before = listing_document(&sides[DIFF_BEFORE].listing);
    struct document document = listing_document(&sides[DIFF_AFTER].listing);
    struct diff_table table;

    document.schema = "lsock-diff/1";
    document.rows_key = "changes";
    document.row_type = "change";
    document.before = &before;
    if (run->options->limited && run->options->limit < diff->count)
        diff->count = (size_t)run->options->limit;
    if (run->options->count) {
        print_count(run, diff->count);
        return true;
    }
    diff_table_init(&table, diff, contexts, view_of(run, sides));
    return print_table(run, &document, &table.table, error);
}

/* Below the table: what both sides have to say is said once. */
static void tell_notes(const struct run *run, const struct diff_listing sides[DIFF_SIDES])
{
    const struct notes *before = &sides[DIFF_BEFORE].listing.snapshot.notes;
    const struct notes *after = &sides[DIFF_AFTER].listing.snapshot.notes;

    if (format_is_json(run->options->format) && !run->options->count)
        return;
    complain_notes(before, run->colour_errors);
    complain_more_notes(after, before, run->colour_errors);
}

static enum exit_status finish(const struct run *run, const struct diff_listing sides[DIFF_SIDES],
                               bool differs, struct error *error)
{
    if (!output_finish(run->output, error))
        return error->status;
    tell_notes(run, sides);
    for (unsigned side = 0; side < DIFF_SIDES; side++)
        if (!snapshot_complete(&sides[side].listing.snapshot))
            return STATUS_FAILED;
    return differs ? STATUS_NO : STATUS_DONE;
}

static enum exit_status compare(const struct run *run, struct diff_listing sides[DIFF_SIDES],
                                struct error *error)
{
    enum exit_status status;
    struct diff_input inputs[DIFF_SIDES];
    struct diff diff = {NULL, 0};
    bool differs;

    if (!gather(sides, run, error))
        return error->status;
    for (unsigned side = 0; side < DIFF_SIDES; side++) {
        const struct listing *listing = &sides[side].listing;

        inputs[side] = (struct diff_input){&listing->snapshot, listing->rows, listing->count};
    }
    if (!diff_make(&diff, inputs)) {
        error_out_of_memory(error);
        status = error->status;
    } else {
        differs = diff.count > 0;
        status =
            print(run, sides, &diff, error) ? finish(run, sides, differs, error) : error->status;
    }
    diff_free(&diff);
    return status;
}

static bool check(const struct run *run, struct error *error)
{
    if (run->word_count == 0) {
        error_set(error, STATUS_USAGE, "a recording is missing: lsock diff A [B]");
        error_remedy(error, "`lsock --record FILE` makes one");
        return false;
    }
    if (run->word_count > 2) {
        error_set(error, STATUS_USAGE, "diff takes two recordings at most");
        error_mark(error, run->words[2], 0, run->words[2].length);
        return false;
    }
    /* As for the options that name files: see command_line.c. */
    return privilege_permits("diff", error);
}

enum exit_status diff_run(const struct run *run, struct error *error)
{
    struct diff_listing sides[DIFF_SIDES];
    enum exit_status status;

    if (!check(run, error))
        return error->status;
    for (unsigned side = 0; side < DIFF_SIDES; side++) {
        memset(&sides[side], 0, sizeof(sides[side]));
        snapshot_init(&sides[side].listing.snapshot);
    }
    status = compare(run, sides, error);
    for (unsigned side = 0; side < DIFF_SIDES; side++)
        listing_free(&sides[side].listing);
    return status;
}
