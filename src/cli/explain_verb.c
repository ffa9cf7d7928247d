/* SPDX-License-Identifier: GPL-2.0-or-later */
/* words -> subjects -> what is here now -> report -> view. */
#include "explain_verb.h"

#include "backend.h"
#include "clock.h"
#include "complaint.h"
#include "explain.h"
#include "host_facts.h"
#include "host_values.h"
#include "terminal.h"
#include "topic.h"

/* So many sockets of a state are kept as examples; the others are only counted. */
#define EXAMPLES_KEPT 8

struct explaining {
    const struct run *run;
    struct subjects subjects;
    char buffer[EXPLAIN_BUFFER];
    struct snapshot snapshot;
    struct timespec time;
    uint64_t counts[STATE_COUNT];
    bool counted;
    struct setting_values settings;
    struct counter_values counters;
    struct report report;
};

/* Counts, so that a million sockets cost no memory. */
static bool count_socket(void *context, const struct socket *socket)
{
    struct explaining *explaining = context;

    if (socket->protocol != PROTOCOL_TCP || socket->state >= STATE_COUNT)
        return false;
    return explaining->counts[socket->state]++ < EXAMPLES_KEPT;
}

/* Whoever has no live tables still has the texts: a failure is a note. */
static bool count_sockets(struct explaining *explaining, struct error *error)
{
    const struct options *options = explaining->run->options;
    struct request request = {
        .protocols = PROTOCOL_BIT(PROTOCOL_TCP),
        .families = FAMILY_BIT(FAMILY_INET) | FAMILY_BIT(FAMILY_INET6),
        .proc_root = options->proc_root,
    };
    struct collector collector = {&explaining->snapshot, count_socket, explaining};
    const struct backend *only = options->backend.length > 0 ? backend_find(options->backend)
                                 : options->proc_root != NULL ? backend_find(TEXT("procfs"))
                                                              : NULL;
    struct error reason = {.status = STATUS_DONE};

    explaining->time = clock_now();
    if (explaining->subjects.states == 0)
        return true;
    request.states[PROTOCOL_TCP] = explaining->subjects.states;
    if ((explaining->subjects.states & STATE_BIT(STATE_CLOSED)) != 0)
        request.states[PROTOCOL_TCP] |= STATE_BIT_BOUND;
    if (backend_collect(only, &request, &collector, &reason)) {
        explaining->counted = true;
        return snapshot_seal(&explaining->snapshot) || error_out_of_memory(error);
    }
    note_add(&explaining->snapshot.notes, false, "not_counted",
             "the sockets here were not counted: %s", reason.message);
    return true;
}

static bool fill(struct explaining *explaining, struct error *error)
{
    struct explain_facts facts = {
        .counts = explaining->counted ? explaining->counts : NULL,
        .examples = explaining->counted ? &explaining->snapshot : NULL,
        .settings = &explaining->settings,
        .counters = &explaining->counters,
        .utf8 = explaining->run->options->format != FORMAT_TABLE || terminal_takes_utf8(),
    };

    host_settings_read(&explaining->settings);
    host_counters_read(&explaining->counters);
    report_init(&explaining->report, &explaining->snapshot.arena);
    explain_fill(&explaining->subjects, &facts, &explaining->report);
    return !explaining->report.failed || error_out_of_memory(error);
}

static void print_document(const struct explaining *explaining)
{
    static const enum json_mode modes[] = {
        [FORMAT_JSON] = JSON_COMPACT,
        [FORMAT_JSON_PRETTY] = JSON_PRETTY,
        [FORMAT_JSON_LINES] = JSON_LINES,
    };
    struct document document = {.time = explaining->time, .snapshot = &explaining->snapshot};

    host_read(&document.host);
    topic_write_json(&explaining->report, &document, modes[explaining->run->options->format],
                     explaining->run->names, explaining->run->output);
}

static bool print(const struct explaining *explaining, struct error *error)
{
    const struct run *run = explaining->run;
    struct topic_style style = {
        .colour = run->colour,
        .width = terminal_columns(run->output->file),
        .names = run->names,
    };

    if (run->options->format != FORMAT_TABLE) {
        print_document(explaining);
        return output_finish(run->output, error);
    }
    if (!topic_write_text(&explaining->report, &style, run->output))
        return error_out_of_memory(error);
    if (!output_finish(run->output, error))
        return false;
    complain_notes(&explaining->snapshot.notes, run->colour_errors);
    return true;
}

static bool explain(struct explaining *explaining, struct error *error)
{
    const struct run *run = explaining->run;

    if (run->options->format == FORMAT_CSV)
        return error_set(error, STATUS_USAGE, "topics are no table: --json has them as data");
    if (run->options->list_topics)
        explain_everything(&explaining->subjects);
    else if (!explain_understand(run->words, run->word_count, explaining->buffer,
                                 &explaining->subjects, error))
        return false;
    return count_sockets(explaining, error) && fill(explaining, error) && print(explaining, error);
}

enum exit_status explain_run(const struct run *run, struct error *error)
{
    struct explaining explaining = {.run = run};
    enum exit_status status;

    snapshot_init(&explaining.snapshot);
    if (!explain(&explaining, error))
        status = error->status;
    else
        status = snapshot_complete(&explaining.snapshot) ? STATUS_DONE : STATUS_FAILED;
    snapshot_free(&explaining.snapshot);
    return status;
}
