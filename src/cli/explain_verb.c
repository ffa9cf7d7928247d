/* SPDX-License-Identifier: GPL-2.0-or-later */
/* words -> subjects -> what is here now -> report -> view. */
#include "explain_verb.h"

#include "clock.h"
#include "complaint.h"
#include "explain.h"
#include "host_facts.h"
#include "host_values.h"
#include "needs.h"
#include "places.h"
#include "privilege.h"
#include "recall.h"
#include "terminal.h"
#include "topic.h"

struct explaining {
    const struct run *run;
    struct places places;
    struct subjects subjects;
    char buffer[EXPLAIN_BUFFER];
    struct snapshot snapshot;
    const struct recall *recall; /* --read; else NULL */
    struct timespec time;
    uint64_t counts[STATE_COUNT];
    bool counted;
    struct setting_values settings;
    struct counter_values counters;
    struct report report;
};

/* Counts the rows of the sealed snapshot: before that, a row may be a duplicate or be discarded. */
static void count_rows(struct explaining *explaining)
{
    for (size_t row = 0; row < explaining->snapshot.count; row++) {
        const struct socket *socket = snapshot_at(&explaining->snapshot, row);

        if (socket->protocol == PROTOCOL_TCP)
            explaining->counts[socket->state]++;
    }
    explaining->counted = true;
}

static bool collect(struct explaining *explaining, struct error *error)
{
    struct request request = {
        .protocols = PROTOCOL_BIT(PROTOCOL_TCP),
        .families = FAMILY_BIT(FAMILY_INET) | FAMILY_BIT(FAMILY_INET6),
        .proc_root = explaining->run->options->proc_root,
    };
    struct collector collector = {.snapshot = &explaining->snapshot};

    request.states[PROTOCOL_TCP] = explaining->subjects.states;
    if ((explaining->subjects.states & STATE_BIT(STATE_CLOSED)) != 0)
        request.states[PROTOCOL_TCP] |= STATE_BIT_BOUND;
    request.bound_named = true;
    if (!privilege_use(needs_of_places(explaining->run->options), error))
        return false;
    return places_collect(&explaining->places, explaining->run->options, explaining->run->names,
                          &request, &collector, error);
}

/* Whoever has no live tables still has the texts: a failure is a note. */
static bool count_sockets(struct explaining *explaining, struct error *error)
{
    struct error reason = {.status = STATUS_DONE};

    if (explaining->recall != NULL) {
        explaining->time = explaining->recall->recording.time;
        if ((explaining->subjects.states & STATE_BIT(STATE_CLOSED)) != 0)
            recall_tell_bound(&explaining->snapshot);
    } else {
        explaining->time = clock_now();
        if (explaining->subjects.states == 0)
            return true;
        if (!places_enter(&explaining->places, explaining->run->options, explaining->run->names,
                          error))
            return false;
        if (!collect(explaining, &reason)) {
            note_add(&explaining->snapshot.notes, false, "not_counted",
                     "the sockets here were not counted: %s", reason.message);
            return true;
        }
    }
    if (!snapshot_seal(&explaining->snapshot))
        return error_out_of_memory(error);
    count_rows(explaining);
    return true;
}

/* Settings and counters are those of this system and namespace, and so only told with its sockets.
 */
static bool is_elsewhere(const struct explaining *explaining)
{
    const struct options *options = explaining->run->options;

    return explaining->recall != NULL || options->netns.length > 0 || options->proc_root != NULL;
}

static bool fill(struct explaining *explaining, struct error *error)
{
    struct explain_facts facts = {
        .counts = explaining->counted ? explaining->counts : NULL,
        .examples = explaining->counted ? &explaining->snapshot : NULL,
        .settings = &explaining->settings,
        .counters = &explaining->counters,
        .recorded = explaining->recall != NULL,
        .utf8 = explaining->run->options->format != FORMAT_TABLE || terminal_takes_utf8(),
    };

    if (!is_elsewhere(explaining)) {
        host_settings_read(&explaining->settings);
        host_counters_read(&explaining->counters);
    }
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
    struct document document = {
        .version = LSOCK_VERSION,
        .time = explaining->time,
        .snapshot = &explaining->snapshot,
    };

    if (explaining->recall == NULL)
        host_read(&document.host);
    else
        document.host = explaining->recall->recording.host;
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
    struct recall recall;
    enum exit_status status;
    bool whole = true;

    snapshot_init(&explaining.snapshot);
    if (run->options->read != NULL) {
        whole = recall_read(&recall, run, run->options->read, &explaining.snapshot, error);
        explaining.run = &recall.run;
        explaining.recall = &recall;
    }
    if (!whole || !explain(&explaining, error))
        status = error->status;
    else
        status = snapshot_complete(&explaining.snapshot) ? STATUS_DONE : STATUS_FAILED;
    if (explaining.recall != NULL)
        recall_free(&recall);
    snapshot_free(&explaining.snapshot);
    return status;
}
