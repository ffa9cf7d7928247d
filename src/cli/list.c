/* SPDX-License-Identifier: GPL-2.0-or-later */
/* argv -> filter and request -> backend -> filter, first pass -> snapshot -> owners -> filter,
 * final pass -> order -> view. */
#include "list.h"

#include <stdlib.h>
#include <time.h>

#include "backend.h"
#include "clock.h"
#include "column.h"
#include "complaint.h"
#include "document.h"
#include "help.h"
#include "host_facts.h"
#include "network_namespace.h"
#include "number.h"
#include "order.h"
#include "owners.h"
#include "places.h"
#include "recall.h"
#include "record.h"
#include "scope.h"
#include "sentences.h"
#include "socket_table.h"
#include "terminal.h"

struct listing {
    const struct run *run;
    struct scope scope;
    bool undecided;      /* of some row the filter cannot be judged */
    struct text unknown; /* the test in the way, of the first of them */
    struct column_list columns;
    struct order order;
    unsigned owners_need;        /* NEED_OWNERS and more, or 0 */
    struct annotator *annotator; /* what --explain says */
    struct snapshot snapshot;
    const struct recall *recall; /* --read; else NULL */
    struct timespec time;
    uint32_t *rows;      /* in the order of the listing */
    size_t count, total; /* shown; with those beyond --limit */
};

static struct column_context column_context(const struct listing *listing)
{
    const struct options *options = listing->run->options;

    return (struct column_context){
        .snapshot = &listing->snapshot,
        .now = (uint64_t)listing->time.tv_sec * 1000000 + (uint64_t)listing->time.tv_nsec / 1000,
        .names = listing->run->names,
        .dialect = options->format == FORMAT_TABLE ? options->state_names : DIALECT_RFC,
        .annotator = listing->annotator,
    };
}

/* Only what is shown speaks a dialect. */
static struct column_context filter_context(const struct listing *listing)
{
    struct column_context context = column_context(listing);

    context.dialect = DIALECT_RFC;
    return context;
}

static void remember_unknown(struct listing *listing, const struct column_context *columns,
                             const struct socket *row)
{
    if (!listing->undecided)
        listing->unknown = filter_unknown(&listing->scope.filter, columns, row);
    listing->undecided = true;
}

/*
 * The filter, first pass, as the rows come: owners are not looked for yet, and only a definite
 * answer drops a row.
 */
static bool keep_row(struct listing *listing, const struct socket *row)
{
    struct column_context columns = filter_context(listing);
    enum truth truth = filter_judge(&listing->scope.filter, &columns, row);

    if (truth == TRUTH_UNKNOWN)
        remember_unknown(listing, &columns, row);
    return truth == TRUTH_YES || truth == TRUTH_PENDING;
}

static bool keep(void *context, const struct socket *socket)
{
    struct listing *listing = context;
    struct socket row;

    if (listing->scope.filter.asks_columns) {
        row = *socket;
        row.source = (uint16_t)(listing->snapshot.source_count - 1); /* as snapshot_add will */
        socket = &row;
    }
    return keep_row(listing, socket);
}

/* Of a recording, which may hold protocols that nobody asked for. */
static bool keep_recalled(void *context, const struct socket *socket)
{
    struct listing *listing = context;

    return (listing->scope.request.protocols & PROTOCOL_BIT(socket->protocol)) != 0 &&
           keep_row(listing, socket);
}

/* The filter, final pass, over what came late: numbers the rows that are shown. */
static void judge_rows(struct listing *listing)
{
    const struct filter *filter = &listing->scope.filter;
    struct column_context columns = filter_context(listing);

    for (size_t row = 0; row < listing->snapshot.count; row++) {
        enum truth truth = TRUTH_YES;

        if (filter->need != 0)
            truth = filter_judge(filter, &columns, snapshot_at(&listing->snapshot, row));
        if (truth == TRUTH_UNKNOWN || truth == TRUTH_PENDING)
            remember_unknown(listing, &columns, snapshot_at(&listing->snapshot, row));
        if (truth == TRUTH_YES)
            listing->rows[listing->count++] = (uint32_t)row;
    }
}

static void tell_undecided(struct listing *listing)
{
    if (listing->undecided)
        note_add(&listing->snapshot.notes, true, "filter_undecided",
                 "sockets may be missing: of some the system does not say whether they are `%.*s`",
                 (int)(listing->unknown.length < 200 ? listing->unknown.length : 200),
                 listing->unknown.bytes);
}

static unsigned default_columns(enum format format)
{
    switch (format) {
    case FORMAT_TABLE:
        return COLUMN_TABLE;
    case FORMAT_CSV:
        return COLUMN_CORE;
    default:
        return COLUMN_CORE | COLUMN_JSON;
    }
}

