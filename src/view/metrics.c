/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "metrics.h"

#include <string.h>

#include "cell.h"

#define KIND(kind)    (1u << SUMMARY_##kind)
#define LABEL(column) (1u << COLUMN_##column)

/* Which rows make a metric, and the labels that identify each row. */
#define PLACE (LABEL(PROTOCOL) | LABEL(SCOPE) | LABEL(NETNS) | LABEL(NETNS_NAME))
#define STATE (PLACE | LABEL(NAME) | LABEL(FAMILY))
#define END   (LABEL(LOCAL_ADDRESS) | LABEL(LOCAL_PORT) | LABEL(INTERFACE) | LABEL(INODE))

#define SOCKETS   KIND(SOCKETS), STATE
#define LISTENERS KIND(LISTENER), STATE | END
#define REMOTES   KIND(REMOTE), PLACE | LABEL(REMOTE_ADDRESS)
#define KERNEL    KIND(KERNEL) | KIND(UNLISTED), PLACE | LABEL(NAME)
#define MEMORY    KIND(KERNEL), PLACE
#define COUNTERS  KIND(COUNTER), PLACE | LABEL(NAME)
#define READING   KIND(COMPLETE), 0

/* clang-format off */
static const struct metric metrics[] = {
    {"lsock_sockets", NULL, false, SOCKETS, COLUMN_NUMBER,
     "Sockets by protocol, state and address family."},
    {"lsock_recv_queue_bytes", "bytes", false, SOCKETS, COLUMN_RECV_QUEUE,
     "Bytes received and not read by the programs."},
    {"lsock_send_queue_bytes", "bytes", false, SOCKETS, COLUMN_SEND_QUEUE,
     "Bytes sent and not acknowledged by the peers."},
    {"lsock_drops", NULL, false, SOCKETS, COLUMN_DROPS,
     "Packets dropped by the sockets that exist now."},
    {"lsock_listener_accept_queue", NULL, false, LISTENERS, COLUMN_NUMBER,
     "Connections waiting for the program to accept them."},
    {"lsock_listener_accept_queue_max", NULL, false, LISTENERS, COLUMN_LIMIT,
     "Limit of the accept queue; the kernel lets in one more."},
    {"lsock_listener_drops_total", NULL, true, LISTENERS, COLUMN_DROPS,
     "Packets and connection attempts dropped at a listener; UDP sockets only if they have dropped any."},
    {"lsock_remote_sockets", NULL, false, REMOTES, COLUMN_NUMBER,
     "Sockets connected to one remote address, for the addresses with the most sockets."},
    {"lsock_remote_recv_queue_bytes", "bytes", false, REMOTES, COLUMN_RECV_QUEUE,
     "Bytes received from that address and not read by the programs."},
    {"lsock_remote_send_queue_bytes", "bytes", false, REMOTES, COLUMN_SEND_QUEUE,
     "Bytes sent to that address and not acknowledged."},
    {"lsock_kernel_sockets", NULL, false, KERNEL, COLUMN_NUMBER,
     "Sockets counted by the kernel."},
    {"lsock_kernel_sockets_limit", NULL, false, KERNEL, COLUMN_LIMIT,
     "The kernel's limit for sockets of that kind."},
    {"lsock_kernel_memory_bytes", "bytes", false, MEMORY, COLUMN_NUMBER,
     "Memory of all sockets of the protocol."},
    {"lsock_kernel_memory_limit_bytes", "bytes", false, MEMORY, COLUMN_LIMIT,
     "The kernel's memory limit for the protocol."},
    {"lsock_kernel_events_total", NULL, true, COUNTERS, COLUMN_NUMBER,
     "Events that the kernel counts, by the name of its counter: ListenOverflows, ListenDrops, RetransSegs."},
    {"lsock_complete", NULL, false, READING, COLUMN_NUMBER,
     "1: every table was read completely. 0: sockets may be missing."},
};
/* clang-format on */

const struct metric *metric_at(size_t index)
{
    return index < COUNT_OF(metrics) ? &metrics[index] : NULL;
}

static const char *label_key(const struct metric *metric, enum summary_column column)
{
    bool is_state =
        column == COLUMN_NAME && (metric->kinds & (KIND(SOCKETS) | KIND(LISTENER))) != 0;

    return is_state ? "state" : summary_column_key(column);
}

const char *metric_label(const struct metric *metric, size_t index)
{
    for (unsigned column = 0; column < SUMMARY_COLUMN_COUNT; column++)
        if ((metric->labels & 1u << column) != 0 && index-- == 0)
            return label_key(metric, (enum summary_column)column);
    return NULL;
}

