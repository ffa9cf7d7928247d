/* SPDX-License-Identifier: GPL-2.0-or-later */
/* -s: counts sockets. */
#include <stdlib.h>

#include "ask.h"
#include "host_values.h"
#include "metrics.h"
#include "privilege.h"
#include "summary_table.h"
#include "verb.h"

/* Default number of remote addresses for scripts, without --top. */
#define TOP_USUAL 10

struct counting {
    const struct gathering *gathering;
    const struct run *run;
    enum summary_view view;
    size_t top; /* number of remote addresses */
    struct summary_facts facts;
    uint32_t *place_of; /* by source: index of its namespace in the facts */
    struct column_list by, sums;
    struct groups remotes;
    uint32_t *remote_order;
};

/* Whether the counts cover all sockets of their protocols on this live system. Otherwise the
 * kernel's own counters would describe other sockets. */
static bool is_of_the_kernel(const struct gathering *gathering)
{
    const struct query *query = &gathering->query;

    return gathering->recording == NULL && query->proc_root == NULL && !gathering->scope.chosen &&
           query->families == 0 && query->selection <= SELECT_ALL;
}

/* Returns shared details for sockets without drops, so that a million of them take no memory. */
static const struct socket_detail *share_details(const struct socket *socket)
{
    static const struct memory_detail no_drops = {.have = 1u << MEMORY_DROPS};
    static const struct socket_detail shared = {.memory = &no_drops};
    const struct memory_detail *memory = socket->detail->memory;

    if (!family_is_ip(socket->family) || memory == NULL ||
        (memory->have & 1u << MEMORY_DROPS) == 0 || memory->numbers[MEMORY_DROPS] != 0)
        return NULL;
    return &shared;
}

/* Adds the needs of -s for live tables; a recording contains only what was recorded. */
static void decide_needs(struct gathering *gathering, enum summary_view view)
{
    if (view == SUMMARY_VIEW_PEOPLE || gathering->recording != NULL)
        return;
    gathering->query.need |= NEED_QUEUES | NEED_DETAILS(DETAILS_MEMORY);
    if (gathering->scope.filter.need >> NEED_DETAILS_SHIFT == 0)
        gathering->snapshot.shared_details = share_details;
}

/* Finds the namespaces. A table missing from the snapshot counts as unread, unless the filter
 * excludes it. */
static bool find_places(struct counting *counting, struct error *error)
{
    const struct snapshot *snapshot = &counting->gathering->snapshot;
    const struct request *request = &counting->gathering->scope.request;
    struct summary_facts *facts = &counting->facts;
    uint32_t excluded = 0;

    for (unsigned i = 0; i < PROTOCOL_COUNT; i++)
        if (counting->gathering->recording == NULL && request->states[i] == 0)
            excluded |= request->protocols & PROTOCOL_BIT(i);
    counting->place_of = calloc(snapshot->source_count + 1, sizeof(*counting->place_of));
    facts->places = calloc(snapshot->source_count + 1, sizeof(*facts->places));
    facts->all = calloc(1, sizeof(*facts->all));
    if (counting->place_of == NULL || facts->places == NULL || facts->all == NULL)
        return error_out_of_memory(error);
    for (size_t i = 0; i < snapshot->source_count; i++) {
        const struct source *source = &snapshot->sources[i];
        size_t place = 0;

        while (place < facts->place_count &&
               !source_shares_netns(facts->places[place].source, source))
            place++;
        if (place == facts->place_count)
            facts->place_count++;
        counting->place_of[i] = (uint32_t)place;
        facts->places[place].source = source;
        facts->places[place].protocols |=
            excluded | (PROTOCOL_BIT(source->protocol) & request->protocols);
        facts->protocols |= facts->places[place].protocols;
    }
    facts->protocols |= excluded;
    return true;
}

static bool is_connection(const struct socket *socket)
{
    return family_is_ip(socket->family) && socket_is_connected(socket);
}

static bool count(struct counting *counting, struct error *error)
{
    const struct gathering *gathering = counting->gathering;
    struct summary_facts *facts = &counting->facts;

    for (size_t i = 0; i < gathering->total; i++) {
        const struct socket *socket = snapshot_at(&gathering->snapshot, gathering->rows[i]);

        summary_count(facts->all, socket);
        if (counting->view != SUMMARY_VIEW_PEOPLE)
            summary_count(&facts->places[counting->place_of[socket->source]].counts, socket);
        if (counting->top > 0 && is_connection(socket) &&
            !groups_add(&counting->remotes, gathering->rows[i]))
            return error_out_of_memory(error);
    }
    return true;
}

