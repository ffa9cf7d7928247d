/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "summary_table.h"

#include <stdlib.h>

#include "schema.h"

static const char *const kind_names[SUMMARY_KIND_COUNT] = {
    [SUMMARY_TOTAL] = "total",     [SUMMARY_STATE] = "state",       [SUMMARY_KERNEL] = "kernel",
    [SUMMARY_SOCKETS] = "sockets", [SUMMARY_LISTENER] = "listener", [SUMMARY_REMOTE] = "remote",
    [SUMMARY_COUNTER] = "counter", [SUMMARY_UNLISTED] = "unlisted",
};

static const char *const scope_names[] = {[false] = "namespace", [true] = "machine"};

/* clang-format off */
CLOSED_LIST(kind_words, kind_names)
CLOSED_LIST(scope_words, scope_names)

static const struct table_column columns[SUMMARY_COLUMN_COUNT] = {
    [COLUMN_PROTOCOL] = {"protocol", "PROTO", .of_socket = "protocol", .help = "protocol: tcp, udp, …"},
    [COLUMN_NAME] = {"name", "WHAT", .of_socket = "status", .words = summary_names,
        .help = "the state, or what the kernel counts; all: every state"},
    [COLUMN_NUMBER] = {"number", "NUMBER", TABLE_NUMBER, .of_socket = "accept_queue",
        .help = "the count; bytes if the name says so; of a listener: its accept queue"},
    [COLUMN_INET] = {"inet", "IPV4", TABLE_NUMBER,
        .help = "of these, sockets of family inet; null: unknown"},
    [COLUMN_INET6] = {"inet6", "IPV6", TABLE_NUMBER,
        .help = "of these, sockets of family inet6; null: unknown"},
    [COLUMN_LIMIT] = {"limit", "LIMIT", TABLE_NUMBER, .of_socket = "accept_queue_max",
        .help = "the kernel's limit; null: no limit"},
    [COLUMN_SCOPE] = {"scope", "SCOPE", .words = scope_words,
        .help = "whether the number covers the network namespace or the whole machine"},
    [COLUMN_KIND] = {"kind", "KIND", .words = kind_words,
        .help = "total and state: sockets in all requested namespaces; sockets: those of one namespace, "
                 "state and family; listener: one listener; remote: sockets connected to one of the addresses with the "
                 "most; kernel: the kernel's own counts; counter: events counted by the kernel; unlisted: allocated "
                 "on this machine but not among the counted sockets"},
    [COLUMN_FAMILY] = {"family", "FAMILY", .of_socket = "family", .help = "address family of sockets and listeners"},
    [COLUMN_NETNS] = {"netns", "NETNS-INODE", TABLE_NUMBER, .of_socket = "netns",
        .help = "inode of the network namespace"},
    [COLUMN_NETNS_NAME] = {"netns_name", "NETNS-NAME", .of_socket = "netns_name",
        .help = "its name, if it has one"},
    [COLUMN_LOCAL_ADDRESS] = {"local_address", "LOCAL-ADDRESS", .of_socket = "local_address",
        .help = "address of a listener"},
    [COLUMN_LOCAL_PORT] = {"local_port", "LOCAL-PORT", TABLE_NUMBER, .of_socket = "local_port",
        .help = "port of a listener"},
    [COLUMN_INTERFACE] = {"interface", "INTERFACE", .of_socket = "interface",
        .help = "interface that a listener is bound to"},
    [COLUMN_INODE] = {"inode", "INODE", TABLE_NUMBER, .of_socket = "inode", .help = "inode number of a listener"},
    [COLUMN_REMOTE_ADDRESS] = {"remote_address", "REMOTE-ADDRESS", .of_socket = "remote_address",
        .help = "address of the peers"},
    [COLUMN_RECV_QUEUE] = {"recv_queue", "RECV-QUEUE", TABLE_NUMBER, .of_socket = "recv_queue",
        .help = "bytes not yet read by the programs"},
    [COLUMN_SEND_QUEUE] = {"send_queue", "SEND-QUEUE", TABLE_NUMBER, .of_socket = "send_queue",
        .help = "bytes not yet acknowledged by the peers"},
    [COLUMN_DROPS] = {"drops", "DROPS", TABLE_NUMBER, .of_socket = "drops",
        .help = "packets and connection attempts dropped by these sockets"},
};
/* clang-format on */

const char *summary_column_key(enum summary_column column)
{
    return columns[column].key;
}

static const struct column *socket_column(enum summary_column column)
{
    static const struct column *found[SUMMARY_COLUMN_COUNT];

    if (found[column] == NULL && columns[column].of_socket != NULL)
        found[column] = column_find(text_of(columns[column].of_socket));
    return found[column];
}

static struct value text_value(const char *text)
{
    return (struct value){.presence = text == NULL ? VALUE_ABSENT : VALUE_KNOWN,
                          .type = VALUE_TEXT,
                          .text = text_of(text)};
}

