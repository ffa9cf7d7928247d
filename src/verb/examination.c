/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "examination.h"

#include <stdio.h>

#include "ask.h"
#include "backend.h"
#include "conntrack.h"
#include "host_values.h"
#include "interrupt.h"
#include "peers.h"
#include "write_recording.h"

void examination_init(struct examination *examination, struct gathering *gathering,
                      const struct run *run, uint64_t interval)
{
    *examination = (struct examination){
        .run = run,
        .gathering = gathering,
        .interval = interval,
        .progress = {.output = run->presentation.notes, .started = interrupt_clock()}};
    snapshot_init(&examination->earlier.snapshot);
}

void examination_free(struct examination *examination)
{
    findings_free(&examination->findings);
    cookie_index_free(&examination->before);
    snapshot_free(&examination->earlier.snapshot);
    gather_close(&examination->first);
}

static bool is_recorded(const struct examination *examination)
{
    return examination->gathering->recording != NULL;
}

/* Only then the table of conntrack, which can be long, is read. */
static bool is_nearly_full(const struct sockstat_value *value)
{
    return value->have && value->have_limit && value->number >= value->limit / 100 * 80;
}

/* Settings rarely change: one reading of them is enough. */
static void read_host(const struct gathering *gathering, const struct snapshot *snapshot,
                      struct host_reading *host, bool settings)
{
    if (settings)
        host_settings_read(&host->settings);
    host_counters_read(&host->counters, 0);
    host_sockstat_read(&host->sockstat, 0);
    host_conntrack_read(&host->conntrack);
    if (settings && is_nearly_full(&host->conntrack))
        conntrack_top(host->conntrack_top);
    host->netns = backend_netns();
    host->every_tcp = ask_wants_every_tcp(gathering) && snapshot_complete(snapshot);
}

/* Reads without owners: a socket of the second reading is found by its cookie. */
static bool read_first(struct examination *examination, struct error *error)
{
    struct gathering *gathering = examination->gathering;
    struct earlier_reading *earlier = &examination->earlier;
    struct collector collector = {&earlier->snapshot, NULL, NULL};

    if (!gather_prepare(gathering, error) ||
        !gather_tables(gathering, NULL, &gathering->scope.request, &collector, error))
        return false;
    earlier->has_host = ask_has_host(gathering);
    if (earlier->has_host)
        read_host(gathering, &earlier->snapshot, &earlier->host, false);
    return true;
}

/* False: interrupted. */
static bool wait_interval(struct examination *examination, struct error *error)
{
    unsigned long long end = interrupt_clock() + examination->interval * 1000;
    unsigned long long now;

    examination->earlier.have = interrupt_begin();
    while (examination->earlier.have && !interrupt_came() && (now = interrupt_clock()) < end) {
        unsigned long long left = end - now;

        progress_show(&examination->progress, "second reading in %llu s", (left + 999) / 1000);
        examination->earlier.have =
            interrupt_wait(-1, left > 1000 ? 1000 : (int)left) != WOKEN_FAILED;
    }
    return !interrupt_came() || error_set(error, STATUS_FAILED, "interrupted");
}

static struct timespec before_by(struct timespec time, uint64_t milliseconds)
{
    int64_t nanoseconds = time.tv_nsec - (int64_t)(milliseconds % 1000) * 1000000;

    time.tv_sec -= (time_t)(milliseconds / 1000) + (nanoseconds < 0);
    time.tv_nsec = (long)(nanoseconds < 0 ? nanoseconds + 1000000000 : nanoseconds);
    return time;
}

static bool read_second(struct gathering *gathering, struct error *error)
{
    if (!gather_rows(gathering, error))
        return false;
    gathering->has_host = ask_has_host(gathering);
    if (gathering->has_host && !gathering->held)
        read_host(gathering, &gathering->snapshot, &gathering->host, true);
    return true;
}

/* --watch: compares with the previous reading. */
static bool read_followed(struct examination *examination, struct error *error)
{
    const struct gathering *before = examination->gathering->earlier;

    if (!read_second(examination->gathering, error))
        return false;
    examination->earlier.have = before != NULL;
    if (before == NULL)
        return true;
    examination->earlier.time = before->time;
    examination->earlier.host = before->host;
    examination->earlier.has_host = before->has_host;
    return true;
}

