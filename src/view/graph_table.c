/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "graph_table.h"

#include <assert.h>
#include <stdlib.h>

#include "graph_dot.h"
#include "graph_label.h"
#include "order.h"
#include "protocol.h"
#include "schema.h"

/* What a column shows: a property of the edge, or of the node at one end. */
enum field {
    FIELD_PROTOCOL,
    FIELD_PORT,
    FIELD_CONNECTIONS,
    FIELD_DIRECTED,
    FIELD_KIND,
    FIELD_PROCESS,
    FIELD_NONE,
    FIELD_UNIT,
    FIELD_CONTAINER,
    FIELD_NETNS,
    FIELD_ADDRESS,
};

enum side { SIDE_FROM, SIDE_TO };

struct graph_column {
    enum field field;
    enum side side;
    struct table_column shown;
};

/* clang-format off */
CLOSED_LIST(protocol_words, protocol_names)
CLOSED_LIST(kind_words, graph_kind_names)
CLOSED_LIST(none_words, owner_none_names)

#define END_COLUMNS(side, end, END) \
    {FIELD_KIND, side, {end "_kind", END "-KIND", .words = kind_words, \
        .help = end ": process, none (no process holds the socket), unknown, or host (an address)"}}, \
    {FIELD_PROCESS, side, {end "_process", END "-PROCESS", .help = end ": name of the process"}}, \
    {FIELD_NONE, side, {end "_none", END "-NONE", .words = none_words, \
        .help = end ": why no process holds the socket"}}, \
    {FIELD_UNIT, side, {end "_unit", END "-UNIT", .help = end ": systemd unit or Windows services of the process"}}, \
    {FIELD_CONTAINER, side, {end "_container", END "-CONTAINER", .help = end ": container of the process"}}, \
    {FIELD_NETNS, side, {end "_netns", END "-NETNS", TABLE_NUMBER, \
        .help = end ": inode of the network namespace of the socket"}}, \
    {FIELD_ADDRESS, side, {end "_address", END "-ADDRESS", .type = VALUE_ADDRESS, \
        .help = end ": address of the host, or of the socket if its process is unknown"}}

static const struct graph_column graph_columns[] = {
    {FIELD_PROTOCOL, SIDE_TO, {"protocol", "PROTO", .words = protocol_words, .help = PROTOCOL_LIST}},
    {FIELD_PORT, SIDE_TO, {"port", "PORT", TABLE_NUMBER,
        .help = "port of `to`; if the direction is unknown, the lower port"}},
    {FIELD_CONNECTIONS, SIDE_TO, {"connections", "CONNECTIONS", TABLE_NUMBER,
        .help = "number of connections"}},
    {FIELD_DIRECTED, SIDE_TO, {"directed", "DIRECTED", .type = VALUE_BOOL,
        .help = "true: a listener shows that `from` connected to `to`; false: unknown"}},
    END_COLUMNS(SIDE_FROM, "from", "FROM"),
    END_COLUMNS(SIDE_TO, "to", "TO"),
};

static const struct table_column tree_columns[] = {
    {"", .title = "WHO"},
    {"", .title = "PORT", .right = true},
    {"", .title = "PROTO"},
    {"", .title = "CONNECTIONS", .right = true},
};
/* clang-format on */

static_assert(COUNT_OF(graph_columns) == GRAPH_COLUMNS, "all of them");

enum tree_column { TREE_WHO, TREE_PORT, TREE_PROTOCOL, TREE_CONNECTIONS };

#define NO_EDGE UINT32_MAX

/* A line of the tree: a process, or an edge below it. */
struct graph_row {
    uint32_t node;
    uint32_t edge; /* NO_EDGE: the line of the process itself */
    bool last;     /* last edge of the process */
};

static void set_text(struct value *value, struct text text)
{
    value->type = VALUE_TEXT;
    value->text = text;
    if (text.bytes == NULL)
        value->presence = VALUE_ABSENT;
}

static void set_number(struct value *value, uint64_t number)
{
    value->type = VALUE_NUMBER;
    value->number = number;
}

static void node_cell(const struct graph_node *node, enum field field, struct value *value)
{
    switch (field) {
    case FIELD_KIND:
        set_text(value, text_of(graph_kind_names[node->kind]));
        break;
    case FIELD_PROCESS:
        set_text(value, node->process);
        break;
    case FIELD_NONE:
        set_text(value, node->kind == GRAPH_NOBODY ? text_of(owner_none_names[node->none])
                                                   : text_of(NULL));
        break;
    case FIELD_UNIT:
        set_text(value, node->unit);
        break;
    case FIELD_CONTAINER:
        set_text(value, node->container);
        break;
    case FIELD_NETNS:
        set_number(value, node->source == NULL ? 0 : node->source->netns);
        if (value->number == 0)
            value->presence = node->source == NULL ? VALUE_ABSENT : VALUE_UNKNOWN;
        break;
    default:
        value->type = VALUE_ADDRESS;
        value->endpoint.address = node->address;
        value->endpoint.family = (uint8_t)node->family;
        if (node->family == FAMILY_NONE)
            value->presence = VALUE_ABSENT;
    }
}

