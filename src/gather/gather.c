/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "gather.h"

#include <stdlib.h>

#include "bare_names.h"
#include "clock.h"
#include "interrupt.h"
#include "needs.h"
#include "owners.h"
#include "peers.h"
#include "privilege.h"

struct column_context gather_context(const struct gathering *gathering)
{
    const struct timespec *time = &gathering->time;

    return (struct column_context){
        .snapshot = &gathering->snapshot,
        .now = (uint64_t)time->tv_sec * 1000000 + (uint64_t)time->tv_nsec / 1000,
        .names = gathering->names,
        .earlier = gathering->rates.index == NULL ? NULL : &gathering->rates,
        .annotator = gathering->query.annotator,
        .dialect = DIALECT_RFC,
        .command_lines = gathering->query.command_lines,
    };
}

static bool wants_peers(const struct gathering *gathering)
{
    return (gathering->need & NEED_PEERS) != 0;
}

/*
 * Windows reports neither the peers of UDP sockets nor v6only. Unless the filter asks for exactly
 * that, a UDP socket is judged by its local address, and an IPv6 socket is not counted as IPv4: its
 * IPv4 part is a row of the IPv4 table.
 */
static enum truth judge(struct gathering *gathering, const struct column_context *context,
                        const struct socket *row, size_t source)
{
    static const uint32_t unreported[] = {HAVE_V6ONLY, HAVE_REMOTE};
    const struct filter *filter = &gathering->scope.filter;
    enum truth truth = filter_judge(filter, context, row);
    struct socket assumed;

    if (truth != TRUTH_UNKNOWN || !dialect_is_windows(gathering->snapshot.sources[source].dialect))
        return truth;
    assumed = *row;
    for (size_t i = 0; i < COUNT_OF(unreported) && truth == TRUTH_UNKNOWN; i++) {
        if (((row->have | gathering->scope.asks) & unreported[i]) != 0)
            continue;
        assumed.have |= unreported[i];
        assumed.flags |= unreported[i] == HAVE_V6ONLY ? SOCKET_V6ONLY : 0;
        truth = filter_judge(filter, context, &assumed);
        gathering->peers_unknown |= truth != TRUTH_UNKNOWN && unreported[i] == HAVE_REMOTE;
    }
    return truth;
}

/* Whether another row needs this row even if the filter rejects it. */
static bool is_needed(const struct gathering *gathering, const struct socket *row)
{
    return (wants_peers(gathering) && peers_may_have(row)) ||
           ((gathering->need & NEED_LISTENERS) != 0 && socket_is_listening(row));
}

/* `source` is passed separately: in the first pass the row has none yet. */
static void remember_unknown(struct gathering *gathering, const struct column_context *context,
                             const struct socket *row, size_t source)
{
    if (!gathering->snapshot.sources[source].undecided)
        gathering->unknown = filter_unknown(&gathering->scope.filter, context, row);
    gathering->snapshot.sources[source].undecided = true;
    gathering->undecided++;
}

/* First pass, before owners are known: keeps rows that match, rows that may match once owners are
 * known, and rows that other rows need. */
static bool may_match(struct gathering *gathering, const struct socket *row, size_t source)
{
    struct column_context context = gather_context(gathering);
    enum truth truth = judge(gathering, &context, row, source);

    if (truth == TRUTH_UNKNOWN)
        remember_unknown(gathering, &context, row, source);
    return truth == TRUTH_YES || truth == TRUTH_PENDING || is_needed(gathering, row);
}

static bool keep(void *context, const struct socket *socket)
{
    struct gathering *gathering = context;
    size_t newest = gathering->snapshot.source_count - 1;
    struct socket row;

    if (gathering->scope.filter.asks_columns) {
        row = *socket;
        row.source = (uint16_t)newest; /* the same as snapshot_add will set */
        socket = &row;
    }
    return may_match(gathering, socket, newest);
}

/* Keeps rows of the requested protocols only: a recording may hold others. */
static bool keep_recorded(void *context, const struct socket *socket)
{
    struct gathering *gathering = context;

    return (gathering->scope.request.protocols & PROTOCOL_BIT(socket->protocol)) != 0 &&
           may_match(gathering, socket, socket->source);
}

/* Final pass, with owners and peers known. */
static void choose_rows(struct gathering *gathering)
{
    const struct filter *filter = &gathering->scope.filter;
    struct column_context context = gather_context(gathering);
    bool judges =
        (filter->need & NEED_LATE) != 0 || (gathering->need & (NEED_PEERS | NEED_LISTENERS)) != 0;

    for (size_t i = 0; i < gathering->snapshot.count; i++) {
        const struct socket *row = snapshot_at(&gathering->snapshot, i);
        enum truth truth = judges ? judge(gathering, &context, row, row->source) : TRUTH_YES;

        if (truth == TRUTH_UNKNOWN || truth == TRUTH_PENDING)
            remember_unknown(gathering, &context, row, row->source);
        if (truth == TRUTH_YES)
            gathering->rows[gathering->count++] = (uint32_t)i;
    }
}

