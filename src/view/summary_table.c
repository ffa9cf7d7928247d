/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "summary_table.h"

#include "schema.h"

enum summary_column {
    COLUMN_PROTOCOL,
    COLUMN_NAME,
    COLUMN_NUMBER,
    COLUMN_INET,
    COLUMN_INET6,
    COLUMN_LIMIT,
    COLUMN_SCOPE,
    COLUMN_KIND, /* for scripts */
};

#define COUNT_PEOPLE ((size_t)COLUMN_KIND)
#define COUNT_ALL    ((size_t)COLUMN_KIND + 1)

static const struct table_column columns[] = {
    [COLUMN_PROTOCOL] = {"protocol", "PROTO", false}, [COLUMN_NAME] = {"name", "WHAT", false},
    [COLUMN_NUMBER] = {"number", "NUMBER", true},     [COLUMN_INET] = {"inet", "IPV4", true},
    [COLUMN_INET6] = {"inet6", "IPV6", true},         [COLUMN_LIMIT] = {"limit", "LIMIT", true},
    [COLUMN_SCOPE] = {"scope", "SCOPE", false},       [COLUMN_KIND] = {"kind", "KIND", false},
};

static const char *const column_help[] = {
    [COLUMN_PROTOCOL] = "protocol: tcp, udp, …",
    [COLUMN_NAME] = "the state, or what the kernel counts; all: every state",
    [COLUMN_NUMBER] = "how many; bytes where the name says so",
    [COLUMN_INET] = "of them, sockets of family inet; null where that is not known",
    [COLUMN_INET6] = "of them, sockets of family inet6; null where that is not known",
    [COLUMN_LIMIT] = "the most that the kernel allows; null where there is none",
    [COLUMN_SCOPE] = "whose: of the network namespace, or of the whole machine",
    [COLUMN_KIND] =
        ("total, state, kernel, or unlisted: allocated on this machine and not among the "
         "sockets that were counted"),
};

static struct value text_value(const char *text)
{
    return (struct value){.presence = VALUE_KNOWN, .type = VALUE_TEXT, .text = text_of(text)};
}

static struct value number_value(bool known, uint64_t number)
{
    return (struct value){
        .presence = known ? VALUE_KNOWN : VALUE_ABSENT, .type = VALUE_NUMBER, .number = number};
}

static const char *kind_words(size_t kind)
{
    static const char *const kinds[] = {
        [SUMMARY_TOTAL] = "total",
        [SUMMARY_STATE] = "state",
        [SUMMARY_KERNEL] = "kernel",
        [SUMMARY_UNLISTED] = "unlisted",
    };

    return kind < COUNT_OF(kinds) ? kinds[kind] : NULL;
}

static const char *scope_words(size_t machine_wide)
{
    static const char *const scopes[] = {"namespace", "machine"};

    return machine_wide < COUNT_OF(scopes) ? scopes[machine_wide] : NULL;
}

static void cell(const void *context, size_t row, size_t column, struct value *value)
{
    const struct summary_table *table = context;
    const struct summary_row *of = &table->rows[row];
    const struct value values[] = {
        [COLUMN_PROTOCOL] = text_value(protocol_names[of->protocol]),
        [COLUMN_NAME] = text_value(of->name),
        [COLUMN_NUMBER] = number_value(true, of->number),
        [COLUMN_INET] = number_value(of->by_family, of->inet),
        [COLUMN_INET6] = number_value(of->by_family, of->inet6),
        [COLUMN_LIMIT] = number_value(of->has_limit, of->limit),
        [COLUMN_SCOPE] = text_value(scope_words(of->machine_wide)),
        [COLUMN_KIND] = text_value(kind_words(of->kind)),
    };

    *value = values[column];
    if (column == COLUMN_SCOPE && !of->machine_wide)
        value->role = ROLE_DIM;
    if (column == COLUMN_LIMIT && of->has_limit && of->limit != 0 && of->number >= of->limit)
        value->role = ROLE_ATTENTION;
}

static void add(struct summary_table *table, const struct summary_row *row)
{
    if (table->count < SUMMARY_ROWS_MAX)
        table->rows[table->count++] = *row;
}

/* Of the protocols without states of RFC 9293. */
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

static struct summary_row state_row(enum protocol protocol, enum state state,
                                    const struct summary_counts *counts)
{
    const uint64_t *families = counts->sockets[state];
    struct summary_row row = {
        .kind = SUMMARY_STATE,
        .protocol = protocol,
        .name = state_word(protocol, state),
        .by_family = (protocol_families(protocol) & FAMILIES_IP) != 0,
        .inet = families[FAMILY_INET],
        .inet6 = families[FAMILY_INET6],
    };

    for (unsigned family = 0; family < FAMILY_COUNT; family++)
        row.number += families[family];
    return row;
}

