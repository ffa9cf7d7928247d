/* SPDX-License-Identifier: GPL-2.0-or-later */
/* filter and request -> backend -> filter, first pass -> snapshot -> owners -> filter, final pass
 * -> order. */
#include "listing.h"

#include <stdlib.h>

#include "clock.h"
#include "host_facts.h"
#include "needs.h"
#include "owners.h"
#include "unix_peer.h"
#include "privilege.h"

struct column_context listing_columns(const struct listing *listing)
{
    const struct options *options = listing->run->options;

    return (struct column_context){
        .snapshot = &listing->snapshot,
        .now = (uint64_t)listing->time.tv_sec * 1000000 + (uint64_t)listing->time.tv_nsec / 1000,
        .names = listing->run->names,
        .annotator = listing->annotator,
        .every_owner = (options->details & DETAILS_BIT(DETAILS_EXTENDED)) != 0,
        .dialect = options->format == FORMAT_TABLE ? options->state_names : DIALECT_RFC,
    };
}

struct column_context listing_filter_columns(const struct listing *listing)
{
    struct column_context context = listing_columns(listing);

    context.dialect = DIALECT_RFC;
    return context;
}

/* `source`: of the row, whose own is not set yet in the first pass. */
static void remember_unknown(struct listing *listing, const struct column_context *columns,
                             const struct socket *row, size_t source)
{
    if (!listing->snapshot.sources[source].undecided)
        listing->unknown = filter_unknown(&listing->scope.filter, columns, row);
    listing->snapshot.sources[source].undecided = true;
}

/*
 * The filter, first pass, as the rows come: owners are not looked for yet, and only a definite
 * answer drops a row.
 */
static bool keep_row(struct listing *listing, const struct socket *row, size_t source)
{
    struct column_context columns = listing_filter_columns(listing);
    enum truth truth = filter_judge(&listing->scope.filter, &columns, row);

    if (truth == TRUTH_UNKNOWN)
        remember_unknown(listing, &columns, row, source);
    return truth == TRUTH_YES || truth == TRUTH_PENDING;
}

/* A row that the filter hides may be the other end of one that it shows. */
static bool keep_row_or_peer(struct listing *listing, const struct socket *row, size_t source)
{
    return keep_row(listing, row, source) || (listing->peers && peers_may_have(row));
}

static bool keep(void *context, const struct socket *socket)
{
    struct listing *listing = context;
    size_t newest = listing->snapshot.source_count - 1;
    struct socket row;

    if (listing->scope.filter.asks_columns) {
        row = *socket;
        row.source = (uint16_t)newest; /* as snapshot_add will */
        socket = &row;
    }
    return keep_row_or_peer(listing, socket, newest);
}

/* Of a recording, which may hold protocols that nobody asked for. */
static bool keep_recalled(void *context, const struct socket *socket)
{
    struct listing *listing = context;

    return (listing->scope.request.protocols & PROTOCOL_BIT(socket->protocol)) != 0 &&
           keep_row_or_peer(listing, socket, socket->source);
}

/* The filter, final pass, over what came late: numbers the rows that are shown. */
static void judge_rows(struct listing *listing)
{
    const struct filter *filter = &listing->scope.filter;
    struct column_context columns = listing_filter_columns(listing);

    for (size_t row = 0; row < listing->snapshot.count; row++) {
        const struct socket *socket = snapshot_at(&listing->snapshot, row);
        enum truth truth = TRUTH_YES;

        if ((filter->need & NEED_LATE) != 0 || listing->peers)
            truth = filter_judge(filter, &columns, socket);
        if (truth == TRUTH_UNKNOWN || truth == TRUTH_PENDING)
            remember_unknown(listing, &columns, socket, socket->source);
        if (truth == TRUTH_YES)
            listing->rows[listing->count++] = (uint32_t)row;
    }
}

static void tell_undecided(struct listing *listing)
{
    bool undecided = false;

    for (size_t i = 0; i < listing->snapshot.source_count; i++)
        undecided |= listing->snapshot.sources[i].undecided;
    if (undecided)
        note_add(&listing->snapshot.notes, true, "filter_undecided",
                 "sockets may be missing: of some the system does not say whether they are `%.*s`",
                 (int)(listing->unknown.length < 200 ? listing->unknown.length : 200),
                 listing->unknown.bytes);
}

static bool choose_order(struct listing *listing, struct error *error)
{
    struct text sort = listing->run->options->sort;

    return sort.bytes == NULL || order_parse(&listing->order, sort, error);
}

/* Columns that nobody chose have queues, but for -Q; so have recordings and what explains itself. */
static enum queues_wanted queues_wanted(const struct listing *listing, unsigned need)
{
    const struct options *options = listing->run->options;
    bool chosen = column_list_replaces(options->columns);

    if ((listing->scope.filter.need & NEED_QUEUES) != 0)
        return QUEUES_OF_ALL;
    if ((need & NEED_QUEUES) != 0 || options->record != NULL || options->explain)
        return QUEUES_OF_KEPT;
    return chosen || options->count || options->summary || options->no_queues ? QUEUES_UNWANTED
                                                                              : QUEUES_OF_KEPT;
}

/* Of TCP every connection that there is: any may be the other end of one that is shown. */
static void widen_for_peers(struct listing *listing, unsigned need)
{
    struct request *request = &listing->scope.request;

    listing->peers = (need & NEED_PEERS) != 0;
    if (!listing->peers || (request->protocols & PROTOCOL_BIT(PROTOCOL_TCP)) == 0)
        return;
    listing->scope.judges = true;
    request->states[PROTOCOL_TCP] |= STATES_ALL & ~STATE_BIT(STATE_LISTEN);
    request->families |= FAMILY_BIT(FAMILY_INET) | FAMILY_BIT(FAMILY_INET6);
    request->local = request->remote = (struct request_end){.port = 0};
    request->interface_given = false;
    request->predicate = NULL;
}