static void note_undecided(struct gathering *gathering)
{
    const struct owners *owners = &gathering->snapshot.owners;
    bool hidden = (gathering->scope.filter.need & NEED_OWNERS) != 0 && owners->partial;
    size_t length = gathering->unknown.length;
    bool undecided = false;
    char reason[256] = "";

    if (hidden && gathering->recording == NULL)
        owners_reason(owners, reason, sizeof(reason));

    for (size_t i = 0; i < gathering->snapshot.source_count; i++)
        undecided |= gathering->snapshot.sources[i].undecided;
    if (undecided)
        note_add(&gathering->snapshot.notes, true, "filter_undecided",
                 "incomplete: for some sockets the system does not report whether `%.*s` "
                 "holds%s%s",
                 (int)(length < 200 ? length : 200), gathering->unknown.bytes,
                 reason[0] == '\0' ? "" : ": ", reason);
    if (gathering->peers_unknown)
        note_add(&gathering->snapshot.notes, false, "peers_unknown",
                 "UDP sockets matched by local address only: Windows does not report their peers");
}

/* A recording needs no collecting: a note names whatever it lacks. */
static bool decide_needs(struct gathering *gathering, struct error *error)
{
    const struct query *query = &gathering->query;
    const struct request *request = &gathering->scope.request;

    gathering->need = needs_decide(query, &gathering->scope);
    if (!query->follows && needs_rate(query) != NULL) {
        error_set(error, STATUS_USAGE, "%s takes two readings of the tables",
                  needs_rate(query)->name);
        error_remedy(error, "--watch reads them again and again");
        return false;
    }
    if (query->no_owners && (gathering->need & NEED_OWNERS) != 0)
        return error_set(
            error, STATUS_USAGE,
            "--no-processes contradicts a filter, column or order that needs processes");
    if (gathering->recording == NULL) {
        gathering->snapshot.owners.requested = (gathering->need & NEED_OWNERS) != 0;
        return true;
    }
    recording_note_missing(gathering->recording, &gathering->snapshot, query, gathering->need);
    if (request->bound_named && (request->states[PROTOCOL_TCP] & STATE_BIT_BOUND) != 0)
        recording_note_bound(&gathering->snapshot);
    return true;
}

/* For the columns that compare two readings. */
static bool index_earlier(struct gathering *gathering, struct error *error)
{
    const struct gathering *earlier = gathering->earlier;

    cookie_index_free(&gathering->index);
    gathering->rates = (struct column_earlier){.index = NULL};
    if (earlier == NULL || needs_rate(&gathering->query) == NULL)
        return true;
    if (!cookie_index_make(&gathering->index, &earlier->snapshot))
        return error_out_of_memory(error);
    gathering->rates = (struct column_earlier){&gathering->index, gathering->clock - earlier->clock};
    return true;
}

bool gather_prepare(struct gathering *gathering, struct error *error)
{
    const struct query *query = &gathering->query;
    unsigned privileges;

    if (!decide_needs(gathering, error))
        return false;
    gathering->time = clock_now();
    gathering->clock = interrupt_clock();
    if (!index_earlier(gathering, error))
        return false;
    privileges = needs_privileges(query, &gathering->scope, gathering->need);
    return privilege_limit(privileges | (query->record ? PRIVILEGE_RECORD : 0), error) &&
           privilege_use(privileges, error);
}

bool gather_tables(const struct gathering *gathering, const struct backend *only,
                   const struct request *request, const struct collector *collector,
                   struct error *error)
{
    struct places places = gathering->places;

    if (only != NULL)
        places.only = only;
    if (!places_collect(&places, request, collector, error))
        return false;
    return snapshot_seal(collector->snapshot) || error_out_of_memory(error);
}

static bool collect_live(struct gathering *gathering, struct error *error)
{
    struct collector collector = {&gathering->snapshot, NULL, gathering};

    if (!gather_prepare(gathering, error))
        return false;
    if (gathering->scope.judges)
        collector.keep = keep;
    return gather_tables(gathering, NULL, &gathering->scope.request, &collector, error);
}

static bool collect_recorded(struct gathering *gathering, struct error *error)
{
    if (!decide_needs(gathering, error))
        return false;
    gathering->time = gathering->recording->time;
    if (!unix_peers_index(&gathering->snapshot))
        return error_out_of_memory(error);
    snapshot_retain(&gathering->snapshot, keep_recorded, gathering);
    return snapshot_seal(&gathering->snapshot) || error_out_of_memory(error);
}

