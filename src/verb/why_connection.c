/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "why_connection.h"

#include <string.h>

#include "annotation.h"
#include "ask.h"
#include "diagnose.h"
#include "findings.h"
#include "report.h"

/* Makes the filter ( src A dst B ) or ( src B dst A ). */
static bool make_query(const struct run *run, struct query *query, struct error *error)
{
    const struct text a = run->words[0], b = run->words[1];
    const struct text words[] = {TEXT("("), TEXT("src"), a, TEXT("dst"), b, TEXT(")"), TEXT("or"),
                                 TEXT("("), TEXT("src"), b, TEXT("dst"), a, TEXT(")")};

    if (!ask_words(query, run, words, COUNT_OF(words), error))
        return false;
    query->kinds.protocols = PROTOCOL_BIT(PROTOCOL_TCP);
    query->need = NEED_QUEUES | NEED_OWNERS | NEED_OWNER_CGROUPS | NEED_DETAILS(DETAILS_TIMER) |
                  NEED_DETAILS(DETAILS_TCP_INFO);
    return true;
}

bool why_read_options(const struct owners *owners, const struct socket *socket,
                      struct socket_options *options)
{
    const struct owner *first = owner_first(owners, socket);

    return first != NULL && first->fd != OWNER_NO_FD && (socket->have & HAVE_INODE) != 0 &&
           socket_options_read(owners->processes[first->process].pid, first->fd, socket->inode,
                               options);
}

static void say_options(struct report *report, const struct snapshot *snapshot,
                        const struct socket *socket)
{
    struct socket_options options;

    if (socket->state != STATE_ESTABLISHED ||
        !why_read_options(&snapshot->owners, socket, &options))
        return;
    if (options.keepalive)
        report_paragraph(report,
                         "Keepalive is on: the first probe after %u s without a segment, then %u "
                         "probes %u s apart; then the connection fails.",
                         options.keepalive_time_s, options.keepalive_probes,
                         options.keepalive_interval_s);
    if (options.user_timeout_ms > 0)
        report_paragraph(report,
                         "TCP_USER_TIMEOUT is %u ms: the connection fails if data stays "
                         "unacknowledged for that long.",
                         options.user_timeout_ms);
    if (!options.keepalive && options.user_timeout_ms == 0)
        report_paragraph(report,
                         "Keepalive is off, and there is no TCP_USER_TIMEOUT: while nothing "
                         "is sent, this end does not notice if the peer disappears.");
    if (options.lingers)
        report_paragraph(report, "SO_LINGER is on with %u s%s", options.linger_s,
                         options.linger_s == 0 ? ": close() sends RST and discards unsent data."
                                               : ": close() waits that long for unsent data.");
}

static void report_end(struct report *report, const struct gathering *gathering,
                       const struct column_context *context, const struct socket *socket)
{
    static const char *const shown[] = {"status", "recv_q", "send_q",
                                        "local",  "remote", "processes"};
    const struct evidence evidence = {.snapshot = &gathering->snapshot};
    struct report_column columns[COUNT_OF(shown)];
    struct value cells[COUNT_OF(shown)];
    struct annotations said;

    for (size_t i = 0; i < COUNT_OF(shown); i++) {
        const struct column *column = column_find(text_of(shown[i]));

        columns[i] = (struct report_column){.key = column->name,
                                            .title = column->title,
                                            .right = column_is_right(column),
                                            .only_data = strcmp(shown[i], "processes") == 0};
        column_get(column, context, socket, &cells[i]);
    }
    report_topic(report, "end", TEXT("one end"), (struct text){NULL, 0});
    report_table(report, "socket", "", columns, COUNT_OF(shown));
    report_cells(report, cells);
    holder_brief(report, socket, context, true);
    report_section(report, "state", "What it shows");
    diagnose_socket(&evidence, socket, &said);
    for (size_t i = 0; i < said.count; i++)
        report_paragraph(report, "%s", said.list[i].text);
    if (said.count == 0)
        report_paragraph(report, "No data is queued, and nothing is being retransmitted.");
    say_options(report, &gathering->snapshot, socket);
}

static bool explain(struct gathering *gathering, const struct run *run, enum exit_status *status,
                    struct error *error)
{
    struct column_context context;
    struct document document;
    struct report report;
    struct query query;

    if (!make_query(run, &query, error) ||
        !gather_open(gathering, &query, run->names, run->arena, error) ||
        !gather_rows(gathering, error))
        return false;
    context = ask_context(gathering, run->options);
    document = ask_document(gathering, run);
    report_init(&report, run->arena);
    for (size_t i = 0; i < gathering->count; i++)
        report_end(&report, gathering, &context,
                   snapshot_at(&gathering->snapshot, gathering->rows[i]));
    if (gathering->count == 0) {
        report_topic(&report, "end", TEXT("neither end is on this machine"),
                     (struct text){NULL, 0});
        *status = STATUS_NO;
    }
    return present_report(&run->presentation, &document, &report, context.names, error) &&
           present_end(&run->presentation, &gathering->snapshot.notes, error);
}

enum exit_status why_connection(const struct run *run, struct error *error)
{
    return ask_run(explain, run, error);
}