/* The core keys of JSON and CSV alone ask for no owners: they say not_requested. */
void listing_choose_needs(struct listing *listing)
{
    const struct options *options = listing->run->options;
    struct column_list chosen = {.count = 0};
    struct error ignored;
    unsigned need = owners_wanted(options);

    if (options->explain)
        need |= column_find(TEXT("explain"))->need;
    if (options->columns.bytes != NULL && !column_list_parse(&chosen, options->columns, &ignored))
        chosen.count = 0; /* that was complained about before */
    for (size_t i = 0; i < listing->order.count && chosen.count < COLUMN_LIST_MAX; i++)
        chosen.columns[chosen.count++] = listing->order.keys[i].column;
    need |= column_list_need(&chosen) | listing->scope.filter.need;
    listing->need = need;
    if (listing->recalled) {
        recall_tell_missing(&listing->recall, &listing->snapshot, &chosen,
                            need | options->details << NEED_DETAILS_SHIFT);
        if (listing->scope.request.bound_named &&
            (listing->scope.request.states[PROTOCOL_TCP] & STATE_BIT_BOUND) != 0)
            recall_tell_bound(&listing->snapshot);
        return; /* it has them or not */
    }
    listing->scope.request.created = (need & NEED_CREATED) != 0;
    listing->scope.request.modules = (need & NEED_OWNER_CGROUPS) != 0;
    listing->scope.request.queues = queues_wanted(listing, need);
    listing->scope.request.details = options->details | (uint32_t)(need >> NEED_DETAILS_SHIFT);
    listing->snapshot.owners.requested = (need & NEED_OWNERS) != 0;
}

/* Now it is known what else is to be given up: all but what this takes, and --record later. */
bool listing_take_privilege(const struct listing *listing, struct error *error)
{
    unsigned needs = needs_of_listing(listing);

    return privilege_limit(needs | needs_of_record(listing->run->options), error) &&
           privilege_use(needs, error);
}

static bool collect_owners(struct listing *listing, struct error *error)
{
    return listing->recalled || (listing->need & NEED_OWNERS) == 0 ||
           owners_collect(listing->run->options, listing->need, &listing->snapshot, error);
}

static bool collect(struct listing *listing, struct error *error)
{
    const struct options *options = listing->run->options;
    struct collector collector = {&listing->snapshot, listing->scope.judges ? keep : NULL, listing};

    if (listing->recalled) {
        if (!unix_peers_index(&listing->snapshot))
            return error_out_of_memory(error);
        snapshot_retain(&listing->snapshot, keep_recalled, listing);
        listing->time = listing->recall.recording.time;
        return snapshot_seal(&listing->snapshot) || error_out_of_memory(error);
    }
    listing->time = clock_now();
    if (!listing_take_privilege(listing, error))
        return false;
    if (!places_collect(&listing->places, options, listing->run->names, &listing->scope.request,
                        &collector, error))
        return false;
    return snapshot_seal(&listing->snapshot) || error_out_of_memory(error);
}

static bool put_in_order(struct listing *listing, struct error *error)
{
    const struct options *options = listing->run->options;
    struct column_context context = listing_columns(listing);

    listing->rows = calloc(listing->snapshot.count + 1, sizeof(*listing->rows));
    if (listing->rows == NULL)
        return error_out_of_memory(error);
    judge_rows(listing);
    tell_undecided(listing);
    if (!options->count && !options->summary &&
        !order_rows(&listing->order, &context, listing->rows, listing->count))
        return error_out_of_memory(error);
    listing->total = listing->count;
    if (options->limited && options->limit < listing->count)
        listing->count = (size_t)options->limit;
    return true;
}

struct document listing_document(const struct listing *listing)
{
    struct document document = {
        .schema = "lsock/1",
        .rows_key = "sockets",
        .row_type = "socket",
        .version = LSOCK_VERSION,
        .time = listing->time,
        .snapshot = &listing->snapshot,
    };

    if (!listing->recalled) {
        host_read(&document.host);
        return document;
    }
    document.host = listing->recall.recording.host;
    if (listing->recall.recording.version.bytes == NULL)
        document.version = ""; /* it does not say */
    else
        document.version = listing->recall.recording.version.bytes;
    return document;
}

bool listing_begin(struct listing *listing, const struct run *run, struct error *error)
{
    *listing = (struct listing){.run = run};
    snapshot_init(&listing->snapshot);
    if (run->options->read != NULL) {
        listing->recalled = true;
        listing->run = &listing->recall.run;
        if (!recall_read(&listing->recall, run, run->options->read, &listing->snapshot, error))
            return false;
    }
    if (!listing->recalled && !places_enter(&listing->places, run->options, run->names, error))
        return false;
    return scope_make(&listing->scope, listing->run, error);
}

bool listing_gather(struct listing *listing, struct error *error)
{
    if (!choose_order(listing, error))
        return false;
    listing_choose_needs(listing);
    widen_for_peers(listing, listing->need);
    if (!collect(listing, error) || !collect_owners(listing, error))
        return false;
    if (listing->peers && !peers_make(&listing->snapshot))
        return error_out_of_memory(error);
    if (!put_in_order(listing, error))
        return false;
    if (!listing->recalled)
        owners_tell_hidden(&listing->snapshot, listing->rows, listing->count,
                           listing->run->options->record != NULL);
    return true;
}

void listing_free(struct listing *listing)
{
    if (listing->recalled)
        recall_free(&listing->recall);
    free(listing->rows);
    snapshot_free(&listing->snapshot);
}