static bool is_json(enum format format)
{
    return format == FORMAT_JSON || format == FORMAT_JSON_PRETTY || format == FORMAT_JSON_LINES;
}

/* JSON keeps its core keys, in their order, before those that were chosen. */
static void prepend_core(struct column_list *list)
{
    struct column_list chosen = *list;

    column_list_default(list, COLUMN_CORE, 0);
    for (size_t i = 0; i < chosen.count; i++)
        if (!column_list_has(list, chosen.columns[i]) && list->count < COLUMN_LIST_MAX)
            list->columns[list->count++] = chosen.columns[i];
}

static bool choose_columns(struct listing *listing, struct error *error)
{
    const struct options *options = listing->run->options;

    column_list_default(&listing->columns, default_columns(options->format),
                        options->no_queues ? COLUMN_QUEUE : 0);
    if (options->format == FORMAT_TABLE) {
        places_add_columns(&listing->columns, options);
        owners_add_columns(&listing->columns, options);
    }
    if (options->columns.bytes == NULL)
        return true;
    if (!column_list_parse(&listing->columns, options->columns, error))
        return false;
    if (is_json(options->format))
        prepend_core(&listing->columns);
    return true;
}

/* A table has the sentences below its rows; --count has no rows. */
static void choose_explain(struct listing *listing)
{
    const struct column *explain = column_find(TEXT("explain"));
    struct column_list *list = &listing->columns;

    if (listing->run->options->explain && listing->run->options->format != FORMAT_TABLE &&
        !column_list_has(list, explain) && list->count < COLUMN_LIST_MAX)
        list->columns[list->count++] = explain;
}

static bool choose_order(struct listing *listing, struct error *error)
{
    struct text sort = listing->run->options->sort;

    return sort.bytes == NULL || order_parse(&listing->order, sort, error);
}

/* The core keys of JSON and CSV alone ask for no owners: they say not_requested. */
static void choose_owners(struct listing *listing)
{
    const struct options *options = listing->run->options;
    struct column_list chosen = {.count = 0};
    struct error ignored;
    unsigned need = owners_wanted(options);

    if (listing->recall != NULL)
        return; /* it has them or not */
    if (options->columns.bytes != NULL && column_list_parse(&chosen, options->columns, &ignored))
        need |= column_list_need(&chosen);
    for (size_t i = 0; i < listing->order.count; i++)
        need |= listing->order.keys[i].column->need;
    need |= listing->scope.filter.need;
    listing->owners_need = need;
    listing->scope.request.created = (need & NEED_CREATED) != 0;
    listing->snapshot.owners.requested = (need & NEED_OWNERS) != 0;
}

static bool collect_owners(struct listing *listing, struct error *error)
{
    return (listing->owners_need & NEED_OWNERS) == 0 ||
           owners_collect(listing->run->options, listing->owners_need, &listing->snapshot, error);
}

static bool collect(struct listing *listing, struct error *error)
{
    const struct options *options = listing->run->options;
    bool filtered = listing->scope.filter.root != NULL;
    struct collector collector = {&listing->snapshot, filtered ? keep : NULL, listing};

    if (listing->recall != NULL) {
        snapshot_retain(&listing->snapshot, keep_recalled, listing);
        listing->time = listing->recall->recording.time;
        return snapshot_seal(&listing->snapshot) || error_out_of_memory(error);
    }
    listing->time = clock_now();
    if (!places_collect(options, listing->run->names, &listing->scope.request, &collector, error))
        return false;
    return snapshot_seal(&listing->snapshot) || error_out_of_memory(error);
}

static bool put_in_order(struct listing *listing, struct error *error)
{
    const struct options *options = listing->run->options;
    struct column_context context = column_context(listing);

    listing->rows = calloc(listing->snapshot.count + 1, sizeof(*listing->rows));
    if (listing->rows == NULL)
        return error_out_of_memory(error);
    judge_rows(listing);
    tell_undecided(listing);
    if (!options->count && !order_rows(&listing->order, &context, listing->rows, listing->count))
        return error_out_of_memory(error);
    listing->total = listing->count;
    if (options->limited && options->limit < listing->count)
        listing->count = (size_t)options->limit;
    return true;
}

static void print_count(const struct listing *listing)
{
    char digits[NUMBER_MAX_LENGTH];

    output_text(listing->run->output, (struct text){digits, number_write(digits, listing->count)});
    output_byte(listing->run->output, '\n');
}

