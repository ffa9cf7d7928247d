/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Findings as a report and as a table. A finding has columns of its own and columns of its worst
 * socket; CSV, JSON and the schema are generated from one list of them.
 */
#include "findings.h"

#include "port_holders.h"
#include "schema.h"

/* The finding's own columns, which come first. */
enum own {
    OWN_SEVERITY,
    OWN_CODE,
    OWN_TITLE,
    OWN_COUNT,
    OWN_ADVICE,
    OWN_COMMAND,
    OWN_ALSO,
    OWN_END
};

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

enum also_column { ALSO_SEVERITY, ALSO_CODE, ALSO_TITLE };

static const struct list_column also_columns[] = {
    [ALSO_SEVERITY] = {"severity", VALUE_TEXT, "as in a separate finding", .words = severity_words},
    [ALSO_CODE] = {"code", VALUE_TEXT, "as in a separate finding", .words = code_words},
    [ALSO_TITLE] = {"title", VALUE_TEXT, "what was found"},
};

static const struct list_type also_list = {
    .columns = also_columns,
    .column_count = COUNT_OF(also_columns),
    .name = ALSO_CODE,
    .number = LIST_NO_NUMBER,
};

static const struct table_column finding_columns[] = {
    [OWN_SEVERITY] = {"severity", "SEVERITY", .words = severity_words,
        .help = "problem: something fails now; warning: it may soon; hint: worth knowing"},
    [OWN_CODE] = {"code", "CODE", .words = code_words,
        .help = "stable code of the finding; `lsock explain CODE` explains it"},
    [OWN_TITLE] = {"title", "TITLE", .help = "what was found, with the key number"},
    [OWN_COUNT] = {"count", "COUNT", .type = VALUE_NUMBER,
        .help = "number of sockets concerned; 0: the finding concerns the host"},
    [OWN_ADVICE] = {"advice", "ADVICE", .help = "what to do"},
    [OWN_COMMAND] = {"command", "COMMAND", .help = "a command that shows more"},
    [OWN_ALSO] = {"also", "ALSO", .type = VALUE_LIST, .list = &also_list,
        .help = "other findings with the same cause"},
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

static void also_cell(const struct list *list, size_t item, size_t column, struct value *value)
{
    const struct finding_also *also = (const struct finding_also *)list->items + item;

    *value = text_value(column == ALSO_SEVERITY ? text_of(severity_names[also->severity])
                        : column == ALSO_CODE   ? text_of(also->check->code)
                                                : also->title);
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
    case OWN_ALSO:
        *value = (struct value){.presence = finding->also_count == 0 ? VALUE_ABSENT : VALUE_KNOWN,
                                .type = VALUE_LIST,
                                .list = {.type = &also_list,
                                         .items = finding->also,
                                         .count = finding->also_count,
                                         .whole = true,
                                         .cell = also_cell}};
        break;
    default:
        *value = text_value(finding->command);
    }
}

/* A finding without sockets has no snapshot; any context does. */
static const struct column_context *context_of(const struct finding *finding,
                                               const struct column_context *contexts)
{
    while (finding->row_count > 0 && contexts->snapshot != finding->snapshot)
        contexts++;
    return contexts;
}

