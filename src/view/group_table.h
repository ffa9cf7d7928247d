/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Groups of sockets as a table of typed cells, and the JSON Schema of lsock-groups/1. */
#ifndef LSOCK_GROUP_TABLE_H
#define LSOCK_GROUP_TABLE_H

#include "groups.h"
#include "table.h"

#define GROUP_TABLE_COLUMNS_MAX (COLUMN_LIST_MAX + GROUPS_BY_MAX + 2)

struct group_table {
    struct table table;
    const struct groups *groups;
    const uint32_t *order;
    bool for_people;
    const struct column *shown[GROUP_TABLE_COLUMNS_MAX];
    struct table_column columns[GROUP_TABLE_COLUMNS_MAX];
};

/* Makes a table of the first `count` groups in `order`; for people without the columns for scripts.
 * All arguments must outlive the table, which must not be moved. */
void group_table_init(struct group_table *table, const struct groups *groups, const uint32_t *order,
                      size_t count, bool for_people);

/* Removes columns that apply to none of the groups. */
void group_table_leave_out_empty(struct group_table *table);

extern const struct schema group_schema;

#endif
