/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "graph_dot.h"

#include <stdlib.h>

#include "cell.h"
#include "graph_label.h"

/* The graph, and a buffer for text. */
struct writer {
    const struct graph *graph;
    struct output *output;
    struct builder text, escaped;
};

/* Writes the text in quotes, safe on a terminal and not interpreted by Graphviz. */
static void put_text(struct writer *writer)
{
    struct text text;

    builder_clear(&writer->escaped);
    cell_escape(&writer->escaped, builder_text(&writer->text));
    text = builder_text(&writer->escaped);
    output_byte(writer->output, '"');
    for (size_t i = 0; i < text.length; i++) {
        if (text.bytes[i] == '"' || text.bytes[i] == '\\')
            output_byte(writer->output, '\\');
        output_byte(writer->output, text.bytes[i]);
        if (text.bytes[i] == '&')
            output_text(writer->output, TEXT("amp;"));
    }
    output_byte(writer->output, '"');
}

/* Nodes have numbers as ids, because Graphviz merges nodes with equal ids. */
static void put_node(struct writer *writer, uint32_t number)
{
    const struct graph_node *node = &writer->graph->nodes[number];
    struct text region = graph_region(writer->graph, node);

    output_byte(writer->output, '\t');
    if (region.length > 0) {
        builder_clear(&writer->text);
        builder_add(&writer->text, TEXT("cluster "));
        builder_add(&writer->text, region);
        output_text(writer->output, TEXT("subgraph "));
        put_text(writer);
        builder_clear(&writer->text);
        builder_add(&writer->text, region);
        output_text(writer->output, TEXT(" { label="));
        put_text(writer);
        output_text(writer->output, TEXT("; "));
    }
    builder_clear(&writer->text);
    if (region.length > 0)
        graph_add_name(&writer->text, node, NULL);
    else
        graph_add_label(&writer->text, writer->graph, node, NULL);
    output_printf(writer->output, "n%u [label=", (unsigned)number);
    put_text(writer);
    output_text(writer->output, node->kind == GRAPH_HOST ? TEXT(", shape=ellipse]") : TEXT("]"));
    output_text(writer->output, region.length > 0 ? TEXT("; }\n") : TEXT(";\n"));
}

static void put_edge(const struct writer *writer, const struct graph_edge *edge)
{
    output_printf(writer->output, "\tn%u -> n%u [label=\"", (unsigned)edge->from,
                  (unsigned)edge->to);
    if (edge->port != 0)
        output_printf(writer->output, "%u/", (unsigned)edge->port);
    output_printf(writer->output, "%s (%llu)\"%s];\n", protocol_names[edge->protocol],
                  (unsigned long long)edge->connections, edge->directed ? "" : ", dir=none");
}

bool graph_write_dot(const struct graph *graph, const uint32_t *edges, size_t count,
                     struct output *output)
{
    struct writer writer = {.graph = graph, .output = output};
    bool *is_written = calloc(graph->node_numbers.count + 1, sizeof(*is_written));
    bool whole = is_written != NULL;

    output_text(output,
                TEXT("digraph lsock {\n\trankdir=LR;\n\tnode [shape=box, style=rounded];\n"));
    for (size_t i = 0; whole && i < count; i++) {
        const uint32_t ends[] = {graph->edges[edges[i]].from, graph->edges[edges[i]].to};

        for (size_t end = 0; end < COUNT_OF(ends); end++) {
            if (!is_written[ends[end]])
                put_node(&writer, ends[end]);
            is_written[ends[end]] = true;
        }
        put_edge(&writer, &graph->edges[edges[i]]);
    }
    output_text(output, TEXT("}\n"));
    whole = whole && !writer.text.failed && !writer.escaped.failed;
    builder_free(&writer.text);
    builder_free(&writer.escaped);
    free(is_written);
    return whole;
}