/* With an interval of 0 there is only one reading. */
static bool read_live(struct examination *examination, struct error *error)
{
    struct gathering *gathering = examination->gathering;
    unsigned long long first = interrupt_clock(), second;

    if (examination->interval > 0 &&
        (!read_first(examination, error) || !wait_interval(examination, error)))
        return false;
    second = interrupt_clock();
    if (second - first > PROGRESS_AFTER_MS / 4 + examination->interval * 1000)
        progress_show(&examination->progress, "reading sockets and processes");
    if (!read_second(gathering, error))
        return false;
    examination->earlier.time = before_by(gathering->time, second - first);
    return true;
}

/* --read A --read B: A is the earlier reading. */
static bool read_other(struct examination *examination, struct error *error)
{
    struct earlier_reading *earlier = &examination->earlier;
    struct gathering *first = &examination->first;
    struct query query = examination->gathering->query;

    query.recording = examination->run->options->read;
    query.earlier = NULL;
    query.words = NULL;
    query.word_count = 0;
    query.filter_file = NULL;
    if (!gather_open(first, &query, examination->run->names, examination->run->arena, error) ||
        !gather_rows(first, error))
        return false;
    snapshot_free(&earlier->snapshot);
    earlier->snapshot = first->snapshot;
    snapshot_init(&first->snapshot);
    earlier->have = true;
    earlier->time = first->time;
    earlier->host = first->recording->host;
    earlier->has_host = first->recording->has_host;
    return true;
}

static bool read_recorded(struct examination *examination, struct error *error)
{
    struct gathering *gathering = examination->gathering;

    if (!gather_rows(gathering, error))
        return false;
    if (examination->run->options->read_later != NULL && !read_other(examination, error))
        return false;
    gathering->has_host = gathering->recording->has_host;
    gathering->host = gathering->recording->host;
    gathering->host.every_tcp &=
        ask_wants_every_tcp(gathering) && snapshot_complete(&gathering->snapshot);
    return snapshot_seal(&examination->earlier.snapshot) || error_out_of_memory(error);
}

static bool is_known(const struct timespec *time)
{
    return time->tv_nsec >= 0;
}

static int64_t milliseconds_between(const struct timespec *first, const struct timespec *second)
{
    return ((int64_t)second->tv_sec - first->tv_sec) * 1000 +
           (second->tv_nsec - first->tv_nsec) / 1000000;
}

static bool use_earlier(struct examination *examination, struct error *error)
{
    const struct gathering *gathering = examination->gathering;
    const struct earlier_reading *earlier = &examination->earlier;
    struct evidence *evidence = &examination->evidence;
    int64_t interval;

    if (!earlier->have || !is_known(&earlier->time) || !is_known(&gathering->time))
        return true;
    interval = milliseconds_between(&earlier->time, &gathering->time);
    if (interval < 0)
        return examination->run->options->read_later == NULL ||
               error_set(error, STATUS_USAGE, "the first recording is later than the second");
    if (!cookie_index_make(&examination->before, gathering->earlier != NULL
                                                     ? &gathering->earlier->snapshot
                                                     : &earlier->snapshot))
        return error_out_of_memory(error);
    evidence->before = &examination->before;
    evidence->interval_ms = (uint64_t)interval;
    evidence->kinds |= EVIDENCE_INTERVAL;
    if (evidence->host == NULL || !earlier->has_host ||
        earlier->host.netns != gathering->host.netns)
        return true;
    evidence->host_before = &earlier->host;
    evidence->kinds |= EVIDENCE_GROWTH;
    return true;
}

bool examination_read(struct examination *examination, struct error *error)
{
    bool done = is_recorded(examination)                ? read_recorded(examination, error)
                : examination->gathering->query.follows ? read_followed(examination, error)
                                                        : read_live(examination, error);

    progress_end(&examination->progress);
    if (examination->gathering->has_host)
        examination->evidence.host = &examination->gathering->host;
    return done && use_earlier(examination, error);
}

/* Which details the rows have; of no rows none are missing. */
static unsigned detail_kinds(const struct snapshot *snapshot)
{
    const unsigned all = EVIDENCE_DETAILS | EVIDENCE_MEMORY;
    unsigned kinds = snapshot->count == 0 ? all : 0;

    for (size_t i = 0; i < snapshot->count && kinds != all; i++) {
        const struct socket_detail *detail = snapshot_at(snapshot, i)->detail;

        if (detail != NULL && (detail->have & DETAIL_TIMER_KIND) != 0)
            kinds |= EVIDENCE_DETAILS;
        if (detail != NULL && detail->memory != NULL)
            kinds |= EVIDENCE_MEMORY;
    }
    return kinds;
}

