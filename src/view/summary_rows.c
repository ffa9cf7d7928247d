/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "summary_rows.h"

#include "array.h"

static void add(struct summary_rows *rows, const struct summary_row *row)
{
    struct summary_row *list =
        rows->failed ? NULL : array_grow(rows->list, rows->count, sizeof(*list));

    if (list == NULL) {
        rows->failed = true;
        return;
    }
    rows->list = list;
    list[rows->count++] = *row;
}

/* Whether a protocol without RFC 9293 states has accept queues. */
static bool has_accept_queues(enum protocol protocol)
{
    return protocol == PROTOCOL_UNIX || protocol == PROTOCOL_SCTP || protocol == PROTOCOL_VSOCK ||
           protocol == PROTOCOL_TIPC;
}

static const char *state_word(enum protocol protocol, enum state state)
{
    if (state == STATE_NONE)
        return "unknown";
    if (protocol_has_states(protocol))
        return state_name(state);
    switch (state) {
    case STATE_ESTABLISHED:
        return "connected";
    case STATE_CLOSED:
        return "unconnected";
    case STATE_LISTEN:
        return has_accept_queues(protocol) ? "listening" : NULL;
    default:
        return NULL;
    }
}

const char *summary_names(size_t index)
{
    static const char *const others[] = {"all", "unknown", "unlisted"};
    size_t states = 0;

    while (socket_status_words(states) != NULL)
        states++;
    if (index < COUNT_OF(others))
        return others[index];
    index -= COUNT_OF(others);
    if (index < states)
        return socket_status_words(index);
    index -= states;
    if (index < SOCKSTAT_COUNT)
        return sockstat_infos[index].name;
    index -= SOCKSTAT_COUNT;
    return index < counter_count ? counter_table[index].name : NULL;
}

static bool has_ip(enum protocol protocol)
{
    return (protocol_families(protocol) & FAMILIES_IP) != 0;
}

static struct summary_row state_row(enum protocol protocol, enum state state,
                                    const struct summary_counts *counts)
{
    const struct summary_cell *families = counts->cells[state];
    struct summary_row row = {
        .kind = SUMMARY_STATE,
        .protocol = protocol,
        .name = state_word(protocol, state),
        .by_family = has_ip(protocol),
        .inet = families[FAMILY_INET].sockets,
        .inet6 = families[FAMILY_INET6].sockets,
    };

    for (unsigned family = 0; family < FAMILY_COUNT; family++)
        row.number += families[family].sockets;
    return row;
}

/* Returns the states in the order of rows; the unknown state is last. */
static enum state state_at(unsigned index)
{
    return index + 1 < STATE_COUNT ? (enum state)(index + 1) : STATE_NONE;
}

static void add_protocol(struct summary_rows *rows, enum protocol protocol,
                         const struct summary_counts *counts, enum summary_view view)
{
    struct summary_row total = {
        .kind = SUMMARY_TOTAL, .protocol = protocol, .name = "all", .by_family = has_ip(protocol)};
    size_t first = rows->count;

    add(rows, &total);
    for (unsigned i = 0; i < STATE_COUNT; i++) {
        struct summary_row row = state_row(protocol, state_at(i), counts);

        total.number += row.number;
        total.inet += row.inet;
        total.inet6 += row.inet6;
        if (row.name != NULL &&
            (row.number != 0 || (view != SUMMARY_VIEW_PEOPLE && state_at(i) != STATE_NONE)))
            add(rows, &row);
    }
    if (!rows->failed)
        rows->list[first] = total;
}

static void add_sockets(struct summary_rows *rows, enum protocol protocol,
                        const struct summary_place *place)
{
    struct summary_row row = {
        .kind = SUMMARY_SOCKETS, .protocol = protocol, .source = place->source};

    for (unsigned i = 0; i < STATE_COUNT; i++)
        for (unsigned family = 0; family < FAMILY_COUNT; family++) {
            row.cell = &place->counts.protocols[protocol].cells[state_at(i)][family];
            row.name = state_word(protocol, state_at(i));
            row.family = (enum family)family;
            row.number = row.cell->sockets;
            if (row.number != 0 || (row.name != NULL && state_at(i) != STATE_NONE &&
                                    (protocol_families(protocol) & FAMILY_BIT(family)) != 0))
                add(rows, &row);
        }
}

static void add_sockstat(struct summary_rows *rows, enum sockstat which,
                         const struct summary_place *place, const struct summary_counts *counts)
{
    const struct sockstat_info *info = &sockstat_infos[which];
    const struct sockstat_value *value = &place->sockstat.values[which];
    struct summary_row row = {
        .kind = SUMMARY_KERNEL,
        .protocol = info->protocol,
        .name = info->name,
        .source = info->machine_wide ? NULL : place->source,
        .number = value->number,
        .has_limit = value->have_limit,
        .limit = value->limit,
        .machine_wide = info->machine_wide,
        .is_bytes = info->pages,
    };

    if (!value->have)
        return;
    add(rows, &row);
    if (which != SOCKSTAT_TCP_ALLOCATED || value->number < counts->whole)
        return;
    row.kind = SUMMARY_UNLISTED;
    row.name = "unlisted";
    row.number = value->number - counts->whole;
    add(rows, &row);
}