bool gather_owners(const struct gathering *gathering, struct snapshot *snapshot,
                   struct error *error)
{
    if (gathering->recording == NULL && (gathering->need & NEED_OWNERS) != 0 &&
        !owners_collect(&gathering->query, gathering->need, snapshot, error))
        return false;
    return !wants_peers(gathering) || peers_make(snapshot) || error_out_of_memory(error);
}

static bool put_in_order(struct gathering *gathering, struct error *error)
{
    const struct query *query = &gathering->query;
    struct column_context context = gather_context(gathering);

    gathering->rows = calloc(gathering->snapshot.count + 1, sizeof(*gathering->rows));
    if (gathering->rows == NULL)
        return error_out_of_memory(error);
    choose_rows(gathering);
    gathering->whole = snapshot_complete(&gathering->snapshot);
    note_undecided(gathering);
    if (!query->unordered &&
        !order_rows(&query->order, &context, gathering->rows, gathering->count))
        return error_out_of_memory(error);
    gathering->total = gathering->count;
    if (query->limit < gathering->count)
        gathering->count = (size_t)query->limit;
    return true;
}

static void forget_changes(struct gathering *gathering)
{
    diff_free(&gathering->changes);
    gathering->compared = false;
}

static void forget_rows(struct gathering *gathering)
{
    free(gathering->rows);
    gathering->rows = NULL;
    gathering->count = gathering->total = gathering->undecided = 0;
    gathering->peers_unknown = false;
    forget_changes(gathering);
    snapshot_free(&gathering->snapshot);
    snapshot_init(&gathering->snapshot);
}

static void note_hidden(struct gathering *gathering)
{
    if (gathering->recording == NULL)
        owners_note_hidden(&gathering->snapshot, gathering->rows, gathering->count,
                           gathering->query.record);
}

bool gather_late(struct gathering *gathering, unsigned need, struct error *error)
{
    gathering->need |= need;
    gathering->snapshot.owners.requested = (gathering->need & NEED_OWNERS) != 0;
    if (need == 0 || !gather_owners(gathering, &gathering->snapshot, error))
        return need == 0;
    note_hidden(gathering);
    return true;
}

bool gather_rows(struct gathering *gathering, struct error *error)
{
    bool collected;

    if (gathering->held)
        return true;
    if (gathering->recording == NULL &&
        (gathering->rows != NULL || gathering->snapshot.source_count > 0))
        forget_rows(gathering);
    collected = gathering->recording != NULL ? collect_recorded(gathering, error)
                                             : collect_live(gathering, error);

    if (!collected || !gather_owners(gathering, &gathering->snapshot, error) ||
        !put_in_order(gathering, error))
        return false;
    note_hidden(gathering);
    return true;
}

bool gather_compare(struct gathering *gathering, struct error *error)
{
    const struct gathering *earlier = gathering->earlier;
    struct diff_input sides[DIFF_SIDES];

    if (gathering->compared || earlier == NULL)
        return true;
    sides[DIFF_BEFORE] = (struct diff_input){&earlier->snapshot, earlier->rows, earlier->total};
    sides[DIFF_AFTER] = (struct diff_input){&gathering->snapshot, gathering->rows, gathering->total};
    gathering->compared = diff_make(&gathering->changes, sides) || error_out_of_memory(error);
    return gathering->compared;
}

/* Makes the scope; words of the filter may be names. */
static bool make_scope(struct gathering *gathering, struct arena *arena, struct error *error)
{
    const struct query *query = &gathering->query;
    struct scope *scope = &gathering->scope;
    struct bare_names bare = {
        .query = query,
        .system = gathering->names,
        .recording = gathering->recording == NULL ? NULL : &gathering->snapshot,
        .interfaces_are_here = places_are_here(&gathering->places, query),
        .arena = arena,
    };
    bool made;

    bare_names_init(&bare);
    made =
        scope_make(scope, query, gathering->names, query->names ? &bare.names : NULL, arena, error);
    scope->remark = arena_copy(arena, builder_text(&bare.remark));
    bare_names_free(&bare);
    return made;
}

bool gather_open(struct gathering *gathering, const struct query *query, const struct names *names,
                 struct arena *arena, struct error *error)
{
    *gathering = (struct gathering){.query = *query, .names = names};
    snapshot_init(&gathering->snapshot);
    if (query->recording != NULL) {
        gathering->recording = recording_read(query->recording, query->importer, names,
                                              &gathering->snapshot, query->earlier, arena, error);
        if (gathering->recording == NULL)
            return false;
        gathering->names = &gathering->recording->names.names;
    } else if (query->entered != NULL) {
        gathering->places = *query->entered;
    } else if (!places_enter(&gathering->places, query, names, error)) {
        return false;
    }
    return make_scope(gathering, arena, error);
}

void gather_close(struct gathering *gathering)
{
    recording_free(gathering->recording);
    free(gathering->rows);
    forget_changes(gathering);
    cookie_index_free(&gathering->index);
    snapshot_free(&gathering->snapshot);
}
