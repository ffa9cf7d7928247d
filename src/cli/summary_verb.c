/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "summary_verb.h"

#include "complaint.h"
#include "host_values.h"
#include "listing.h"
#include "printing.h"
#include "summary_table.h"

/* Whether every socket of the protocols was asked for, here and now: else what the kernel counts is
 * of others. */
static bool is_of_the_kernel(const struct listing *listing)
{
    const struct options *options = listing->run->options;

    return !listing->recalled && !listing->places.all && options->proc_root == NULL &&
           listing->run->word_count == 0 && options->families == 0 && !options->selection_given;
}

static bool print(const struct listing *listing, struct error *error)
{
    const struct run *run = listing->run;
    bool scripts = run->options->format != FORMAT_TABLE || run->options->openmetrics;
    struct document document = listing_document(listing);
    struct summary_table table;
    uint32_t protocols = listing->scope.request.protocols;
    struct sockstat_values kernel;
    struct summary summary = {0};

    for (size_t i = 0; i < listing->total; i++)
        summary_count(&summary, snapshot_at(&listing->snapshot, listing->rows[i]));
    host_sockstat_read(&kernel);
    if (listing->recalled)
        protocols &= recall_protocols(&listing->snapshot);
    summary_table_init(&table, &summary, protocols, is_of_the_kernel(listing) ? &kernel : NULL,
                       scripts ? SUMMARY_VIEW_SCRIPTS : SUMMARY_VIEW_PEOPLE);
    if (run->options->openmetrics) {
        summary_write_openmetrics(&table, run->output);
        return true;
    }
    document.schema = "lsock-summary/1";
    document.rows_key = "counts";
    document.row_type = "count";
    return print_table(run, &document, &table.table, error);
}

static bool finish(const struct listing *listing, struct error *error)
{
    const struct run *run = listing->run;

    if (!output_finish(run->output, error))
        return false;
    if (!format_is_json(run->options->format) || run->options->openmetrics)
        complain_notes(&listing->snapshot.notes, run->colour_errors);
    return true;
}

enum exit_status summary_run(const struct run *run, struct error *error)
{
    struct listing listing = {.run = run};
    enum exit_status status;

    if (listing_begin(&listing, run, error) && listing_gather(&listing, error) &&
        print(&listing, error) && finish(&listing, error))
        status = snapshot_complete(&listing.snapshot) ? STATUS_DONE : STATUS_FAILED;
    else
        status = error->status;
    listing_free(&listing);
    return status;
}
