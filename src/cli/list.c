/* SPDX-License-Identifier: GPL-2.0-or-later */
/* argv's options -> request -> backend -> snapshot -> order -> view. */
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
#include "socket_table.h"
#include "terminal.h"

struct listing {
    const struct run *run;
    struct request request;
    struct column_list columns;
    struct order order;
    unsigned owners_need; /* NEED_OWNERS and more, or 0 */
    struct snapshot snapshot;
    struct timespec time;
    uint32_t *rows; /* in the order of the listing */
    size_t count;
};

/* UDP has no states of RFC 9293: connected and unconnected take the places that the kernel gives
 * them. */
static uint32_t states_of(enum protocol protocol, enum selection selection)
{
    static const uint32_t tcp[] = {
        [SELECT_ALL] = STATES_ALL | STATE_BIT_BOUND,
        [SELECT_LISTENING] = STATE_BIT(STATE_LISTEN),
        [SELECT_BOUND] = STATE_BIT_BOUND,
    };
    static const uint32_t udp[] = {
        [SELECT_ALL] = STATE_BIT(STATE_ESTABLISHED) | STATE_BIT(STATE_CLOSED),
        [SELECT_LISTENING] = STATE_BIT(STATE_CLOSED),
        [SELECT_BOUND] = 0,
    };

    return protocol == PROTOCOL_TCP ? tcp[selection] : udp[selection];
}

static void make_request(struct request *request, const struct options *options)
{
    *request = (struct request){
        .protocols = options->protocols != 0 ? options->protocols : PROTOCOLS_DEFAULT,
        .families = options->families != 0 ? options->families
                                           : FAMILY_BIT(FAMILY_INET) | FAMILY_BIT(FAMILY_INET6),
        .proc_root = options->proc_root,
    };
    for (unsigned i = 0; i < PROTOCOL_COUNT; i++)
        request->states[i] = states_of((enum protocol)i, options->selection);
}

/* The request as a judgement of single rows: a backend may give more than was asked. */
static bool keep(void *context, const struct socket *socket)
{
    const struct listing *listing = context;
    const struct options *options = listing->run->options;
    uint32_t families = listing->request.families;

    if (options->selection == SELECT_LISTENING && !socket_is_listening(socket))
        return false;
    if (options->selection == SELECT_BOUND && (socket->flags & SOCKET_BOUND) == 0)
        return false;
    for (unsigned family = FAMILY_NONE + 1; family < FAMILY_COUNT; family++)
        if ((families & FAMILY_BIT(family)) != 0 &&
            socket_serves_family(socket, (enum family)family))
            return true;
    return false;
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
    if (options->format == FORMAT_TABLE)
        owners_add_columns(&listing->columns, options);
    if (options->columns.bytes == NULL)
        return true;
    if (!column_list_parse(&listing->columns, options->columns, error))
        return false;
    if (is_json(options->format))
        prepend_core(&listing->columns);
    return true;
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

    if (options->columns.bytes != NULL && column_list_parse(&chosen, options->columns, &ignored))
        need |= column_list_need(&chosen);
    for (size_t i = 0; i < listing->order.count; i++)
        need |= listing->order.keys[i].column->need;
    listing->owners_need = need;
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
    struct collector collector = {&listing->snapshot, keep, listing};
    const struct backend *only = options->backend.length > 0  ? backend_find(options->backend)
                                 : options->proc_root != NULL ? backend_find(TEXT("procfs"))
                                                              : NULL;

    listing->time = clock_now();
    if (!backend_collect(only, &listing->request, &collector, error))
        return false;
    return snapshot_seal(&listing->snapshot) || error_out_of_memory(error);
}

static struct column_context column_context(const struct listing *listing)
{
    const struct options *options = listing->run->options;

    return (struct column_context){
        .snapshot = &listing->snapshot,
        .names = listing->run->names,
        .dialect = options->format == FORMAT_TABLE ? options->state_names : DIALECT_RFC,
    };
}

static bool put_in_order(struct listing *listing, struct error *error)
{
    const struct options *options = listing->run->options;
    struct column_context context = column_context(listing);

    listing->count = listing->snapshot.count;
    listing->rows = calloc(listing->count + 1, sizeof(*listing->rows));
    if (listing->rows == NULL)
        return error_out_of_memory(error);
    for (size_t i = 0; i < listing->count; i++)
        listing->rows[i] = (uint32_t)i;
    if (!options->count && !order_rows(&listing->order, &context, listing->rows, listing->count))
        return error_out_of_memory(error);
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

static void print_document(const struct listing *listing, const struct table *table)
{
    static const enum json_mode modes[] = {
        [FORMAT_JSON] = JSON_COMPACT,
        [FORMAT_JSON_PRETTY] = JSON_PRETTY,
        [FORMAT_JSON_LINES] = JSON_LINES,
    };
    struct document document = {
        .schema = "lsock/1",
        .rows_key = "sockets",
        .row_type = "socket",
        .time = listing->time,
        .snapshot = &listing->snapshot,
    };

    host_read(&document.host);
    document_write(&document, table, modes[listing->run->options->format], listing->run->output);
}

static bool print_table(const struct run *run, const struct table *table)
{
    struct text_style style = {
        .colour = run->colour,
        .heading = !run->options->no_heading,
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

    if (run->options->count) {
        print_count(listing);
        return true;
    }
    socket_table_init(&table, &context, &listing->columns, listing->rows, listing->count);
    if (is_json(run->options->format))
        print_document(listing, &table.table);
    else if (!print_table(run, &table.table))
        return error_out_of_memory(error);
    return true;
}

/* Whoever looks at the sockets of a container should know that they are not the machine's. Only for
 * people: JSON has the namespace in each source. */
static void tell_place(const struct run *run)
{
    if (run->options->format != FORMAT_TABLE || !terminal_is(stderr) ||
        netns_place() != NETNS_OTHER)
        return;
    fprintf(stderr, "%sthis is not the initial network namespace%s\n",
            run->colour_errors ? "\033[2m" : "", run->colour_errors ? "\033[0m" : "");
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

/* TODO of part 3: the words are a filter. */
static bool take_filter(const struct listing *listing, struct error *error)
{
    if (listing->run->word_count == 0)
        return true;
    error_set(error, STATUS_USAGE, "filters are not there yet");
    error_mark(error, listing->run->words[0], 0, listing->run->words[0].length);
    return false;
}

static bool list(struct listing *listing, struct error *error)
{
    const struct options *options = listing->run->options;

    if (options->list_topics)
        return error_set(error, STATUS_USAGE, "--list goes with explain: lsock explain --list");
    make_request(&listing->request, options);
    if (!take_filter(listing, error) || !choose_columns(listing, error) ||
        !choose_order(listing, error))
        return false;
    choose_owners(listing);
    if (!collect(listing, error) || !collect_owners(listing, error) ||
        !put_in_order(listing, error))
        return false;
    owners_tell_hidden(&listing->snapshot, listing->rows, listing->count);
    return print(listing, error) && finish(listing, error);
}

enum exit_status list_run(const struct run *run, struct error *error)
{
    struct listing listing = {.run = run};
    enum exit_status status;

    if (text_equal(run->options->columns, TEXT("help")))
        return list_columns(run, error);
    snapshot_init(&listing.snapshot);
    if (!list(&listing, error))
        status = error->status;
    else
        status = snapshot_complete(&listing.snapshot) ? STATUS_DONE : STATUS_FAILED;
    free(listing.rows);
    snapshot_free(&listing.snapshot);
    return status;
}
