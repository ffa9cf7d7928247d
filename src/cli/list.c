/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The listing that was asked for, as it was asked for. */
#include "list.h"

#include "complaint.h"
#include "help.h"
#include "kill.h"
#include "listing.h"
#include "listing_columns.h"
#include "needs.h"
#include "network_namespace.h"
#include "number.h"
#include "printing.h"
#include "privilege.h"
#include "record.h"
#include "sentences.h"
#include "socket_table.h"
#include "terminal.h"

static bool is_without_queues(const struct snapshot *snapshot, const struct socket *socket)
{
    return snapshot_source(snapshot, socket)->dialect == DIALECT_WINDOWS_MIB &&
           (socket->have & (HAVE_RECV_QUEUE | HAVE_SEND_QUEUE)) == 0;
}

/* In --columns, by name or because nothing else is shown than what it names. */
static bool are_queues_chosen(struct text chosen)
{
    struct column_list named = {.count = 0};
    struct error ignored;

    if (chosen.bytes == NULL || column_list_replaces(chosen))
        return chosen.bytes != NULL;
    if (column_list_parse(&named, chosen, &ignored))
        for (size_t i = 0; i < named.count; i++)
            if ((named.columns[i]->flags & COLUMN_QUEUE) != 0)
                return true;
    return false;
}

/* Windows tells queues where somebody has them counted, and hardly anybody has: a table that nobody
 * chose them for needs no two columns that say nothing. */
static void leave_out_unknown_queues(struct column_list *columns, const struct listing *listing)
{
    const struct options *options = listing->run->options;

    if (options->format != FORMAT_TABLE || listing->count == 0 ||
        are_queues_chosen(options->columns))
        return;
    for (size_t i = 0; i < listing->count; i++)
        if (!is_without_queues(&listing->snapshot,
                               snapshot_at(&listing->snapshot, listing->rows[i])))
            return;
    column_list_remove(columns, COLUMN_QUEUE);
}

static void print_count(const struct listing *listing)
{
    char digits[NUMBER_MAX_LENGTH];

    output_text(listing->run->output, (struct text){digits, number_write(digits, listing->count)});
    output_byte(listing->run->output, '\n');
}

static bool print(const struct listing *listing, struct column_list *columns, struct error *error)
{
    const struct run *run = listing->run;
    struct column_context context = listing_columns(listing);
    struct document document;
    struct socket_table table;
    bool printed;

    if (run->options->count) {
        print_count(listing);
        return true;
    }
    leave_out_unknown_queues(columns, listing);
    document = listing_document(listing);
    socket_table_init(&table, &context, columns, listing->rows, listing->count);
    if (run->options->explain)
        socket_table_explain(&table);
    socket_table_add_details(&table, run->options->details);
    printed = print_table(run, &document, &table.table, error);
    socket_table_free(&table);
    return printed;
}

/* Whoever looks at the sockets of a container should know that they are not the machine's. Only for
 * people: JSON has the namespace in each source. */
static void tell_place(const struct run *run)
{
    if (run->options->format != FORMAT_TABLE || run->options->netns.length != 0 ||
        run->options->read != NULL || !terminal_is(stderr) || netns_place() != NETNS_OTHER)
        return;
    fprintf(stderr, "%sthis is not the initial network namespace%s\n",
            run->colour_errors ? "\033[2m" : "", run->colour_errors ? "\033[0m" : "");
}

/* Details that were read, whatever needed them, when the sockets were made, and what costs nothing.
 */
static void choose_recorded(const struct listing *listing, struct column_list *columns)
{
    uint32_t details = listing->scope.request.details | DETAILS_BIT(DETAILS_EXTENDED);

    columns->count = 0;
    if (listing->recalled) {
        recall_add_columns(&listing->recall, columns);
        return;
    }
    if (listing->scope.request.created)
        columns->columns[columns->count++] = column_find(TEXT("created_us"));
    for (unsigned group = DETAILS_NONE + 1; group < DETAILS_GROUP_COUNT; group++)
        if ((details & DETAILS_BIT(group)) != 0)
            column_list_add_group(columns, (enum detail_group)group);
}

static bool record(const struct listing *listing, struct error *error)
{
    struct column_list also;
    struct document document = listing_document(listing);
    struct column_context context = listing_columns(listing);
    const char *path = listing->run->options->record;

    if (path == NULL)
        return true;
    if (!privilege_use(needs_of_record(listing->run->options), error))
        return false;
    choose_recorded(listing, &also);
    return record_write(path, &document, &also, &context, listing->rows, listing->total, error);
}

/* Notes stand below the table, so that they are the last thing seen. */
static bool finish(const struct listing *listing, struct error *error)
{
    const struct options *options = listing->run->options;
    bool written = output_finish(listing->run->output, error);
    bool are_notes_on_stderr = !format_is_json(options->format) || options->count;

    if (options->kill && are_notes_on_stderr)
        kill_report(listing);
    if (!written)
        return false;
    if (are_notes_on_stderr)
        complain_notes(&listing->snapshot.notes, listing->run->colour_errors);
    tell_place(listing->run);
    return true;
}

static enum exit_status list_columns(const struct run *run, struct error *error)
{
    struct text_style style = {.colour = run->colour, .heading = !run->options->no_heading};
    struct table table;

    help_columns_table(&table);
    if (!(run->options->format == FORMAT_CSV ? table_write_csv(&table, style.heading, run->output)
                                             : table_write_text(&table, &style, run->output)))
        error_out_of_memory(error);
    else if (output_finish(run->output, error))
        return STATUS_DONE;
    return error->status;
}

static bool list(struct listing *listing, const struct run *run, enum exit_status *killed,
                 struct error *error)
{
    struct annotator annotator = {.annotate = sentences_annotate};
    struct column_list columns;

    if (!listing_begin(listing, run, error) || !kill_is_aimed(listing, error))
        return false;
    if (run->options->plan)
        return scope_explain(&listing->scope, listing->run, error) &&
               output_finish(run->output, error);
    listing->annotator = &annotator;
    return listing_columns_choose(&columns, listing->run->options, error) &&
           listing_gather(listing, error) && kill_rows(listing, killed, error) &&
           print(listing, &columns, error) && record(listing, error) && finish(listing, error);
}

enum exit_status list_run(const struct run *run, struct error *error)
{
    struct listing listing = {.run = run};
    enum exit_status status, killed = STATUS_DONE;

    if (text_equal(run->options->columns, TEXT("help")))
        return list_columns(run, error);
    if (!list(&listing, run, &killed, error))
        status = error->status;
    else
        status = snapshot_complete(&listing.snapshot) ? killed : STATUS_FAILED;
    listing_free(&listing);
    return status;
}
