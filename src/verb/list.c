/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The default verb: lists sockets. */
#include "list.h"

#include <stdio.h>
#include <stdlib.h>

#include "ask.h"
#include "backend.h"
#include "changes.h"
#include "diagnose.h"
#include "network_namespace.h"
#include "number.h"
#include "privilege.h"
#include "process_list.h"
#include "schema.h"
#include "shown.h"
#include "socket_table.h"
#include "terminal.h"
#include "tool_text.h"
#include "verb.h"
#include "write_recording.h"

static bool is_without_queues(const struct snapshot *snapshot, const struct socket *socket)
{
    return snapshot_source(snapshot, socket)->dialect == DIALECT_WINDOWS_MIB &&
           (socket->have & (HAVE_RECV_QUEUE | HAVE_SEND_QUEUE)) == 0;
}

/* Whether --columns chose the queue columns by name, or replaced the default columns. */
static bool are_queues_chosen(const struct gathering *gathering, struct text chosen)
{
    return chosen.bytes != NULL &&
           (column_list_replaces(chosen) ||
            (column_list_flags(&gathering->query.asked) & COLUMN_QUEUE) != 0);
}

/* Windows reports queues only for connections with enabled statistics. Unless chosen, the two
 * columns are removed from a table if they are unknown in every row. */
static void leave_out_unknown_queues(struct column_list *columns, const struct gathering *gathering,
                                     const struct options *options)
{
    if (options->format != FORMAT_TABLE || gathering->count == 0 ||
        are_queues_chosen(gathering, options->columns))
        return;
    for (size_t i = 0; i < gathering->count; i++)
        if (!is_without_queues(&gathering->snapshot,
                               snapshot_at(&gathering->snapshot, gathering->rows[i])))
            return;
    column_list_remove(columns, COLUMN_QUEUE);
}

/* Whether Windows does not report the column. Values unknown for another reason have their own
 * note. */
static bool is_unreported(const struct gathering *gathering, const struct column *column)
{
    struct column_context context = gather_context(gathering);
    struct value value = {.presence = VALUE_UNKNOWN};

    if ((column->need & (NEED_OWNERS | NEED_CREATED | NEED_QUEUES)) != 0)
        return false;
    for (size_t i = 0; i < gathering->count && value.presence == VALUE_UNKNOWN; i++)
        column_get(column, &context, snapshot_at(&gathering->snapshot, gathering->rows[i]), &value);
    return gathering->count > 0 && value.presence == VALUE_UNKNOWN;
}

/* Notes columns that were requested by name and exist only on Linux. */
static void note_unreported(struct gathering *gathering)
{
    const struct column_list *asked = &gathering->query.asked;
    struct builder names = {0};

    for (size_t i = 0; i < asked->count && gathering->names->windows; i++)
        if (is_unreported(gathering, asked->columns[i]))
            builder_printf(&names, "%s%s", names.length > 0 ? ", " : "", asked->columns[i]->name);
    if (names.length > 0)
        note_add(&gathering->snapshot.notes, false, "columns_unknown",
                 "unknown in every row because Windows does not report it: %.*s", (int)names.length,
                 names.bytes);
    builder_free(&names);
}

/* An explanation belongs to the row above it, so a row that is gone has none. */
static bool mark_changes(struct socket_table *table, struct changed_rows *changed,
                         const struct gathering *gathering, const struct run *run,
                         struct error *error)
{
    bool made = changes_make(changed, run->presentation.style.window->changes, gathering,
                             !run->options->explain);

    if (!made) {
        free(changed->list);
        return error_out_of_memory(error);
    }
    if (gathering->earlier != NULL)
        changed->earlier = ask_context(gathering->earlier, run->options);
    changed->earlier.annotator = NULL; /* its memory is gone */
    socket_table_change(table, changed);
    return true;
}

static bool print_rows(const struct gathering *gathering, struct column_list *columns,
                       const struct run *run, bool *marked, struct error *error)
{
    struct column_context context = ask_context(gathering, run->options);
    struct document document = ask_document(gathering, run);
    struct changed_rows changed = {NULL};
    struct socket_table table;
    bool printed;

    leave_out_unknown_queues(columns, gathering, run->options);
    socket_table_init(&table, &context, columns, gathering->rows, gathering->count);
    table.table.marked = marked;
    if (run->presentation.style.window != NULL &&
        !mark_changes(&table, &changed, gathering, run, error))
        return false;
    if (run->options->explain)
        socket_table_annotate(&table);
    socket_table_add_details(&table, run->options->details);
    printed = present(&run->presentation, &document, &table.table, error);
    socket_table_free(&table);
    free(changed.list);
    return printed;
}

/* Notes how many sockets the layout of another tool cannot show. */
static void note_left_out(const struct gathering *gathering, const struct run *run)
{
    size_t count = 0;
    char note[80];

    for (size_t i = 0; i < gathering->count; i++)
        count += !tool_lists(run->presentation.format,
                             snapshot_at(&gathering->snapshot, gathering->rows[i]));
    snprintf(note, sizeof(note), "%zu socket%s omitted: this layout does not list %s", count,
             count == 1 ? "" : "s", count == 1 ? "its kind" : "their kinds");
    if (count > 0)
        present_note(&run->presentation, note);
}

static void remark_marks(const struct run *run)
{
    if (terminal_is(stderr))
        present_remark(&run->presentation,
                       "! marks a full accept queue, drops or a stuck queue; see `lsock doctor`");
}

/* Tells people in a container that these are not the sockets of the whole machine. JSON names the
 * namespace of each source. */
