/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "summary_table.h"

#include "number.h"
#include "schema.h"

enum column {
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

static const char *kind_word(enum summary_kind kind)
{
    static const char *const words[] = {
        [SUMMARY_TOTAL] = "total",
        [SUMMARY_STATE] = "state",
        [SUMMARY_KERNEL] = "kernel",
        [SUMMARY_UNLISTED] = "unlisted",
    };

    return words[kind];
}

static void set_number(struct value *value, bool known, uint64_t number)
{
    value->type = VALUE_NUMBER;
    value->number = number;
    if (!known)
        value->presence = VALUE_ABSENT;
}

static void cell(const void *context, size_t row, size_t column, struct value *value)
{
    const struct summary_table *table = context;
    const struct summary_row *of = &table->rows[row];

    *value = (struct value){.presence = VALUE_KNOWN, .type = VALUE_TEXT};
    switch ((enum column)column) {
    case COLUMN_PROTOCOL:
        value->text = text_of(protocol_name(of->protocol));
        break;
    case COLUMN_NAME:
        value->text = text_of(of->name);
        break;
    case COLUMN_NUMBER:
        set_number(value, true, of->number);
        break;
    case COLUMN_INET:
        set_number(value, of->by_family, of->inet);
        break;
    case COLUMN_INET6:
        set_number(value, of->by_family, of->inet6);
        break;
    case COLUMN_LIMIT:
        set_number(value, of->has_limit, of->limit);
        if (of->has_limit && of->limit != 0 && of->number >= of->limit)
            value->role = ROLE_ATTENTION;
        break;
    case COLUMN_SCOPE:
        value->text = of->machine_wide ? TEXT("machine") : TEXT("namespace");
        value->role = of->machine_wide ? ROLE_PLAIN : ROLE_DIM;
        break;
    case COLUMN_KIND:
        value->text = text_of(kind_word(of->kind));
        break;
    }
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
        .help = state == STATE_NONE ? "sockets of which the system does not tell the state"
                                    : "sockets in this state",
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

    total.help = "sockets in any state";
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
        const struct sockstat_info *info = sockstat_info((enum sockstat)i);
        const struct sockstat_value *value = &kernel->values[i];
        struct summary_row row = {
            .kind = SUMMARY_KERNEL,
            .protocol = protocol,
            .name = info->name,
            .help = info->help,
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
        row.help = "sockets of this machine that are not counted here: without a port, or in other "
                   "network namespaces";
        row.number = value->number - counts->whole;
        add(table, &row);
    }
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
    };
}

static void write_number(struct output *output, uint64_t number)
{
    char digits[NUMBER_MAX_LENGTH];

    output_byte(output, ' ');
    output_text(output, (struct text){digits, number_write(digits, number)});
    output_byte(output, '\n');
}

/* name{protocol="tcp",label="value" …; labels are words of ours and need no escapes. */
static void begin_sample(struct output *output, const char *metric, const struct summary_row *row,
                         const char *label, const char *value)
{
    output_text(output, text_of(metric));
    output_text(output, TEXT("{protocol=\""));
    output_text(output, text_of(protocol_name(row->protocol)));
    output_text(output, TEXT("\","));
    output_text(output, text_of(label));
    output_text(output, TEXT("=\""));
    output_text(output, text_of(value));
    output_byte(output, '"');
}

static void write_family(struct output *output, const struct summary_row *row, const char *family,
                         uint64_t number)
{
    begin_sample(output, "lsock_sockets", row, "state", row->name);
    output_text(output, TEXT(",family=\""));
    output_text(output, text_of(family));
    output_text(output, TEXT("\"}"));
    write_number(output, number);
}

static void begin_family(struct output *output, const char *metric, const char *help)
{
    output_text(output, TEXT("# TYPE "));
    output_text(output, text_of(metric));
    output_text(output, TEXT(" gauge\n# HELP "));
    output_text(output, text_of(metric));
    output_byte(output, ' ');
    output_text(output, text_of(help));
    output_byte(output, '\n');
}

static bool is_kernels(const struct summary_row *row)
{
    return row->kind == SUMMARY_KERNEL || row->kind == SUMMARY_UNLISTED;
}

void summary_write_openmetrics(const struct summary_table *table, struct output *output)
{
    begin_family(output, "lsock_sockets", "Sockets by protocol, state and address family.");
    for (size_t i = 0; i < table->count; i++) {
        const struct summary_row *row = &table->rows[i];

        if (row->kind != SUMMARY_STATE)
            continue;
        write_family(output, row, "inet", row->inet);
        write_family(output, row, "inet6", row->inet6);
    }
    begin_family(output, "lsock_kernel", "What the kernel counts of its sockets.");
    for (size_t i = 0; i < table->count; i++)
        if (is_kernels(&table->rows[i])) {
            begin_sample(output, "lsock_kernel", &table->rows[i], "name", table->rows[i].name);
            output_byte(output, '}');
            write_number(output, table->rows[i].number);
        }
    begin_family(output, "lsock_kernel_limit", "The most that the kernel allows of it.");
    for (size_t i = 0; i < table->count; i++)
        if (is_kernels(&table->rows[i]) && table->rows[i].has_limit) {
            begin_sample(output, "lsock_kernel_limit", &table->rows[i], "name",
                         table->rows[i].name);
            output_byte(output, '}');
            write_number(output, table->rows[i].limit);
        }
    output_text(output, TEXT("# EOF\n"));
}

static void describe(size_t index, struct schema_property *property)
{
    bool text = index == COLUMN_PROTOCOL || index == COLUMN_NAME || index == COLUMN_SCOPE ||
                index == COLUMN_KIND;

    *property = (struct schema_property){
        .key = columns[index].key,
        .prefix = "",
        .help = column_help[index],
        .type = text ? VALUE_TEXT : VALUE_NUMBER,
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