static bool has_limits(const struct owners *owners)
{
    for (size_t i = 0; i < owners->process_count; i++)
        if (owners->processes[i].descriptor_limit > 0)
            return true;
    return false;
}

/* Determines the evidence beyond the values of the readings. */
static void find_kinds(struct examination *examination)
{
    const struct snapshot *snapshot = &examination->gathering->snapshot;
    struct evidence *evidence = &examination->evidence;

    evidence->kinds |= detail_kinds(snapshot);
    if (evidence->host != NULL) {
        evidence->netns = evidence->host->netns;
        evidence->kinds |= EVIDENCE_HOST;
    }
    if (is_recorded(examination)
            ? evidence->host != NULL && evidence->host->every_tcp
            : ask_wants_every_tcp(examination->gathering) && snapshot_complete(snapshot))
        evidence->kinds |= EVIDENCE_WHOLE;
    if (snapshot->owners.requested || (is_recorded(examination) && recording_has_owners(snapshot)))
        evidence->kinds |= EVIDENCE_OWNERS;
    if (has_limits(&snapshot->owners) ||
        (evidence->host != NULL && snapshot->owners.process_count == 0))
        evidence->kinds |= EVIDENCE_LIMITS;
}

void examination_note_left_out(struct examination *examination)
{
    const struct findings *findings = &examination->findings;
    struct notes *notes = &examination->gathering->snapshot.notes;
    static const char *const lacks[] = {
        "a second reading and its time",
        "settings of the system",
        "counters of the system at both readings",
        "processes",
        "timers and details of TCP",
        "memory and drops",
        "the whole TCP table (a filter was used, or it was not read completely)",
        "limits of processes",
    };
    char text[384] = "";
    size_t used = 0;

    for (unsigned i = 0; i < COUNT_OF(lacks); i++)
        if ((findings->lacking & 1u << i) != 0)
            used += (size_t)snprintf(text + used, sizeof(text) - used, "%s%s",
                                     used == 0 ? "" : ", ", lacks[i]);
    if (findings->left_out > 0)
        note_add(notes, false, "checks_left_out", "not checked: %u of %u checks; missing: %s",
                 findings->left_out, findings->left_out + findings->checked, text);
    if (findings->more > 0)
        note_add(notes, false, "findings_left_out",
                 "%zu more findings of the same checks are not shown", findings->more);
}

bool examination_judge(struct examination *examination, check_set which, struct error *error)
{
    struct gathering *gathering = examination->gathering;
    struct evidence *evidence = &examination->evidence;

    evidence->snapshot = &gathering->snapshot;
    evidence->rows = gathering->rows;
    evidence->row_count = gathering->total;
    evidence->names = gathering->names;
    find_kinds(examination);
    if ((evidence->kinds & EVIDENCE_WHOLE) != 0 && !peers_make(&gathering->snapshot))
        return error_out_of_memory(error);
    if (!checks_apply(which, evidence, &gathering->snapshot.arena, &examination->findings))
        return error_out_of_memory(error);
    return true;
}

/* Selects only the earlier rows that a check may look up. */
static size_t find_earlier_rows(const struct examination *examination, uint32_t *rows)
{
    const struct evidence *evidence = &examination->evidence;
    const struct gathering *gathering = examination->gathering;
    size_t count = 0;

    for (size_t i = 0; i < gathering->total; i++) {
        const struct socket *socket = snapshot_at(&gathering->snapshot, gathering->rows[i]);

        if (evidence->before != NULL && (socket->have & HAVE_COOKIE) != 0 &&
            map_find(&evidence->before->rows, socket->cookie, &rows[count]))
            count++;
    }
    return count;
}

bool examination_record(const struct examination *examination, struct error *error)
{
    const struct gathering *gathering = examination->gathering;
    struct recorded_more more = {
        .host = examination->evidence.host,
        .earlier = examination->evidence.before == NULL ? NULL : &examination->earlier};
    uint32_t *rows;

    if (examination->run->options->record == NULL)
        return true;
    rows = arena_array(examination->run->arena, gathering->total + 1, sizeof(*rows));
    if (rows == NULL)
        return error_out_of_memory(error);
    more.row_count = find_earlier_rows(examination, rows);
    more.rows = rows;
    return recording_write(gathering, &more, examination->run, error);
}