static void remark_place(const struct snapshot *snapshot, const struct run *run)
{
    const struct options *options = run->options;
    uint64_t own = backend_netns(), initial = netns_initial();
    struct text name = snapshot->source_count == 0 ? TEXT("") : snapshot->sources[0].netns_name;
    char remark[320];

    if (options->format != FORMAT_TABLE || options->netns.length != 0 || options->read != NULL ||
        !terminal_is(stderr) || own == 0 || initial == 0 || own == initial)
        return;
    snprintf(remark, sizeof(remark), "this is %s%.*s",
             name.length == 0 ? "not the initial network namespace" : "the network namespace ",
             (int)name.length, name.length == 0 ? "" : name.bytes);
    present_remark(&run->presentation, remark);
}

bool list_print(const struct gathering *gathering, struct column_list *columns,
                const struct run *run, const char *outcome, struct error *error)
{
    bool marked = false;

    if (run->options->count)
        present_count(&run->presentation, gathering->count);
    else if (!print_rows(gathering, columns, run, &marked, error))
        return false;
    if (!recording_write(gathering, NULL, run, error))
        return false;
    output_flush(run->presentation.output);
    if (outcome != NULL && !format_is_json(run->presentation.format))
        present_note(&run->presentation, outcome);
    if (!present_end(&run->presentation, &gathering->snapshot.notes, error))
        return false;
    if (format_is_tool(run->presentation.format))
        note_left_out(gathering, run);
    if (marked)
        remark_marks(run);
    remark_place(&gathering->snapshot, run);
    return true;
}

static bool print_plan(const struct gathering *gathering, const struct run *run,
                       struct error *error)
{
    struct builder out = {0};
    bool whole;

    scope_plan(&gathering->scope, &out);
    whole = !out.failed;
    output_text(run->presentation.output, builder_text(&out));
    builder_free(&out);
    return whole ? output_finish(run->presentation.output, error) : error_out_of_memory(error);
}

/* Refuses options for which the tool's layout has no column. */
static bool check_list(const struct run *run, struct error *error)
{
    const struct options *options = run->options;
    unsigned shows;
    const char *idle;

    if (!format_is_tool(options->format))
        return true;
    shows = tool_shows(options->format);
    idle = (options->owners & OWNERS_SHOWN) != 0 && (shows & TOOL_OWNERS) == 0 ? "-p"
           : (options->details & DETAILS_BIT(DETAILS_EXTENDED)) != 0 && (shows & TOOL_EXTENDED) == 0
               ? "-e"
           : (options->details & DETAILS_BIT(DETAILS_TIMER)) != 0 && (shows & TOOL_TIMER) == 0
               ? "-o"
               : NULL;
    return idle == NULL || error_set(error, STATUS_USAGE,
                                     "%s has no effect: the layout has no column for it", idle);
}

struct sought_process {
    uint64_t pid;
    bool found;
};

static void see_process(void *context, const struct process *process)
{
    struct sought_process *sought = context;

    sought->found |= process->pid == sought->pid;
}

/* A number means a port. If no socket has it, people may have meant a process. */
static void remark_process(const struct gathering *gathering, const struct run *run)
{
    struct sought_process sought = {.found = false};
    char remark[96];

    if (gathering->total > 0 || run->word_count != 1 || run->options->read != NULL ||
        run->options->format != FORMAT_TABLE || !terminal_is(stderr) ||
        !number_parse(run->words[0], UINT32_MAX, &sought.pid))
        return;
    (void)processes_list(gathering->query.proc_root, see_process, &sought);
    if (!sought.found)
        return;
    snprintf(remark, sizeof(remark),
             "no socket uses port %llu; for the process: lsock 'pid = %llu'",
             (unsigned long long)sought.pid, (unsigned long long)sought.pid);
    present_remark(&run->presentation, remark);
}

static bool list(struct gathering *gathering, const struct run *run,
                 enum exit_status *status UNUSED, struct error *error)
{
    struct column_list columns;

    if (!ask_open(gathering, run, error) || !shown_choose(&columns, run->options, gathering, error))
        return false;
    if (run->options->plan)
        return print_plan(gathering, run, error);
    if (!ask_annotated(gathering, run, error) || !gather_rows(gathering, error) ||
        (run->presentation.style.window != NULL && !gather_compare(gathering, error)))
        return false;
    note_unreported(gathering);
    if (!list_print(gathering, &columns, run, NULL, error))
        return false;
    remark_process(gathering, run);
    return true;
}

const struct schema list_schema = {
    .name = "lsock",
    .description = "A listing: one document, or JSON lines. Later versions only add keys.",
    .row_name = "socket",
    .rows_key = "sockets",
    .row_description = "One socket. The core keys are required; null: does not apply, or not "
                       "reported by the system.",
    .codes = diagnose_codes,
    .recorded = true,
    .describe = schema_describe_socket,
};

const struct verb verb_list = {
    .usage = "[OPTIONS] [FILTER]",
    .summary = "list sockets",
    .takes = OPTIONS_CHOOSE | OPTIONS_COMPARE | OPTIONS_RESOLVE | OPTIONS_SHOW | OPTIONS_COLUMNS |
             OPTIONS_ORDER | OPTIONS_LIMIT | OPTIONS_COUNT | OPTIONS_TABLE | OPTIONS_JSON |
             OPTIONS_PLACE | OPTIONS_TREE | OPTIONS_READ | OPTIONS_FORMAT | OPTIONS_RECORD,
    .options = "watch explain plan as",
    .words = COMPLETE_FILTER,
    .names = true,
    .privileges = PRIVILEGE_OWNERS | PRIVILEGE_MARKS,
    .schema = &list_schema,
    .check = check_list,
    .run = ask_run_verb,
    .work = list,
};
