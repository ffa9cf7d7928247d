/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What tells network namespaces apart for people; their inode is the core column `netns`. */
#include "column_group.h"

GETTER(netns_name)
{
    value->text = snapshot_source(context->snapshot, socket)->netns_name;
    if (value->text.length == 0)
        value_absent(value);
}

GETTER(namespace)
{
    value->text = snapshot_source(context->snapshot, socket)->netns_label;
    if (value->text.length == 0)
        value_unknown(value);
}

/* clang-format off */
static const struct column columns[] = {
    {"netns_name", "NETNS-NAME", "name of the network namespace: of ip netns, or the container or unit in it",
     VALUE_TEXT, COLUMN_JSON, get_netns_name, NULL, NULL, 0},
    {"namespace", "NETNS", "the network namespace for people: netns_name, else its inode",
     VALUE_TEXT, 0, get_namespace, NULL, NULL, 0},
};
/* clang-format on */

const struct column_group netns_columns = {columns, COUNT_OF(columns), DETAILS_NONE};
