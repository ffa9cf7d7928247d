/* SPDX-License-Identifier: GPL-2.0-or-later */
/* -s: counts sockets. */
#include "ask.h"
#include "host_values.h"
#include "privilege.h"
#include "summary_table.h"
#include "verb.h"

/* Whether the counts are of every socket of their protocols, here and now. Otherwise the kernel's
 * own counters are about other sockets. */
static bool is_of_the_kernel(const struct gathering *gathering)
{
    const struct query *query = &gathering->query;

    return gathering->recording == NULL && !gathering->places.all && query->proc_root == NULL &&
           query->word_count == 0 && query->families == 0 && query->selection == SELECT_DEFAULT;
}

static bool print(const struct gathering *gathering, const struct run *run, struct error *error)
{
    struct document document = ask_document(gathering);
    struct summary_table table;
    uint32_t protocols = gathering->scope.request.protocols;
    bool of_the_kernel = is_of_the_kernel(gathering);
    struct sockstat_values kernel;
    struct summary summary = {0};

    for (size_t i = 0; i < gathering->total; i++)
        summary_count(&summary, snapshot_at(&gathering->snapshot, gathering->rows[i]));
    if (of_the_kernel)
        host_sockstat_read(&kernel);
    if (gathering->recording != NULL)
        protocols &= recording_protocols(&gathering->snapshot);
    summary_table_init(&table, &summary, protocols, of_the_kernel ? &kernel : NULL,
                       run->options->format == FORMAT_TABLE ? SUMMARY_VIEW_PEOPLE
                                                            : SUMMARY_VIEW_SCRIPTS);
    document.schema = verb_summary.schema;
    document.rows_key = "counts";
    document.row_type = "count";
    return present(&run->presentation, &document, &table.table, error);
}

static bool summarize(struct gathering *gathering, const struct run *run, enum exit_status *status,
                      struct error *error)
{
    (void)status;
    return ask_open(gathering, run, error) && gather_rows(gathering, error) &&
           print(gathering, run, error) &&
           present_end(&run->presentation, &gathering->snapshot.notes, error);
}

static enum exit_status run_summary(const struct run *run, struct error *error)
{
    return ask_run(summarize, run, error);
}

const struct verb verb_summary = {
    .name = "-s",
    .chosen = CHOSEN_SUMMARY,
    .usage = "[OPTIONS] [FILTER]",
    .summary = "count sockets by state",
    .takes = OPTIONS_CHOOSE | OPTIONS_TABLE | OPTIONS_JSON | OPTIONS_PLACE | OPTIONS_TREE |
             OPTIONS_READ | OPTIONS_FORMAT,
    .options = "summary openmetrics",
    .words = COMPLETE_FILTER,
    .names = true,
    .privileges = PRIVILEGE_OWNERS | PRIVILEGE_MARKS,
    .schema = "lsock-summary/1",
    .write_schema = summary_schema_write,
    .run = run_summary,
};
