/* SPDX-License-Identifier: GPL-2.0-or-later */
/* `lsock doctor`: two readings of the tables and of the host's counters, and what the checks find.
 */
#include <stdio.h>
#include <stdlib.h>

#include "ask.h"
#include "clock.h"
#include "findings.h"
#include "host_values.h"
#include "interrupt.h"
#include "nearest.h"
#include "peers.h"
#include "privilege.h"
#include "verb.h"
#include "write_recording.h"

struct examination {
    const struct run *run;
    struct gathering *gathering; /* the second reading, or the only one */
    struct snapshot first;
    struct cookie_index before;
    struct host_reading hosts[2]; /* at the first reading, and at the second */
    struct evidence evidence;
    check_set which;
    struct findings findings;
    unsigned long long started;
};

static void read_host(struct host_reading *host)
{
    host_settings_read(&host->settings);
    host_counters_read(&host->counters, 0);
    host_sockstat_read(&host->sockstat, 0);
    host_conntrack_read(&host->conntrack);
}

/* The tables of this system, and not those of another tree or recording. */
static bool is_live(const struct gathering *gathering)
{
    return gathering->recording == NULL && gathering->query.proc_root == NULL;
}

/* Without owners: a socket of the second reading is looked up in it by its cookie. */
static bool read_first(struct examination *examination, struct error *error)
{
    struct gathering *gathering = examination->gathering;
    struct collector collector = {&examination->first, NULL, NULL};

    if (!gather_prepare(gathering, error) ||
        !gather_tables(gathering, NULL, &gathering->scope.request, &collector, error))
        return false;
    if (!cookie_index_make(&examination->before, &examination->first))
        return error_out_of_memory(error);
    read_host(&examination->hosts[0]);
    return true;
}

static bool wait_interval(struct examination *examination)
{
    unsigned long long begin = interrupt_clock();
    int milliseconds = (int)(examination->run->options->interval * 1000);

    if (!interrupt_begin() || interrupt_wait(-1, milliseconds) != WOKEN_TIMEOUT)
        return false;
    examination->evidence.interval_ms = interrupt_clock() - begin;
    return true;
}

static bool read_twice(struct examination *examination, struct error *error)
{
    struct evidence *evidence = &examination->evidence;

    if (!is_live(examination->gathering))
        return gather_rows(examination->gathering, error);
    if (!read_first(examination, error))
        return false;
    if (wait_interval(examination)) {
        evidence->before = &examination->before;
        evidence->kinds |= EVIDENCE_INTERVAL;
        evidence->host_before = &examination->hosts[0];
    }
    if (interrupt_came())
        return error_set(error, STATUS_FAILED, "interrupted");
    if (!gather_rows(examination->gathering, error))
        return false;
    read_host(&examination->hosts[1]);
    evidence->host = &examination->hosts[1];
    evidence->kinds |= EVIDENCE_HOST;
    if (evidence->host_before != NULL)
        evidence->kinds |= EVIDENCE_GROWTH;
    return true;
}

static void find_details(const struct snapshot *snapshot, unsigned *kinds)
{
    bool timer = false, memory = false;

    for (size_t i = 0; i < snapshot->count && !(timer && memory); i++) {
        const struct socket_detail *detail = snapshot_at(snapshot, i)->detail;

        timer = timer || (detail != NULL && (detail->have & DETAIL_TIMER_KIND) != 0);
        memory = memory || (detail != NULL && detail->memory != NULL);
    }
    *kinds |= (timer || snapshot->count == 0 ? EVIDENCE_DETAILS : 0) |
              (memory || snapshot->count == 0 ? EVIDENCE_MEMORY : 0);
}

static bool has_limits(const struct owners *owners)
{
    for (size_t i = 0; i < owners->process_count; i++)
        if (owners->processes[i].descriptor_limit > 0)
            return true;
    return false;
}

/* Whether every TCP socket was looked at, so that one that is not there is nowhere. */
static bool is_whole(const struct gathering *gathering)
{
    const struct query *query = &gathering->query;

    return !gathering->scope.chosen && query->families == 0 && query->selection == SELECT_DEFAULT &&
           snapshot_complete(&gathering->snapshot) &&
           (gathering->scope.request.protocols & PROTOCOL_BIT(PROTOCOL_TCP)) != 0;
}