static void socket_cell(const struct column *column, const struct column_context *contexts,
                        const struct finding *finding, size_t row, struct value *value)
{
    const struct column_context *context = context_of(finding, contexts);

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

/* For people: who holds the sockets, in words, if it is the same for all of them. */
static const struct socket *row_of(const struct finding *finding, size_t row)
{
    return snapshot_at(finding->snapshot, finding->rows[row]);
}

static const struct process *holder_of(const struct finding *finding, size_t row)
{
    return owner_first_process(&finding->snapshot->owners, row_of(finding, row));
}

static bool has_one_holder(const struct finding *finding)
{
    for (size_t row = 1; row < finding->row_count; row++)
        if (holder_of(finding, row) != holder_of(finding, 0))
            return false;
    return true;
}

static void add_part(struct builder *out, const char *what, struct text text)
{
    if (text.length == 0)
        return;
    builder_add(out, out->length == 0 ? TEXT("") : TEXT(", "));
    builder_add(out, text_of(what));
    builder_add(out, text);
}

static void say_process(const struct socket *socket, const struct process *process,
                        const struct names *names, struct builder *out)
{
    struct text user = {NULL, 0};

    if (process == NULL && socket->owner_status == OWNER_PERMISSION_DENIED) {
        if ((socket->have & HAVE_UID) != 0 && names != NULL && names->user != NULL)
            user = names->user(names->context, socket->uid);
        builder_add(out, TEXT("hidden: a process of "));
        builder_add(out, user.length == 0 ? TEXT("another user") : TEXT("user "));
        builder_add(out, user);
        builder_add(out, TEXT("; root can see it"));
    } else if (process == NULL && socket->owner_status == OWNER_NOT_FOUND) {
        builder_add(out, TEXT("no visible process: the kernel or a process in a container owns it"));
    }
    if (process == NULL)
        return;
    builder_add(out, process->command);
    builder_printf(out, "[%u]", (unsigned)process->pid);
    user = process->user;
    if (user.length == 0 && process->has_uid && names != NULL && names->user != NULL)
        user = names->user(names->context, process->uid);
    add_part(out, "user ", user);
    add_part(out, "unit ", process->unit);
    add_part(out, "container ", process->container);
}

void holder_brief(struct report *report, const struct socket *socket,
                  const struct column_context *context, bool same_process)
{
    const struct snapshot *snapshot = context->snapshot;
    const struct source *source = snapshot_source(snapshot, socket);
    struct builder out = {0};

    if (same_process)
        say_process(socket, owner_first_process(&snapshot->owners, socket), context->names, &out);
    if (snapshot_has_namespaces(snapshot))
        add_part(&out, "network namespace ", source->netns_label);
    if (out.length > 0)
        report_brief(report, "who", "Who",
                     report_printf(report, "%.*s", (int)out.length, out.bytes).text);
    builder_free(&out);
}

/* The sockets in a small table, which should fit 80 columns: what the finding says in words, or
 * what no socket of it has, is no column. */
enum shown {
    SHOWN_PROTOCOL,
    SHOWN_STATE,
    SHOWN_RECV_Q,
    SHOWN_SEND_Q,
    SHOWN_LOCAL,
    SHOWN_REMOTE,
    SHOWN_PROCESSES,
    SHOWN_COUNT
};

static bool shows(const struct finding *finding, enum shown which)
{
    if (which == SHOWN_PROCESSES)
        return !has_one_holder(finding);
    if (which != SHOWN_PROTOCOL && which != SHOWN_REMOTE)
        return true;
    for (size_t row = 0; row < finding->row_count; row++) {
        const struct socket *socket = row_of(finding, row);

        if (which == SHOWN_PROTOCOL ? socket->protocol != PROTOCOL_TCP
                                    : !socket_is_listening(socket))
            return true;
    }
    return false;
}

static void add_sockets(struct report *report, const struct finding *finding,
                        const struct column_context *contexts)
{
    static const char *const names[] = {
        [SHOWN_PROTOCOL] = "protocol",  [SHOWN_STATE] = "status", [SHOWN_RECV_Q] = "recv_q",
        [SHOWN_SEND_Q] = "send_q",      [SHOWN_LOCAL] = "local",  [SHOWN_REMOTE] = "remote",
        [SHOWN_PROCESSES] = "processes"};
    const struct column *shown[SHOWN_COUNT];
    struct report_column columns[SHOWN_COUNT];
    struct value cells[SHOWN_COUNT];
    size_t count = 0;

    for (unsigned i = 0; i < SHOWN_COUNT; i++) {
        const struct column *column = column_find(text_of(names[i]));

        if (!shows(finding, (enum shown)i))
            continue;
        columns[count] = (struct report_column){
            .key = column->name, .title = column->title, .right = column_is_right(column)};
        shown[count++] = column;
    }
    report_table(report, "sockets", "", columns, count);
    for (size_t row = 0; row < finding->row_count; row++) {
        for (size_t i = 0; i < count; i++)
            socket_cell(shown[i], contexts, finding, row, &cells[i]);
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
    if (finding->row_count > 0) {
        add_sockets(report, finding, contexts);
        holder_brief(report, row_of(finding, 0), context_of(finding, contexts),
                     has_one_holder(finding));
    }
    for (size_t i = 0; i < finding->also_count; i++)
        report_brief(report, i % 2 == 0 ? "also" : "also_more", "Also", finding->also[i].title);
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

    report_topic(report, "checks", TEXT("doctor"), TEXT("The checks of lsock doctor."));
    report_table(report, "checks", "", columns, COUNT_OF(columns));
    for (size_t i = 0; (check = check_at(i)) != NULL; i++)
        REPORT_ROW(report, report_text(check->code), report_text(severity_names[check->severity]),
                   report_printf(report, "%s.", check->finds), report_text(check->reason));
}