/* Cells for scripts. */
static void cell(const void *context, size_t row, size_t column, struct value *value)
{
    const struct graph_table *table = context;
    const struct graph_edge *edge = &table->graph->edges[table->edges[row]];
    const struct graph_column *shown = &graph_columns[column];

    *value = (struct value){.presence = VALUE_KNOWN};
    switch (shown->field) {
    case FIELD_PROTOCOL:
        set_text(value, text_of(protocol_names[edge->protocol]));
        break;
    case FIELD_PORT:
        set_number(value, edge->port);
        value->presence = edge->port == 0 ? VALUE_ABSENT : VALUE_KNOWN;
        break;
    case FIELD_CONNECTIONS:
        set_number(value, edge->connections);
        break;
    case FIELD_DIRECTED:
        value->type = VALUE_BOOL;
        value->boolean = edge->directed;
        break;
    default:
        node_cell(&table->graph->nodes[shown->side == SIDE_FROM ? edge->from : edge->to],
                  shown->field, value);
    }
}

/* Returns the branch of the tree, with an arrow for the direction of the connection. */
static const char *branch(const struct graph_table *table, const struct graph_row *row)
{
    static const char *const branches[2][2][3] = {
        {{"|-- ", "|-> ", "|<- "}, {"`-- ", "`-> ", "`<- "}},
        {{"├── ", "├─→ ", "├─← "}, {"└── ", "└─→ ", "└─← "}},
    };
    const struct graph_edge *edge = &table->graph->edges[row->edge];
    unsigned way = !edge->directed ? 0 : edge->from == row->node ? 1 : 2;

    return branches[table->utf8][row->last][way];
}

static void who_cell(const struct graph_table *table, const struct graph_row *row,
                     struct value *value)
{
    const struct graph *graph = table->graph;
    const struct graph_node *node = &graph->nodes[row->node];

    builder_clear(table->text);
    if (row->edge != NO_EDGE) {
        const struct graph_edge *edge = &graph->edges[row->edge];

        builder_add(table->text, text_of(branch(table, row)));
        node = &graph->nodes[edge->from == row->node ? edge->to : edge->from];
    } else {
        value->role = ROLE_HEADING;
    }
    if (node->kind == GRAPH_NOBODY || node->kind == GRAPH_UNKNOWN)
        value->role = ROLE_DIM;
    graph_add_label(table->text, graph, node, table->resolve);
    set_text(value, builder_text(table->text));
}

static void tree_cell(const void *context, size_t row, size_t column, struct value *value)
{
    const struct graph_table *table = context;
    const struct graph_row *shown = &table->rows[row];
    const struct graph_edge *edge =
        shown->edge == NO_EDGE ? NULL : &table->graph->edges[shown->edge];

    *value = (struct value){.presence = VALUE_KNOWN};
    if (column == TREE_WHO)
        who_cell(table, shown, value);
    else if (column == TREE_CONNECTIONS)
        set_number(value,
                   edge == NULL ? table->graph->nodes[shown->node].connections : edge->connections);
    else if (edge == NULL || (column == TREE_PORT && edge->port == 0))
        value->presence = VALUE_ABSENT;
    else if (column == TREE_PORT)
        set_number(value, edge->port);
    else
        set_text(value, text_of(protocol_names[edge->protocol]));
}

/* Sort keys of edges and nodes, in order of priority. */
enum key { KEY_KIND, KEY_CONNECTIONS, KEY_FROM, KEY_TO, KEY_PORT, KEY_PROTOCOL, KEY_COUNT };

static const struct order by_connections = {.keys = {[KEY_CONNECTIONS] = {NULL, true}},
                                            .count = KEY_COUNT};

static void set_label(const struct graph_table *table, uint32_t node, struct value *value)
{
    builder_clear(table->text);
    graph_add_label(table->text, table->graph, &table->graph->nodes[node], NULL);
    set_text(value, builder_text(table->text));
}

static void edge_key(const void *context, uint32_t row, size_t key, struct value *value)
{
    const struct graph_table *table = context;
    const struct graph_edge *edge = &table->graph->edges[row];

    *value = (struct value){.presence = key == KEY_KIND ? VALUE_ABSENT : VALUE_KNOWN};
    if (key == KEY_CONNECTIONS)
        set_number(value, edge->connections);
    else if (key == KEY_FROM || key == KEY_TO)
        set_label(table, key == KEY_FROM ? edge->from : edge->to, value);
    else
        set_number(value, key == KEY_PORT ? edge->port : edge->protocol);
}

