/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Findings as a report and as a table. A finding has columns of its own and columns of its worst
 * socket; CSV, JSON and the schema are generated from one list of them.
 */
#include "findings.h"

#include "port_holders.h"
#include "schema.h"

/* The finding's own columns, which come first. */
enum own { OWN_SEVERITY, OWN_CODE, OWN_TITLE, OWN_COUNT, OWN_ADVICE, OWN_COMMAND, OWN_END };

static const char *code_words(size_t index)
{
    const struct check *check;
    size_t checks = 0;

    while ((check = check_at(checks)) != NULL && checks < index)
        checks++;
    if (check == NULL)
        check = port_reason_at(index - checks);
    return check == NULL ? NULL : check->code;
}

/* clang-format off */
CLOSED_LIST(severity_words, severity_names)

static const struct table_column finding_columns[] = {
    [OWN_SEVERITY] = {"severity", "SEVERITY", .words = severity_words,
        .help = "problem: something fails now; warning: it may soon; hint: worth knowing"},
    [OWN_CODE] = {"code", "CODE", .words = code_words,
        .help = "stable code of the finding; `lsock explain CODE` explains it"},
    [OWN_TITLE] = {"title", "TITLE", .help = "what was found, with the number that matters"},
    [OWN_COUNT] = {"count", "COUNT", .type = VALUE_NUMBER,
        .help = "number of sockets concerned; 0: the finding concerns the host"},
    [OWN_ADVICE] = {"advice", "ADVICE", .help = "what to do"},
    [OWN_COMMAND] = {"command", "COMMAND", .help = "a command that shows more"},
    {"protocol", "PROTO", .of_socket = "protocol"},
    {"status", "STATUS", .of_socket = "status"},
    {"local_address", "LOCAL-ADDRESS", .of_socket = "local_address"},
    {"local_port", "LOCAL-PORT", .of_socket = "local_port"},
    {"remote_address", "REMOTE-ADDRESS", .of_socket = "remote_address"},
    {"remote_port", "REMOTE-PORT", .of_socket = "remote_port"},
    {"cookie", "COOKIE", .of_socket = "cookie"},
    {"netns", "NETNS", .of_socket = "netns"},
    {"netns_name", "NETNS-NAME", .of_socket = "netns_name"},
    {"process_status", "PROCESS-STATUS", .of_socket = "process_status"},
    {"processes", "PROCESS", .of_socket = "processes"},
};
/* clang-format on */

static struct value text_value(struct text text)
{
    return (struct value){.presence = text.length == 0 ? VALUE_ABSENT : VALUE_KNOWN,
                          .type = VALUE_TEXT,
                          .text = text};
}

static void own_cell(enum own own, const struct finding *finding, struct value *value)
{
    switch (own) {
    case OWN_SEVERITY:
        *value = text_value(text_of(severity_names[finding->severity]));
        break;
    case OWN_CODE:
        *value = text_value(text_of(finding->check->code));
        break;
    case OWN_TITLE:
        *value = text_value(finding->title);
        break;
    case OWN_COUNT:
        *value =
            (struct value){.presence = VALUE_KNOWN, .type = VALUE_NUMBER, .number = finding->count};
        break;
    case OWN_ADVICE:
        *value = text_value(text_of(finding->check->advice));
        break;
    default:
        *value = text_value(finding->command);
    }
}

static void socket_cell(const struct column *column, const struct column_context *contexts,
                        const struct finding *finding, size_t row, struct value *value)
{
    const struct column_context *context = contexts;

    while (context->snapshot != finding->snapshot)
        context++;
    if (row < finding->row_count)
        column_get(column, context, snapshot_at(finding->snapshot, finding->rows[row]), value);
    else
        *value = (struct value){.presence = VALUE_ABSENT, .type = column->type};
}

static void cell(const void *context, size_t row, size_t column, struct value *value)
{
    const struct findings_table *table = context;
    const struct finding *finding = &table->findings->list[row];

    if (column < OWN_END)
        own_cell((enum own)column, finding, value);
    else
        socket_cell(column_find(text_of(finding_columns[column].of_socket)), table->contexts,
                    finding, 0, value);
}