/* Why checks were left out, in one line. */
static void note_left_out(const struct findings *findings, struct notes *notes)
{
    static const char *const lacks[] = {
        "a second reading",
        "this system's settings",
        "this system's counters at two times",
        "owners",
        "timers and details of TCP",
        "memory and drops",
        "the whole TCP table (a filter was given, or it was not read whole)",
        "limits of processes",
    };
    char text[384] = "";
    size_t used = 0;

    for (unsigned i = 0; i < COUNT_OF(lacks); i++)
        if ((findings->lacking & 1u << i) != 0)
            used += (size_t)snprintf(text + used, sizeof(text) - used, "%s%s",
                                     used == 0 ? "" : ", ", lacks[i]);
    if (findings->left_out > 0)
        note_add(notes, false, "checks_left_out", "%u %s not applied, for want of: %s",
                 findings->left_out, findings->left_out == 1 ? "check was" : "checks were", text);
    if (findings->more > 0)
        note_add(notes, false, "findings_left_out",
                 "%zu more findings of the same checks are not shown", findings->more);
}

static bool examine(struct examination *examination, struct error *error)
{
    struct gathering *gathering = examination->gathering;
    struct evidence *evidence = &examination->evidence;

    evidence->snapshot = &gathering->snapshot;
    evidence->rows = gathering->rows;
    evidence->row_count = gathering->total;
    evidence->names = gathering->names;
    find_details(&gathering->snapshot, &evidence->kinds);
    if (gathering->snapshot.owners.requested)
        evidence->kinds |= EVIDENCE_OWNERS;
    if (has_limits(&gathering->snapshot.owners) ||
        (is_live(gathering) && gathering->snapshot.owners.process_count == 0))
        evidence->kinds |= EVIDENCE_LIMITS;
    if (is_whole(gathering)) {
        if (!peers_make(&gathering->snapshot))
            return error_out_of_memory(error);
        evidence->kinds |= EVIDENCE_WHOLE;
    }
    if (!checks_apply(examination->which, evidence, &gathering->snapshot.arena,
                      &examination->findings))
        return error_out_of_memory(error);
    note_left_out(&examination->findings, &gathering->snapshot.notes);
    return true;
}

/* Codes between commas, as a set. */
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
        error_set(error, STATUS_USAGE, "no check has this code");
        error_mark_part(error, codes, code);
        error_suggest(error, nearest.best, "`lsock doctor --list` names all checks");
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

/* "2 problems, 1 warning: 24 checks, 1204 sockets, 1.1 s" */
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
    output_printf(output, ": %u %s, %zu sockets, %s\n", examination->findings.checked,
                  plural(examination->findings.checked, "check", "checks"),
                  examination->evidence.row_count,
                  span(interrupt_clock() - examination->started, room));
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

/* With --quiet only why it could not look everywhere. */
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

static bool doctor(struct gathering *gathering, const struct run *run, enum exit_status *status,
                   struct error *error)
{
    struct examination examination = {
        .run = run, .gathering = gathering, .started = interrupt_clock()};
    struct query query;
    bool done;

    if (run->options->list_topics)
        return list_checks(gathering, run, error);
    if (!choose_checks(run->options, &examination.which, error) || !ask(&query, run, error))
        return false;
    query.unordered = true;
    query.need = NEED_QUEUES | NEED_OWNERS | NEED_OWNER_CGROUPS | NEED_OWNER_LIMITS |
                 NEED_DETAILS(DETAILS_TIMER) | NEED_DETAILS(DETAILS_MEMORY) |
                 NEED_DETAILS(DETAILS_TCP_INFO);
    snapshot_init(&examination.first);
    done = gather_open(gathering, &query, run->names, run->arena, error) &&
           read_twice(&examination, error) && examine(&examination, error) &&
           recording_write(gathering, run, error) && answer(&examination, error);
    *status = status_of(&examination.findings);
    findings_free(&examination.findings);
    cookie_index_free(&examination.before);
    snapshot_free(&examination.first);
    return done;
}

const struct verb verb_doctor = {
    .name = "doctor",
    .usage = "[OPTIONS] [FILTER]",
    .summary = "find what is wrong, who must act, what to type next",
    .takes = OPTIONS_CHOOSE | OPTIONS_TABLE | OPTIONS_JSON | OPTIONS_PLACE | OPTIONS_TREE |
             OPTIONS_READ | OPTIONS_RECORD,
    .options = "interval list only skip quiet",
    .words = COMPLETE_FILTER,
    .privileges = PRIVILEGE_OWNERS | PRIVILEGE_MARKS,
    .schema = &findings_schema,
    .run = ask_run_verb,
    .work = doctor,
};