static bool order_remotes(struct counting *counting, struct error *error)
{
    struct summary_facts *facts = &counting->facts;

    counting->remote_order = groups_sorted(&counting->remotes, &(struct order){.count = 0});
    if (counting->remote_order == NULL)
        return error_out_of_memory(error);
    facts->remotes = &counting->remotes;
    facts->remote_order = counting->remote_order;
    facts->remote_count =
        counting->top < facts->remotes->count ? counting->top : facts->remotes->count;
    return true;
}

/* Reads the kernel's counters. For another namespace they come from a process in it. */
static void read_kernel(const struct counting *counting, struct summary_place *place)
{
    const struct places *places = &counting->gathering->places;
    bool elsewhere = places->all || places->place.outside;
    uint32_t pid = elsewhere ? place->source->netns_pid : 0;

    if (elsewhere && pid == 0)
        return;
    host_sockstat_read(&place->sockstat, pid);
    if (counting->view != SUMMARY_VIEW_PEOPLE)
        host_counters_read(&place->counters, pid);
}

static bool print(struct counting *counting, struct error *error)
{
    struct document document = ask_document(counting->gathering, counting->run);
    struct summary_table table;
    bool done;

    done =
        summary_table_init(&table, &counting->facts, counting->view) || error_out_of_memory(error);
    table.table.metrics = metrics_write;
    done = done && present(&counting->run->presentation, &document, &table.table, error);
    summary_table_free(&table);
    return done;
}

static bool count_and_print(struct counting *counting, struct error *error)
{
    const struct gathering *gathering = counting->gathering;
    struct summary_facts *facts = &counting->facts;

    facts->complete = snapshot_complete(&gathering->snapshot);
    facts->context = gather_context(gathering);
    facts->rows = gathering->rows;
    facts->row_count = gathering->total;
    if (!column_list_parse(&counting->by,
                           counting->view == SUMMARY_VIEW_PEOPLE
                               ? TEXT("protocol,remote_address")
                               : TEXT("protocol,remote_address,netns,netns_name"),
                           error) ||
        !column_list_parse(&counting->sums, TEXT("recv_queue,send_queue"), error))
        return false;
    groups_init(&counting->remotes, &facts->context, &counting->by, &counting->sums);
    if (!find_places(counting, error) || !count(counting, error) || !order_remotes(counting, error))
        return false;
    for (size_t i = 0; i < facts->place_count && is_of_the_kernel(gathering); i++)
        read_kernel(counting, &facts->places[i]);
    return print(counting, error);
}

static bool summarize(struct gathering *gathering, const struct run *run,
                      enum exit_status *status UNUSED, struct error *error)
{
    enum format format = run->presentation.format;
    struct counting counting = {
        .gathering = gathering,
        .run = run,
        .view = format == FORMAT_TABLE      ? SUMMARY_VIEW_PEOPLE
                : format_is_metrics(format) ? SUMMARY_VIEW_METRICS
                                            : SUMMARY_VIEW_SCRIPTS,
    };
    bool done;

    counting.top = run->options->top != OPTIONS_UNSAID    ? (size_t)run->options->top
                   : counting.view == SUMMARY_VIEW_PEOPLE ? 0
                                                          : TOP_USUAL;
    if (!ask_open(gathering, run, error))
        return false;
    decide_needs(gathering, counting.view);
    done = gather_rows(gathering, error) && count_and_print(&counting, error) &&
           present_end(&run->presentation, &gathering->snapshot.notes, error);
    groups_free(&counting.remotes);
    free(counting.remote_order);
    free(counting.place_of);
    free(counting.facts.places);
    free(counting.facts.all);
    return done;
}

const struct verb verb_summary = {
    .name = "-s",
    .chosen = CHOSEN_SUMMARY,
    .usage = "[OPTIONS] [FILTER]",
    .summary = "count sockets by state",
    .takes = OPTIONS_CHOOSE | OPTIONS_TABLE | OPTIONS_JSON | OPTIONS_PLACE | OPTIONS_TREE |
             OPTIONS_READ | OPTIONS_FORMAT,
    .options = "watch summary prometheus openmetrics top",
    .words = COMPLETE_FILTER,
    .names = true,
    .privileges = PRIVILEGE_OWNERS | PRIVILEGE_MARKS,
    .schema = &summary_schema,
    .run = ask_run_verb,
    .work = summarize,
};
