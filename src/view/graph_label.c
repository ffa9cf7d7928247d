/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "graph_label.h"

#include <string.h>

struct text graph_region(const struct graph *graph, const struct graph_node *node)
{
    if (node->container.length > 0)
        return node->container;
    return graph_is_abroad(graph, node) ? node->source->netns_label : TEXT("");
}

static struct text host_name(const struct graph_node *node, const struct names *resolve)
{
    struct host_address host = {.is_ipv6 = node->family == FAMILY_INET6};

    if (resolve == NULL || resolve->host == NULL)
        return TEXT("");
    memcpy(host.bytes, node->address.bytes, sizeof(host.bytes));
    return resolve->host(resolve->resolver, &host);
}

static void add_host(struct builder *out, const struct graph_node *node,
                     const struct names *resolve)
{
    struct text name = host_name(node, resolve);
    char address[ADDRESS_MAX_LENGTH];

    if (name.length == 0)
        name = (struct text){address, address_write(address, node->family, &node->address)};
    builder_add(out, name);
}

void graph_add_name(struct builder *out, const struct graph_node *node, const struct names *resolve)
{
    switch (node->kind) {
    case GRAPH_HOST:
        add_host(out, node, resolve);
        break;
    case GRAPH_PROCESS:
        builder_add(out, node->process);
        break;
    case GRAPH_NOBODY:
        builder_add(out, text_of(owner_none_titles[node->none]));
        break;
    default:
        builder_add(out, TEXT("- "));
        add_host(out, node, resolve);
    }
}

void graph_add_label(struct builder *out, const struct graph *graph, const struct graph_node *node,
                     const struct names *resolve)
{
    struct text place = graph_region(graph, node);

    graph_add_name(out, node, resolve);
    if (place.length == 0 && !text_starts_with(node->unit, node->process))
        place = node->unit;
    if (place.length == 0)
        return;
    builder_add(out, TEXT(" ("));
    builder_add(out, place);
    builder_add_byte(out, ')');
}
