/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The rows of -s as a table of typed cells, and the schema lsock-summary/1. */
#ifndef LSOCK_SUMMARY_TABLE_H
#define LSOCK_SUMMARY_TABLE_H

#include "summary_rows.h"
#include "table.h"

enum summary_column {
    COLUMN_PROTOCOL,
    COLUMN_NAME,
    COLUMN_NUMBER,
    COLUMN_INET,
    COLUMN_INET6,
    COLUMN_LIMIT,
    COLUMN_SCOPE,
    COLUMN_KIND, /* this column and all after it are for scripts */
    COLUMN_FAMILY,
    COLUMN_NETNS,
    COLUMN_NETNS_NAME,
    COLUMN_LOCAL_ADDRESS,
    COLUMN_LOCAL_PORT,
    COLUMN_INTERFACE,
    COLUMN_INODE,
    COLUMN_REMOTE_ADDRESS,
    COLUMN_RECV_QUEUE,
    COLUMN_SEND_QUEUE,
    COLUMN_DROPS,
    SUMMARY_COLUMN_COUNT
};

struct summary_table {
    struct table table;
    struct summary_rows rows;
    const struct summary_facts *facts;
};

/* The facts must outlive the table, which must not be moved. False: out of memory; free the table
 * even then. */
bool summary_table_init(struct summary_table *table, const struct summary_facts *facts,
                        enum summary_view view) NODISCARD;
void summary_table_free(struct summary_table *table);

/* Returns the key in JSON: "protocol", …. */
const char *summary_column_key(enum summary_column column);

extern const struct schema summary_schema;

#endif
