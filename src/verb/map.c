/* SPDX-License-Identifier: GPL-2.0-or-later */
/* --map: who talks to whom. */
#include "ask.h"
#include "graph_table.h"
#include "privilege.h"
#include "terminal.h"
#include "verb.h"

static bool print(const struct gathering *gathering, const struct graph *graph,
                  const struct run *run, struct error *error)
{
    const struct presentation *presentation = &run->presentation;
    struct document document = ask_document(gathering, run);
    struct graph_looks looks = {
        .tree = presentation->format == FORMAT_TABLE,
        .utf8 = terminal_takes_utf8(),
        .resolve = presentation->style.resolve,
    };
    struct graph_table table;
    bool printed;

    printed = (graph_table_init(&table, graph, run->options->limit, looks) ||
               error_out_of_memory(error)) &&
              present(presentation, &document, &table.table, error) &&
              (!table.text->failed || error_out_of_memory(error));
    graph_table_free(&table);
    return printed;
}

/* Explains the arrows to people. */
static void remark_arrows(const struct run *run)
{
    if (run->presentation.format == FORMAT_TABLE && !run->options->no_heading &&
        terminal_is(stdout) && terminal_is(stderr))
        present_remark(&run->presentation,
                       terminal_takes_utf8()
                           ? "→ connects to, ← accepts from, ── direction unknown"
                           : "-> connects to, <- accepts from, -- direction unknown");
}

/* Refuses sockets without IP addresses: they have no ports, and their peers are not resolved. */
static bool has_ip(const struct gathering *gathering, struct error *error)
{
    for (unsigned i = 0; i < PROTOCOL_COUNT; i++)
        if ((gathering->scope.request.protocols & PROTOCOL_BIT(i)) != 0 &&
            (protocol_families((enum protocol)i) & FAMILIES_IP) != 0)
            return true;
    error_set(error, STATUS_USAGE, "--map shows connections between IP addresses only");
    error_remedy(error, "`lsock -xp` shows both ends of unix sockets");
    return false;
}

static bool map(struct gathering *gathering, const struct run *run, enum exit_status *status UNUSED,
                struct error *error)
{
    struct graph graph = {.nodes = NULL};
    bool done;

    if (!ask_open(gathering, run, error) || !has_ip(gathering, error))
        return false;
    gathering->query.limit = QUERY_NO_LIMIT; /* the limit applies to edges, not to sockets */
    gathering->query.need |= NEED_OWNERS | NEED_OWNER_CGROUPS | NEED_PEERS | NEED_LISTENERS;
    if (!gather_rows(gathering, error))
        return false;
    done = graph_make(&graph, &gathering->snapshot, gathering->rows, gathering->count) ||
           error_out_of_memory(error);
    done = done && print(gathering, &graph, run, error) &&
           present_end(&run->presentation, &gathering->snapshot.notes, error);
    if (done && graph.edge_numbers.count > 0)
        remark_arrows(run);
    graph_free(&graph);
    return done;
}

const struct verb verb_map = {
    .name = "--map",
    .chosen = CHOSEN_MAP,
    .usage = "[OPTIONS] [FILTER]",
    .summary = "show who talks to whom",
    .takes = OPTIONS_CHOOSE | OPTIONS_RESOLVE | OPTIONS_LIMIT | OPTIONS_TABLE | OPTIONS_JSON |
             OPTIONS_PLACE | OPTIONS_TREE | OPTIONS_READ,
    .options = "watch map",
    .words = COMPLETE_FILTER,
    .names = true,
    .privileges = PRIVILEGE_OWNERS | PRIVILEGE_MARKS,
    .schema = &graph_schema,
    .run = ask_run_verb,
    .work = map,
};