static struct value number_value(bool known, uint64_t number)
{
    return (struct value){
        .presence = known ? VALUE_KNOWN : VALUE_ABSENT, .type = VALUE_NUMBER, .number = number};
}

static struct value sum_value(const struct summary_sum *sum)
{
    struct value value = number_value(true, sum->number);

    value.presence = sum->unknown ? VALUE_UNKNOWN : VALUE_KNOWN;
    return value;
}

static struct value count_cell(const struct summary_row *row, enum summary_column column)
{
    switch (column) {
    case COLUMN_NAME:
        return text_value(row->name);
    case COLUMN_NUMBER:
        return number_value(true, row->number);
    case COLUMN_INET:
        return number_value(row->by_family, row->inet);
    case COLUMN_INET6:
        return number_value(row->by_family, row->inet6);
    case COLUMN_LIMIT:
        return number_value(row->has_limit, row->limit);
    case COLUMN_FAMILY:
        return text_value(row->cell == NULL ? NULL : family_names[row->family]);
    case COLUMN_RECV_QUEUE:
        return row->cell == NULL ? number_value(false, 0) : sum_value(&row->cell->recv_queue);
    case COLUMN_SEND_QUEUE:
        return row->cell == NULL ? number_value(false, 0) : sum_value(&row->cell->send_queue);
    case COLUMN_DROPS:
        return row->cell == NULL ? number_value(false, 0) : sum_value(&row->cell->drops);
    default:
        return number_value(false, 0);
    }
}

static void remote_cell(const struct summary_table *table, const struct summary_row *row,
                        enum summary_column column, struct value *value)
{
    const struct groups *groups = table->facts->remotes;
    const struct column *of = socket_column(column);

    if (column == COLUMN_NUMBER)
        of = &groups_sockets;
    else if (column == COLUMN_NAME && table->table.column_count == COLUMN_KIND)
        of = socket_column(COLUMN_REMOTE_ADDRESS); /* for people */
    if (of == &groups_sockets || column_list_has(groups->by, of) ||
        column_list_has(groups->sums, of))
        groups_get(groups, row->group, of, value);
    else
        *value = number_value(false, 0);
}

/* Whether the number covers the machine; on Windows always: it has no namespaces. */
static bool is_machine_wide(const struct summary_table *table, const struct summary_row *row)
{
    const struct names *names = table->facts->context.names;

    return row->machine_wide || (names != NULL && names->windows);
}

static void cell(const void *context, size_t index, size_t column, struct value *value)
{
    const struct summary_table *table = context;
    const struct summary_row *row = &table->rows.list[index];
    const struct source *source = row->source;

    if (column == COLUMN_PROTOCOL)
        *value = text_value(protocol_names[row->protocol]);
    else if (column == COLUMN_SCOPE)
        *value = text_value(scope_names[is_machine_wide(table, row)]);
    else if (column == COLUMN_KIND)
        *value = text_value(kind_names[row->kind]);
    else if (column == COLUMN_NETNS)
        *value =
            number_value(source != NULL && source->netns != 0, source == NULL ? 0 : source->netns);
    else if (column == COLUMN_NETNS_NAME)
        *value = (struct value){.presence = source != NULL && source->netns_name.length > 0
                                                ? VALUE_KNOWN
                                                : VALUE_ABSENT,
                                .type = VALUE_TEXT,
                                .text = source == NULL ? TEXT("") : source->netns_name};
    else if (row->kind == SUMMARY_REMOTE)
        remote_cell(table, row, (enum summary_column)column, value);
    else if (row->socket != NULL && socket_column((enum summary_column)column) != NULL)
        column_get(socket_column((enum summary_column)column), &table->facts->context, row->socket,
                   value);
    else
        *value = count_cell(row, (enum summary_column)column);
    value->role = ROLE_PLAIN;
    if (column == COLUMN_SCOPE && !is_machine_wide(table, row))
        value->role = ROLE_DIM;
    if (column == COLUMN_LIMIT && row->has_limit && row->limit != 0 && row->number >= row->limit)
        value->role = ROLE_ATTENTION;
}

bool summary_table_init(struct summary_table *table, const struct summary_facts *facts,
                        enum summary_view view)
{
    table->facts = facts;
    summary_rows_make(&table->rows, facts, view);
    table->table = (struct table){
        .columns = columns,
        .column_count = view == SUMMARY_VIEW_PEOPLE ? COLUMN_KIND : SUMMARY_COLUMN_COUNT,
        .row_count = table->rows.count,
        .cell = cell,
        .context = table,
        .names = facts->context.names,
    };
    return !table->rows.failed;
}

void summary_table_free(struct summary_table *table)
{
    free(table->rows.list);
}

static bool describe(size_t index, struct schema_property *property)
{
    if (index >= COUNT_OF(columns))
        return false;
    schema_describe(&columns[index], "", property);
    return true;
}

const struct schema summary_schema = {
    .name = "lsock-summary",
    .description = "Socket counts. Later versions only add keys.",
    .row_name = "count",
    .rows_key = "counts",
    .row_description = "One count, or the accept queue of one listener.",
    .describe = describe,
};