/* Machine-wide numbers come from the first namespace that has them. */
static void add_kernel(struct summary_rows *rows, enum protocol protocol,
                       const struct summary_facts *facts, enum summary_view view)
{
    bool separate = facts->place_count == 1 || view != SUMMARY_VIEW_PEOPLE;

    for (unsigned i = 0; i < SOCKSTAT_COUNT; i++) {
        bool machine_wide = sockstat_infos[i].machine_wide;
        size_t before = rows->count;

        if (sockstat_infos[i].protocol != protocol || !(separate || machine_wide))
            continue;
        for (size_t k = 0; k < facts->place_count; k++)
            if (!machine_wide || rows->count == before)
                add_sockstat(rows, (enum sockstat)i, &facts->places[k],
                             &facts->all->protocols[protocol]);
    }
}

static void add_counters(struct summary_rows *rows, const struct summary_place *place)
{
    for (size_t i = 0; i < counter_count; i++) {
        const struct summary_row row = {
            .kind = SUMMARY_COUNTER,
            .protocol = PROTOCOL_TCP,
            .name = counter_table[i].name,
            .source = place->source,
            .number = place->counters.values[i].number,
        };

        if (place->counters.values[i].have && counter_grows(&counter_table[i]))
            add(rows, &row);
    }
}

static bool has_dropped(const struct socket *socket)
{
    uint64_t drops;

    return socket_memory(socket, MEMORY_DROPS, &drops) && drops != 0;
}

/* Every UDP client counts as a listener, so these get a row only if they dropped something. */
static bool is_shown(const struct socket *socket)
{
    if (socket_has_accept_queue(socket))
        return (socket->have & (HAVE_ACCEPT_QUEUE | HAVE_ACCEPT_QUEUE_MAX)) != 0;
    return socket_is_listening(socket) && has_dropped(socket);
}

static void add_listeners(struct summary_rows *rows, const struct summary_facts *facts)
{
    const struct snapshot *snapshot = facts->context.snapshot;

    for (size_t i = 0; i < facts->row_count; i++) {
        const struct socket *socket = snapshot_at(snapshot, facts->rows[i]);
        const struct summary_row row = {.kind = SUMMARY_LISTENER,
                                        .protocol = (enum protocol)socket->protocol,
                                        .source = snapshot_source(snapshot, socket),
                                        .socket = socket};

        if (is_shown(socket))
            add(rows, &row);
    }
}

static void add_remotes(struct summary_rows *rows, const struct summary_facts *facts)
{
    const struct snapshot *snapshot = facts->context.snapshot;

    for (size_t i = 0; i < facts->remote_count; i++) {
        uint32_t group = facts->remote_order[i];
        const struct socket *socket = snapshot_at(snapshot, facts->remotes->list[group].row);
        const struct summary_row row = {.kind = SUMMARY_REMOTE,
                                        .protocol = (enum protocol)socket->protocol,
                                        .source = snapshot_source(snapshot, socket),
                                        .group = group};

        add(rows, &row);
    }
}

static void add_for_scripts(struct summary_rows *rows, const struct summary_facts *facts)
{
    for (size_t i = 0; i < facts->place_count; i++)
        for (unsigned protocol = 0; protocol < PROTOCOL_COUNT; protocol++)
            if ((facts->places[i].protocols & PROTOCOL_BIT(protocol)) != 0)
                add_sockets(rows, (enum protocol)protocol, &facts->places[i]);
    add_listeners(rows, facts);
    add_remotes(rows, facts);
    if ((facts->protocols & PROTOCOL_BIT(PROTOCOL_TCP)) != 0)
        for (size_t i = 0; i < facts->place_count; i++)
            add_counters(rows, &facts->places[i]);
}

void summary_rows_make(struct summary_rows *rows, const struct summary_facts *facts,
                       enum summary_view view)
{
    const struct summary_row complete = {.kind = SUMMARY_COMPLETE, .number = facts->complete};

    *rows = (struct summary_rows){.list = NULL};
    for (unsigned i = 0; i < PROTOCOL_COUNT; i++) {
        if ((facts->protocols & PROTOCOL_BIT(i)) == 0)
            continue;
        add_protocol(rows, (enum protocol)i, &facts->all->protocols[i], view);
        add_kernel(rows, (enum protocol)i, facts, view);
    }
    if (view == SUMMARY_VIEW_PEOPLE)
        add_remotes(rows, facts);
    else
        add_for_scripts(rows, facts);
    if (view == SUMMARY_VIEW_METRICS)
        add(rows, &complete);
}
