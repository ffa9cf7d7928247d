/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A finding is told by columns of its own and by columns of its worst socket. The table below says
 * which; CSV, JSON and the schema are made from it.
 */
#include "findings.h"

#include "port_holders.h"
#include "schema.h"

enum own { OWN_SEVERITY, OWN_CODE, OWN_TITLE, OWN_COUNT, OWN_ADVICE, OWN_COMMAND, OF_SOCKET };

struct finding_column {
    const char *key, *title;
    enum own own;
    const char *help; /* OF_SOCKET: NULL, the column's own is told */
};

/* clang-format off */
static const struct finding_column finding_columns[] = {
    {"severity", "SEVERITY", OWN_SEVERITY, "problem: something fails now; warning: it may soon; hint: worth knowing"},
    {"code", "CODE", OWN_CODE, "a stable word for what was found; `lsock explain CODE` says more"},
    {"title", "TITLE", OWN_TITLE, "what was found, with the number that matters"},
    {"count", "COUNT", OWN_COUNT, "how many sockets it is about; 0: it is about the host"},
    {"advice", "ADVICE", OWN_ADVICE, "what to do"},
    {"command", "COMMAND", OWN_COMMAND, "a command that shows more"},
    {"protocol", "PROTO", OF_SOCKET, NULL},
    {"status", "STATUS", OF_SOCKET, NULL},
    {"local_address", "LOCAL-ADDRESS", OF_SOCKET, NULL},
    {"local_port", "LOCAL-PORT", OF_SOCKET, NULL},
    {"remote_address", "REMOTE-ADDRESS", OF_SOCKET, NULL},
    {"remote_port", "REMOTE-PORT", OF_SOCKET, NULL},
    {"cookie", "COOKIE", OF_SOCKET, NULL},
    {"netns", "NETNS", OF_SOCKET, NULL},
    {"netns_name", "NETNS-NAME", OF_SOCKET, NULL},
    {"process_status", "PROCESS-STATUS", OF_SOCKET, NULL},
    {"processes", "PROCESS", OF_SOCKET, NULL},
};
/* clang-format on */

static const struct column *source_of(const struct finding_column *column)
{
    return column->own == OF_SOCKET ? column_find(text_of(column->key)) : NULL;
}

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
    const struct finding_column *of = &finding_columns[column];

    if (of->own == OF_SOCKET)
        socket_cell(source_of(of), table->contexts, finding, 0, value);
    else
        own_cell(of->own, finding, value);
}

void findings_table_init(struct findings_table *table, const struct findings *findings,
                         const struct column_context *contexts)
{
    static struct table_column columns[COUNT_OF(finding_columns)];

    for (size_t i = 0; i < COUNT_OF(columns); i++)
        columns[i] = (struct table_column){finding_columns[i].key, finding_columns[i].title, false};
    table->findings = findings;
    table->contexts = contexts;
    table->table = (struct table){
        .columns = columns,
        .column_count = COUNT_OF(columns),
        .row_count = findings->count,
        .cell = cell,
        .context = table,
        .names = contexts->names,
    };
}

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

static CLOSED_LIST(severity_words, severity_names)

    static bool describe(size_t index, struct schema_property *property)
{
    const struct finding_column *column = &finding_columns[index];
    const struct column *source = source_of(column);

    if (index >= COUNT_OF(finding_columns))
        return false;
    *property = (struct schema_property){
        .words = column->own == OWN_SEVERITY ? severity_words
                 : column->own == OWN_CODE   ? code_words
                                             : NULL,
        .column = source,
        .key = column->key,
        .prefix = source == NULL ? "" : "of the worst of its sockets: ",
        .help = source == NULL ? column->help : source->help,
        .type = source != NULL             ? source->type
                : column->own == OWN_COUNT ? VALUE_NUMBER
                                           : VALUE_TEXT,
        .list = source == NULL ? NULL : source->list,
        .required = true,
    };
    return true;
}

const struct schema findings_schema = {
    .name = "lsock-findings",
    .description = "What is wrong with the sockets of a machine. Keys are only ever added.",
    .row_name = "finding",
    .rows_key = "findings",
    .row_description = "One thing that was found.",
    .describe = describe,
};

/* For people: the sockets of a finding in a small table. */
static const char *const shown[] = {"protocol", "status", "recv_q", "send_q",
                                    "local",    "remote", "processes"};

static void add_sockets(struct report *report, const struct finding *finding,
                        const struct column_context *contexts)
{
    struct report_column columns[COUNT_OF(shown)];
    struct value cells[COUNT_OF(shown)];

    for (size_t i = 0; i < COUNT_OF(shown); i++) {
        const struct column *column = column_find(text_of(shown[i]));

        columns[i] = (struct report_column){
            .key = column->name, .title = column->title, .right = column_is_right(column)};
    }
    report_table(report, "sockets", "", columns, COUNT_OF(shown));
    for (size_t row = 0; row < finding->row_count; row++) {
        for (size_t i = 0; i < COUNT_OF(shown); i++)
            socket_cell(column_find(text_of(shown[i])), contexts, finding, row, &cells[i]);
        report_cells(report, cells);
    }
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
