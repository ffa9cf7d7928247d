/* SPDX-License-Identifier: GPL-2.0-or-later */
/* `lsock doctor`: reads the tables and the host's counters twice, and reports the findings of the
 * checks. */
#include "ask.h"
#include "examination.h"
#include "findings.h"
#include "interrupt.h"
#include "nearest.h"
#include "privilege.h"
#include "verb.h"

/* Parses a comma-separated list of codes into a set. */
static bool parse_checks(struct text codes, check_set *set, struct error *error)
{
    struct text rest = codes;

    *set = 0;
    while (rest.length > 0) {
        struct text code = text_take_until(&rest, ',');
        struct nearest nearest = {.best = {NULL, 0}};
        const struct check *check;
        size_t i = 0;

        while ((check = check_at(i)) != NULL && !text_equal(code, text_of(check->code))) {
            nearest_offer(&nearest, code, text_of(check->code));
            i++;
        }
        if (check != NULL) {
            *set |= (check_set)1 << i;
            continue;
        }
        error_set(error, STATUS_USAGE, "unknown check");
        error_mark_part(error, codes, code);
        error_suggest(error, nearest.best, "`lsock doctor --list` lists all checks");
        return false;
    }
    return true;
}

static bool choose_checks(const struct options *options, check_set *which, struct error *error)
{
    check_set skipped;

    *which = ~(check_set)0;
    if (!parse_checks(options->skip, &skipped, error) ||
        (options->only.bytes != NULL && !parse_checks(options->only, which, error)))
        return false;
    *which &= ~skipped;
    return true;
}

static void count_severities(const struct findings *findings, size_t counts[SEVERITY_COUNT])
{
    for (size_t i = 0; i < SEVERITY_COUNT; i++)
        counts[i] = 0;
    for (size_t i = 0; i < findings->count; i++)
        counts[findings->list[i].severity]++;
}

/* Prints "2 problems, 1 warning: 24 checks, 1204 sockets, 1.1 s". */
static void print_verdict(const struct examination *examination)
{
    struct output *output = examination->run->presentation.output;
    size_t counts[SEVERITY_COUNT];
    const char *separator = "";
    char room[SPAN_ROOM];

    count_severities(&examination->findings, counts);
    for (size_t i = SEVERITY_COUNT; i-- > 0;) {
        if (counts[i] == 0)
            continue;
        output_printf(output, "%s%zu %s%s", separator, counts[i], severity_names[i],
                      counts[i] == 1 ? "" : "s");
        separator = ", ";
    }
    if (examination->findings.count == 0)
        output_text(output, TEXT("nothing found"));
    output_printf(output, ": %u %s, %zu sockets", examination->findings.checked,
                  plural(examination->findings.checked, "check", "checks"),
                  examination->evidence.row_count);
    if (examination->gathering->recording != NULL && examination->evidence.before != NULL)
        output_printf(output, ", readings %s apart", span(examination->evidence.interval_ms, room));
    else if (examination->gathering->recording == NULL && examination->run->options->watch == 0)
        output_printf(output, ", %s",
                      span(interrupt_clock() - examination->progress.started, room));
    output_byte(output, '\n');
}

static bool print_report(const struct examination *examination,
                         const struct column_context *context, struct error *error)
{
    const struct run *run = examination->run;
    struct document document = ask_document(examination->gathering, run);
    struct report report;

    print_verdict(examination);
    if (examination->findings.count == 0)
        return true;
    output_byte(run->presentation.output, '\n');
    report_init(&report, &examination->gathering->snapshot.arena);
    findings_report(&report, &examination->findings, context);
    return present_report(&run->presentation, &document, &report, context->names, error);
}

static bool print(const struct examination *examination, struct error *error)
{
    const struct run *run = examination->run;
    struct column_context context = ask_context(examination->gathering, run->options);
    struct document document = ask_document(examination->gathering, run);
    struct findings_table table;

    if (run->options->format == FORMAT_TABLE)
        return print_report(examination, &context, error);
    findings_table_init(&table, &examination->findings, &context);
    return present(&run->presentation, &document, &table.table, error);
}

/* Prints the findings; with --quiet only the notes about incomplete data. */
static bool answer(const struct examination *examination, struct error *error)
{
    const struct run *run = examination->run;
    const struct snapshot *snapshot = &examination->gathering->snapshot;

    if (run->options->quiet && snapshot_complete(snapshot))
        return true;
    return (run->options->quiet || print(examination, error)) &&
           present_end(&run->presentation, &snapshot->notes, error);
}

static enum exit_status status_of(const struct findings *findings)
{
    for (size_t i = 0; i < findings->count; i++)
        if (findings->list[i].severity > SEVERITY_HINT)
            return STATUS_NO;
    return STATUS_DONE;
}

static bool list_checks(const struct gathering *gathering, const struct run *run,
                        struct error *error)
{
    struct document document = ask_document(gathering, run);
    struct report report;

    report_init(&report, run->arena);
    checks_report(&report);
    return present_report(&run->presentation, &document, &report, NULL, error) &&
           output_finish(run->presentation.output, error);
}

/* With --watch it is already open. */
static bool open_asked(struct gathering *gathering, const struct query *query,
                       const struct run *run, struct error *error)
{
    if (!query->follows)
        return gather_open(gathering, query, run->names, run->arena, error);
    gathering->query.unordered = true;
    gathering->query.need = query->need;
    return true;
}

static bool doctor(struct gathering *gathering, const struct run *run, enum exit_status *status,
                   struct error *error)
{
    struct examination examination;
    check_set which;
    struct query query;
    bool done;

    if (run->options->list_topics)
        return list_checks(gathering, run, error);
    if (!choose_checks(run->options, &which, error) || !ask(&query, run, error))
        return false;
    examination_init(&examination, gathering, run, options_interval(run->options));
    query.unordered = true;
    if (query.kinds.protocols == 0 && run->options->read == NULL) /* there are few of them */
        query.also = TEXT("tcp or udp or ( unix and state listening )");
    query.need = NEED_QUEUES | NEED_OWNERS | NEED_OWNER_CGROUPS | NEED_OWNER_LIMITS |
                 NEED_DETAILS(DETAILS_TIMER) | NEED_DETAILS(DETAILS_MEMORY) |
                 NEED_DETAILS(DETAILS_TCP_INFO);
    query.earlier = &examination.earlier;
    if (run->options->read_later != NULL) {
        query.recording = run->options->read_later;
        query.earlier = NULL;
    }
    done = open_asked(gathering, &query, run, error) && examination_read(&examination, error) &&
           examination_judge(&examination, which, error);
    if (done)
        examination_note_left_out(&examination);
    done = done && examination_record(&examination, error) && answer(&examination, error);
    *status = status_of(&examination.findings);
    examination_free(&examination);
    return done;
}

const struct verb verb_doctor = {
    .name = "doctor",
    .usage = "[OPTIONS] [FILTER]",
    .summary = "find problems, who must act, and what to type next",
    .takes = OPTIONS_CHOOSE | OPTIONS_TABLE | OPTIONS_JSON | OPTIONS_PLACE | OPTIONS_TREE |
             OPTIONS_READ | OPTIONS_READ_TWO | OPTIONS_RECORD,
    .options = "watch interval list only skip quiet",
    .words = COMPLETE_FILTER,
    .privileges = PRIVILEGE_OWNERS | PRIVILEGE_MARKS,
    .schema = &findings_schema,
    .run = ask_run_verb,
    .work = doctor,
};