static void add_protocol(struct summary_table *table, enum protocol protocol,
                         const struct summary_counts *counts, enum summary_view view)
{
    struct summary_row total = {.kind = SUMMARY_TOTAL,
                                .protocol = protocol,
                                .name = "all",
                                .by_family = (protocol_families(protocol) & FAMILIES_IP) != 0};
    size_t first = table->count;

    add(table, &total);
    for (unsigned state = STATE_NONE + 1; state <= STATE_COUNT; state++) {
        enum state of = state == STATE_COUNT ? STATE_NONE : (enum state)state; /* which is last */
        struct summary_row row = state_row(protocol, of, counts);

        total.number += row.number;
        total.inet += row.inet;
        total.inet6 += row.inet6;
        if (row.name != NULL &&
            (row.number != 0 || (view == SUMMARY_VIEW_SCRIPTS && of != STATE_NONE)))
            add(table, &row);
    }
    table->rows[first] = total;
}

static void add_kernel(struct summary_table *table, enum protocol protocol,
                       const struct summary_counts *counts, const struct sockstat_values *kernel)
{
    for (unsigned i = 0; i < SOCKSTAT_COUNT; i++) {
        const struct sockstat_info *info = &sockstat_infos[i];
        const struct sockstat_value *value = &kernel->values[i];
        struct summary_row row = {
            .kind = SUMMARY_KERNEL,
            .protocol = protocol,
            .name = info->name,
            .number = value->number,
            .has_limit = value->have_limit,
            .limit = value->limit,
            .machine_wide = info->machine_wide,
        };

        if (info->protocol != protocol || !value->have)
            continue;
        add(table, &row);
        if (i != SOCKSTAT_TCP_ALLOCATED || value->number < counts->whole)
            continue;
        row.kind = SUMMARY_UNLISTED;
        row.name = "unlisted";
        row.number = value->number - counts->whole;
        add(table, &row);
    }
}

static void begin_metric(struct output *output, const char *metric, const char *help)
{
    output_printf(output, "# TYPE %s gauge\n# HELP %s %s\n", metric, metric, help);
}

/* Labels are words of ours and need no escapes. */
static void write_family(struct output *output, const struct summary_row *row, const char *family,
                         uint64_t number)
{
    output_printf(output, "lsock_sockets{protocol=\"%s\",state=\"%s\",family=\"%s\"} %llu\n",
                  protocol_names[row->protocol], row->name, family, (unsigned long long)number);
}

static void write_kernel(struct output *output, const char *metric, const struct summary_row *row,
                         uint64_t number)
{
    if (row->kind == SUMMARY_KERNEL || row->kind == SUMMARY_UNLISTED)
        output_printf(output, "%s{protocol=\"%s\",name=\"%s\"} %llu\n", metric,
                      protocol_names[row->protocol], row->name, (unsigned long long)number);
}

/* OpenMetrics 1.0 text, for a collector of text files. */
static void write_metrics(const void *context, struct output *output)
{
    const struct summary_table *table = context;
    const struct summary_row *end = table->rows + table->count;

    begin_metric(output, "lsock_sockets", "Sockets by protocol, state and address family.");
    for (const struct summary_row *row = table->rows; row < end; row++) {
        if (row->kind != SUMMARY_STATE)
            continue;
        write_family(output, row, "inet", row->inet);
        write_family(output, row, "inet6", row->inet6);
    }
    begin_metric(output, "lsock_kernel", "What the kernel counts of its sockets.");
    for (const struct summary_row *row = table->rows; row < end; row++)
        write_kernel(output, "lsock_kernel", row, row->number);
    begin_metric(output, "lsock_kernel_limit", "The most that the kernel allows of it.");
    for (const struct summary_row *row = table->rows; row < end; row++)
        if (row->has_limit)
            write_kernel(output, "lsock_kernel_limit", row, row->limit);
    output_text(output, TEXT("# EOF\n"));
}

void summary_table_init(struct summary_table *table, const struct summary *summary,
                        uint32_t protocols, const struct sockstat_values *kernel,
                        enum summary_view view)
{
    table->count = 0;
    for (unsigned i = 0; i < PROTOCOL_COUNT; i++) {
        const struct summary_counts *counts = &summary->protocols[i];

        if ((protocols & PROTOCOL_BIT(i)) == 0)
            continue;
        add_protocol(table, (enum protocol)i, counts, view);
        if (kernel != NULL)
            add_kernel(table, (enum protocol)i, counts, kernel);
    }
    table->table = (struct table){
        .columns = columns,
        .column_count = view == SUMMARY_VIEW_PEOPLE ? COUNT_PEOPLE : COUNT_ALL,
        .row_count = table->count,
        .cell = cell,
        .context = table,
        .metrics = write_metrics,
    };
}

static CLOSED_LIST(protocol_words, protocol_names)

    static void describe(size_t index, struct schema_property *property)
{
    static closed_list *const words[] = {
        [COLUMN_PROTOCOL] = protocol_words,
        [COLUMN_SCOPE] = scope_words,
        [COLUMN_KIND] = kind_words,
    };

    *property = (struct schema_property){
        .key = columns[index].key,
        .prefix = "",
        .help = column_help[index],
        .type = columns[index].right ? VALUE_NUMBER : VALUE_TEXT,
        .words = words[index],
        .required = true,
    };
}

void summary_schema_write(struct output *output)
{
    static const struct schema schema = {
        .name = "lsock-summary",
        .description = "How many sockets there are. Keys are only ever added.",
        .row_name = "count",
        .rows_key = "counts",
        .row_description = "One number.",
        .property_count = COUNT_ALL,
        .describe = describe,
    };

    schema_write_any(&schema, output);
}