void findings_table_init(struct findings_table *table, const struct findings *findings,
                         const struct column_context *contexts)
{
    table->findings = findings;
    table->contexts = contexts;
    table->table = (struct table){
        .columns = finding_columns,
        .column_count = COUNT_OF(finding_columns),
        .row_count = findings->count,
        .cell = cell,
        .context = table,
        .names = contexts->names,
    };
}

static bool describe(size_t index, struct schema_property *property)
{
    if (index >= COUNT_OF(finding_columns))
        return false;
    schema_describe(&finding_columns[index],
                    index < OWN_END ? "" : "of the worst socket: ", property);
    return true;
}

const struct schema findings_schema = {
    .name = "lsock-findings",
    .description = "Problems with the sockets of a machine. Later versions only add keys.",
    .row_name = "finding",
    .rows_key = "findings",
    .row_description = "One finding.",
    .describe = describe,
};

/* Columns of the small table of sockets that people see below a finding. */
static const char *const shown[] = {"protocol", "status", "recv_q",    "send_q",
                                    "local",    "remote", "processes", "namespace"};

static void add_sockets(struct report *report, const struct finding *finding,
                        const struct column_context *contexts)
{
    struct report_column columns[COUNT_OF(shown)];
    struct value cells[COUNT_OF(shown)];
    size_t count = COUNT_OF(shown) - !snapshot_has_namespaces(finding->snapshot);

    for (size_t i = 0; i < count; i++) {
        const struct column *column = column_find(text_of(shown[i]));

        columns[i] = (struct report_column){
            .key = column->name, .title = column->title, .right = column_is_right(column)};
    }
    report_table(report, "sockets", "", columns, count);
    for (size_t row = 0; row < finding->row_count; row++) {
        for (size_t i = 0; i < count; i++)
            socket_cell(column_find(text_of(shown[i])), contexts, finding, row, &cells[i]);
        report_cells(report, cells);
    }
    if (finding->count > finding->row_count)
        report_paragraph(report, "and %llu more",
                         (unsigned long long)(finding->count - finding->row_count));
}

void finding_report(struct report *report, const char *word, enum role role,
                    const struct finding *finding, const struct column_context *contexts)
{
    struct report_topic *topic = report_topic(report, "finding", text_of(word), finding->title);

    if (topic == NULL)
        return;
    topic->role = role;
    if (finding->row_count > 0)
        add_sockets(report, finding, contexts);
    report_brief(report, "advice", "What to do", text_of(finding->check->advice));
    if (finding->command.length > 0)
        report_brief(report, "command", "See more", finding->command);
    report_brief(report, "explain", "Read more",
                 report_printf(report, "lsock explain %s", finding->check->code).text);
}

void findings_report(struct report *report, const struct findings *findings,
                     const struct column_context *contexts)
{
    static const enum role roles[] = {
        [SEVERITY_HINT] = ROLE_HEADING,
        [SEVERITY_WARNING] = ROLE_ATTENTION,
        [SEVERITY_PROBLEM] = ROLE_ERROR,
    };

    for (size_t i = 0; i < findings->count; i++) {
        const struct finding *finding = &findings->list[i];

        finding_report(report, severity_names[finding->severity], roles[finding->severity], finding,
                       contexts);
    }
}

void checks_report(struct report *report)
{
    static const struct report_column columns[] = {
        {.key = "code", .title = "CODE"},
        {.key = "severity", .title = "SEVERITY"},
        {.key = "finds", .title = "FINDS", .lead = ""},
        {.key = "reason", .title = "", .lead = ""},
    };
    const struct check *check;

    report_topic(report, "checks", TEXT("doctor"), TEXT("What it looks for."));
    report_table(report, "checks", "", columns, COUNT_OF(columns));
    for (size_t i = 0; (check = check_at(i)) != NULL; i++)
        REPORT_ROW(report, report_text(check->code), report_text(severity_names[check->severity]),
                   report_printf(report, "%s.", check->finds), report_text(check->reason));
}