struct writer {
    const struct summary_table *table;
    bool open; /* OpenMetrics */
    struct output *output;
    struct builder text; /* buffer for a value */
};

static void get(const struct writer *writer, size_t row, enum summary_column column,
                struct value *value)
{
    writer->table->table.cell(writer->table, row, column, value);
}

/* OpenMetrics names a counter without _total. */
static void write_heading(const struct writer *writer, const struct metric *metric)
{
    int length = (int)(strlen(metric->name) -
                       (writer->open && metric->is_counter ? sizeof("_total") - 1 : 0));

    output_printf(writer->output, "# HELP %.*s %s\n# TYPE %.*s %s\n", length, metric->name,
                  metric->help, length, metric->name, metric->is_counter ? "counter" : "gauge");
    if (writer->open && metric->unit != NULL)
        output_printf(writer->output, "# UNIT %.*s %s\n", length, metric->name, metric->unit);
}

static void write_quoted(struct output *output, struct text text)
{
    output_byte(output, '"');
    for (size_t i = 0; i < text.length; i++) {
        if (text.bytes[i] == '\\' || text.bytes[i] == '"')
            output_byte(output, '\\');
        output_byte(output, text.bytes[i]);
    }
    output_byte(output, '"');
}

/* A namespace with unknown inode is labelled by name. False: the row has no such label. */
static bool get_label(const struct writer *writer, size_t row, enum summary_column column,
                      struct value *value)
{
    const struct source *source = writer->table->rows.list[row].source;

    get(writer, row, column, value);
    if (column == COLUMN_NETNS && value->presence != VALUE_KNOWN && source != NULL)
        *value =
            (struct value){.presence = source->netns_label.length > 0 ? VALUE_KNOWN : VALUE_ABSENT,
                           .type = VALUE_TEXT,
                           .text = source->netns_label};
    return value->presence == VALUE_KNOWN;
}

/* Values are escaped as for a terminal: printable, and different bytes stay different. */
static void write_labels(struct writer *writer, const struct metric *metric, size_t row)
{
    char before = '{';

    for (unsigned column = 0; column < SUMMARY_COLUMN_COUNT; column++) {
        struct value value;

        if ((metric->labels & 1u << column) == 0 ||
            !get_label(writer, row, (enum summary_column)column, &value))
            continue;
        builder_clear(&writer->text);
        cell_write(&writer->text, &value, writer->table->table.names, NULL);
        output_byte(writer->output, before);
        output_printf(writer->output, "%s=", label_key(metric, (enum summary_column)column));
        write_quoted(writer->output, builder_text(&writer->text));
        before = ',';
    }
    if (before == ',')
        output_byte(writer->output, '}');
}

/* A listener without a known inode looks like any other listener on the same port. */
static bool has_sample(const struct writer *writer, const struct metric *metric, size_t row,
                       struct value *value)
{
    const struct summary_row *of = &writer->table->rows.list[row];
    struct value inode;

    if ((metric->kinds & 1u << of->kind) == 0)
        return false;
    if (of->kind == SUMMARY_KERNEL && of->is_bytes != (metric->unit != NULL))
        return false;
    if (of->kind == SUMMARY_LISTENER) {
        get(writer, row, COLUMN_INODE, &inode);
        if (inode.presence != VALUE_KNOWN || inode.number == 0)
            return false;
    }
    get(writer, row, metric->column, value);
    return value->presence == VALUE_KNOWN;
}

static void write_metric(struct writer *writer, const struct metric *metric)
{
    bool begun = false;

    for (size_t row = 0; row < writer->table->rows.count; row++) {
        struct value value;

        if (!has_sample(writer, metric, row, &value))
            continue;
        if (!begun)
            write_heading(writer, metric);
        begun = true;
        output_text(writer->output, text_of(metric->name));
        write_labels(writer, metric, row);
        output_printf(writer->output, " %llu\n", (unsigned long long)value.number);
    }
}

bool metrics_write(const void *table, enum format format, struct output *output)
{
    struct writer writer = {.table = table, .open = format == FORMAT_OPENMETRICS, .output = output};
    bool whole;

    for (size_t i = 0; i < COUNT_OF(metrics) && output_alive(output); i++)
        write_metric(&writer, &metrics[i]);
    if (writer.open)
        output_text(output, TEXT("# EOF\n"));
    whole = !writer.text.failed;
    builder_free(&writer.text);
    return whole;
}