/* Nodes without a process come last. */
static void node_key(const void *context, uint32_t row, size_t key, struct value *value)
{
    const struct graph_table *table = context;

    *value = (struct value){.presence = VALUE_KNOWN};
    if (key == KEY_KIND)
        set_number(value, table->graph->nodes[row].kind);
    else if (key == KEY_CONNECTIONS)
        set_number(value, table->graph->nodes[row].connections);
    else if (key == KEY_FROM)
        set_label(table, row, value);
    else
        value->presence = VALUE_ABSENT;
}

static bool is_local(const struct graph_table *table, uint32_t node)
{
    return table->graph->nodes[node].kind != GRAPH_HOST;
}

/* Adds the edge below a process; `next` has the next free row of each process. */
static void add_branch(struct graph_table *table, size_t *next, uint32_t node, uint32_t edge)
{
    if (is_local(table, node))
        table->rows[next[node]++] = (struct graph_row){.node = node, .edge = edge};
}

/* `below`: number of edges below each node; reused for the next free row. */
static void fill_tree(struct graph_table *table, const uint32_t *nodes, size_t *below)
{
    const struct graph *graph = table->graph;
    size_t row = 0;

    for (size_t i = 0; i < graph->node_numbers.count; i++) {
        uint32_t node = nodes[i];
        size_t count = below[node];

        if (count == 0)
            continue;
        table->rows[row] = (struct graph_row){.node = node, .edge = NO_EDGE};
        below[node] = row + 1;
        row += 1 + count;
    }
    for (size_t i = 0; i < table->edge_count; i++) {
        const struct graph_edge *edge = &graph->edges[table->edges[i]];

        add_branch(table, below, edge->from, table->edges[i]);
        if (edge->to != edge->from)
            add_branch(table, below, edge->to, table->edges[i]);
    }
    for (size_t i = 0; i < row; i++)
        table->rows[i].last = i + 1 == row || table->rows[i + 1].edge == NO_EDGE;
    table->table.row_count = row;
}

static bool make_tree(struct graph_table *table)
{
    const struct graph *graph = table->graph;
    size_t *below = calloc(graph->node_numbers.count + 1, sizeof(*below)), rows = 0;
    uint32_t *nodes = order_numbers(&by_connections, node_key, table, graph->node_numbers.count);

    for (size_t i = 0; below != NULL && i < table->edge_count; i++) {
        const struct graph_edge *edge = &graph->edges[table->edges[i]];

        below[edge->from] += is_local(table, edge->from);
        below[edge->to] += is_local(table, edge->to) && edge->to != edge->from;
    }
    for (size_t i = 0; below != NULL && i < graph->node_numbers.count; i++)
        rows += below[i] == 0 ? 0 : 1 + below[i];
    table->rows = calloc(rows + 1, sizeof(*table->rows));
    if (below != NULL && nodes != NULL && table->rows != NULL)
        fill_tree(table, nodes, below);
    free(below);
    free(nodes);
    return below != NULL && nodes != NULL && table->rows != NULL;
}

static bool write_dot(const void *context, struct output *output)
{
    const struct graph_table *table = context;

    return graph_write_dot(table->graph, table->edges, table->edge_count, output);
}

bool graph_table_init(struct graph_table *table, const struct graph *graph, uint64_t limit,
                      struct graph_looks looks)
{
    size_t count = graph->edge_numbers.count;

    *table = (struct graph_table){
        .graph = graph,
        .edge_count = limit < count ? (size_t)limit : count,
        .utf8 = looks.utf8,
        .resolve = looks.resolve,
        .text = calloc(1, sizeof(*table->text)),
    };
    table->table = (struct table){
        .columns = looks.tree ? tree_columns : table->columns,
        .column_count = looks.tree ? COUNT_OF(tree_columns) : COUNT_OF(graph_columns),
        .row_count = table->edge_count,
        .cell = looks.tree ? tree_cell : cell,
        .context = table,
        .dot = write_dot,
    };
    for (size_t i = 0; i < COUNT_OF(graph_columns); i++)
        table->columns[i] = graph_columns[i].shown;
    if (table->text == NULL)
        return false;
    table->edges = order_numbers(&by_connections, edge_key, table, count);
    return table->edges != NULL && (!looks.tree || make_tree(table)) && !table->text->failed;
}

void graph_table_free(struct graph_table *table)
{
    if (table->text != NULL)
        builder_free(table->text);
    free(table->text);
    free(table->edges);
    free(table->rows);
}

static bool describe(size_t index, struct schema_property *property)
{
    if (index >= COUNT_OF(graph_columns))
        return false;
    schema_describe(&graph_columns[index].shown, "", property);
    return true;
}

const struct schema graph_schema = {
    .name = "lsock-map",
    .description = "Who talks to whom. Later versions only add keys.",
    .row_name = "edge",
    .rows_key = "edges",
    .row_description = "Connections between the same two ends, to the same port.",
    .describe = describe,
};