static struct document document_of(const struct listing *listing)
{
    struct document document = {
        .schema = "lsock/1",
        .rows_key = "sockets",
        .row_type = "socket",
        .version = LSOCK_VERSION,
        .time = listing->time,
        .snapshot = &listing->snapshot,
    };

    if (listing->recall == NULL) {
        host_read(&document.host);
        return document;
    }
    document.host = listing->recall->recording.host;
    if (listing->recall->recording.version.bytes == NULL)
        document.version = ""; /* it does not say */
    else
        document.version = listing->recall->recording.version.bytes;
    return document;
}

static void print_document(const struct listing *listing, const struct table *table)
{
    static const enum json_mode modes[] = {
        [FORMAT_JSON] = JSON_COMPACT,
        [FORMAT_JSON_PRETTY] = JSON_PRETTY,
        [FORMAT_JSON_LINES] = JSON_LINES,
    };
    struct document document = document_of(listing);

    document_write(&document, table, modes[listing->run->options->format], listing->run->output);
}

static bool print_table(const struct run *run, const struct table *table)
{
    struct text_style style = {
        .colour = run->colour,
        .heading = !run->options->no_heading,
        .width = terminal_columns(stdout),
        .resolve = run->options->resolve ? run->names : NULL,
    };

    if (run->options->format == FORMAT_CSV)
        return table_write_csv(table, style.heading, run->output);
    return table_write_text(table, &style, run->output);
}

static bool print(const struct listing *listing, struct error *error)
{
    const struct run *run = listing->run;
    struct column_context context = column_context(listing);
    struct socket_table table;
    bool whole = true;

    if (run->options->count) {
        print_count(listing);
        return true;
    }
    socket_table_init(&table, &context, &listing->columns, listing->rows, listing->count);
    if (run->options->explain)
        socket_table_explain(&table);
    if (is_json(run->options->format))
        print_document(listing, &table.table);
    else
        whole = print_table(run, &table.table);
    socket_table_free(&table);
    return whole || error_out_of_memory(error);
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

static bool record(const struct listing *listing, struct error *error)
{
    struct document document = document_of(listing);
    struct column_context context = column_context(listing);
    const char *path = listing->run->options->record;

    return path == NULL ||
           record_write(path, &document, &context, listing->rows, listing->total, error);
}

/* Notes stand below the table, so that they are the last thing seen. */
static bool finish(const struct listing *listing, struct error *error)
{
    if (!output_finish(listing->run->output, error))
        return false;
    if (!is_json(listing->run->options->format) || listing->run->options->count)
        complain_notes(&listing->snapshot.notes, listing->run->colour_errors);
    tell_place(listing->run);
    return true;
}

static enum exit_status list_columns(const struct run *run, struct error *error)
{
    struct table table;

    help_columns_table(&table);
    if (!print_table(run, &table))
        error_out_of_memory(error);
    else if (output_finish(run->output, error))
        return STATUS_DONE;
    return error->status;
}

static bool list(struct listing *listing, struct error *error)
{
    if (listing->run->options->list_topics)
        return error_set(error, STATUS_USAGE, "--list goes with explain: lsock explain --list");
    if (!scope_make(&listing->scope, listing->run, error))
        return false;
    if (listing->run->options->plan)
        return scope_explain(&listing->scope, listing->run, error) &&
               output_finish(listing->run->output, error);
    if (!choose_columns(listing, error) || !choose_order(listing, error))
        return false;
    choose_owners(listing);
    choose_explain(listing);
    if (!collect(listing, error) || !collect_owners(listing, error) ||
        !put_in_order(listing, error))
        return false;
    if (listing->recall == NULL)
        owners_tell_hidden(&listing->snapshot, listing->rows, listing->count);
    return print(listing, error) && record(listing, error) && finish(listing, error);
}

enum exit_status list_run(const struct run *run, struct error *error)
{
    struct annotator annotator = {.annotate = sentences_annotate};
    struct listing listing = {.run = run, .annotator = &annotator};
    struct recall recall;
    enum exit_status status;
    bool listed = true;

    if (text_equal(run->options->columns, TEXT("help")))
        return list_columns(run, error);
    snapshot_init(&listing.snapshot);
    if (run->options->read != NULL) {
        listed = recall_read(&recall, run, run->options->read, &listing.snapshot, error);
        listing.run = &recall.run;
        listing.recall = &recall;
    }
    if (!listed || !list(&listing, error))
        status = error->status;
    else
        status = snapshot_complete(&listing.snapshot) ? STATUS_DONE : STATUS_FAILED;
    if (listing.recall != NULL)
        recall_free(&recall);
    free(listing.rows);
    snapshot_free(&listing.snapshot);
    return status;
}
