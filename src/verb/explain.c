/* SPDX-License-Identifier: GPL-2.0-or-later */
/* `lsock explain`: words -> subjects -> live sockets -> report -> text or JSON. */
#include "explain.h"

#include <string.h>

#include "ask.h"
#include "clock.h"
#include "code_topic.h"
#include "commands.h"
#include "host_values.h"
#include "privilege.h"
#include "terminal.h"
#include "topic.h"
#include "verb.h"

struct explaining {
    const struct run *run;
    struct gathering *gathering;
    struct subjects subjects;
    char buffer[EXPLAIN_BUFFER];
    uint64_t counts[STATE_COUNT];
    bool counted;
    struct setting_values settings;
    struct counter_values counters;
    struct report report;
};

/* Counts the rows of the sealed snapshot. Earlier, a row may still be a duplicate or be
 * discarded. */
static void count_rows(struct explaining *explaining)
{
    const struct snapshot *snapshot = &explaining->gathering->snapshot;

    for (size_t row = 0; row < snapshot->count; row++)
        if (snapshot_at(snapshot, row)->protocol == PROTOCOL_TCP)
            explaining->counts[snapshot_at(snapshot, row)->state]++;
    explaining->counted = true;
}

static bool collect(struct explaining *explaining, struct error *error)
{
    struct gathering *gathering = explaining->gathering;
    struct collector collector = {&gathering->snapshot, NULL, NULL};
    struct request request;

    if (explaining->subjects.states != STATES_ALL) /* the diagram shows only counts */
        gathering->query.need |= NEED_OWNERS | NEED_DETAILS(DETAILS_TCP_INFO);
    if (!gather_prepare(gathering, error))
        return false;
    request = gathering->scope.request;
    request.protocols = PROTOCOL_BIT(PROTOCOL_TCP);
    request.states[PROTOCOL_TCP] = explaining->subjects.states;
    if ((explaining->subjects.states & STATE_BIT(STATE_CLOSED)) != 0)
        request.states[PROTOCOL_TCP] |= STATE_BIT_BOUND;
    request.bound_named = true;
    return gather_tables(gathering, NULL, &request, &collector, error);
}

/* A failure is only noted: the texts can be shown without live tables. */
static bool count_sockets(struct explaining *explaining, struct error *error)
{
    struct gathering *gathering = explaining->gathering;
    struct error reason = {.status = STATUS_DONE};

    gathering->time = clock_now();
    if (gathering->recording != NULL) {
        gathering->time = gathering->recording->time;
        if ((explaining->subjects.states & STATE_BIT(STATE_CLOSED)) != 0)
            recording_note_bound(&gathering->snapshot);
    } else if (explaining->subjects.states == 0) {
        return true;
    } else if (!collect(explaining, &reason)) {
        note_add(&gathering->snapshot.notes, true, "not_counted", "sockets not counted: %s",
                 reason.message);
        return true;
    }
    if (gathering->recording != NULL && !snapshot_seal(&gathering->snapshot))
        return error_out_of_memory(error);
    if (!gather_owners(gathering, &gathering->snapshot, error))
        return false;
    count_rows(explaining);
    return true;
}

/* Whether the sockets are not those of this system and namespace. Settings and counters of this
 * host are then not shown. */
static bool is_elsewhere(const struct gathering *gathering)
{
    const struct query *query = &gathering->query;

    return gathering->recording != NULL || query->netns.length > 0 || query->proc_root != NULL;
}

static bool fill(struct explaining *explaining, struct error *error)
{
    struct gathering *gathering = explaining->gathering;
    struct explain_facts facts = {
        .counts = explaining->counted ? explaining->counts : NULL,
        .examples = explaining->counted ? &gathering->snapshot : NULL,
        .settings = &explaining->settings,
        .counters = &explaining->counters,
        .windows = gathering->names->windows,
        .recorded = gathering->recording != NULL,
        .utf8 = explaining->run->options->format != FORMAT_TABLE || terminal_takes_utf8(),
    };

    if (!is_elsewhere(gathering)) {
        host_settings_read(&explaining->settings);
        host_counters_read(&explaining->counters, 0);
    }
    explain_fill(&explaining->subjects, &facts, &explaining->report);
    return !explaining->report.failed || error_out_of_memory(error);
}

/* Returns a copy of the words with the dashes of documents (U+2010 to U+2015) replaced by
 * hyphens. */
static const struct text *with_hyphens(const struct run *run)
{
    struct text *words = arena_array(run->arena, run->word_count, sizeof(*words));

    for (size_t i = 0; i < run->word_count && words != NULL; i++) {
        const struct text *word = &run->words[i];
        char *copy = arena_alloc(run->arena, word->length + 1);
        size_t used = 0;

        for (size_t at = 0; at < word->length && copy != NULL; at++) {
            bool dash = word->length - at >= 3 && memcmp(word->bytes + at, "\xe2\x80", 2) == 0 &&
                        (word->bytes[at + 2] & 0xf0) == 0x90;

            copy[used++] = dash ? '-' : word->bytes[at];
            at += dash ? 2 : 0;
        }
        words[i] = copy == NULL ? *word : (struct text){copy, used};
    }
    return words == NULL ? run->words : words;
}

/* What was typed as one word, such as "netstat -an", is several. */
static const struct text *split_word(const struct text *words, size_t *count, struct arena *arena)
{
    struct text *split =
        *count == 1 ? arena_array(arena, words[0].length + 1, sizeof(*split)) : NULL;
    size_t found = split == NULL ? 0 : command_line_words(words[0], split);

    if (found < 2)
        return words;
    *count = found;
    return split;
}

static bool is_command(struct text word)
{
    return command_tool_find(word) != NULL;
}

/* Codes, columns and their values; false: one of the words is none of them. */
static bool add_own_words(struct explaining *explaining, const struct text *words, size_t count)
{
    struct report *report = &explaining->report;

    explaining->subjects.count = 0;
    explaining->subjects.states = 0;
    for (size_t i = 0; i < count; i++)
        if (!code_topic(report, words[i]) && !column_topic(report, words[i]) &&
            !value_topic(report, words[i]))
            return false;
    return true;
}

/* A word without another meaning may be a code or a column. */
static bool understand(struct explaining *explaining, struct error *error)
{
    const struct run *run = explaining->run;
    size_t count = run->word_count;
    const struct text *words = split_word(with_hyphens(run), &count, run->arena);
    struct error unknown = {.status = STATUS_DONE};

    if (run->options->list_topics) {
        explain_everything(&explaining->subjects);
        return true;
    }
    if (explain_understand(words, count, explaining->buffer, &explaining->subjects, &unknown))
        return true;
    if (add_own_words(explaining, words, count))
        return true;
    *error = unknown;
    return false;
}

static bool explain(struct gathering *gathering, const struct run *run,
                    enum exit_status *status UNUSED, struct error *error)
{
    struct explaining explaining = {.run = run, .gathering = gathering};
    const struct presentation *presentation = &run->presentation;
    struct run wordless = *run; /* its words are topics, not a filter */
    struct document document;

    wordless.word_count = 0;
    report_init(&explaining.report, run->arena);
    explaining.report.whole = run->options->full;
    if (!understand(&explaining, error))
        return false;
    if (!ask_open(gathering, &wordless, error) || !count_sockets(&explaining, error) ||
        !fill(&explaining, error))
        return false;
    document = ask_document(gathering, run);
    return present_report(presentation, &document, &explaining.report, gathering->names, error) &&
           present_end(presentation, &gathering->snapshot.notes, error);
}

const struct verb verb_explain = {
    .name = "explain",
    .usage = "[WORD...]",
    .summary = "explain a state, a term, an error or a command",
    .takes = OPTIONS_JSON | OPTIONS_PLACE | OPTIONS_TREE | OPTIONS_READ | OPTIONS_FORMAT,
    .options = "list full",
    .words = COMPLETE_TOPICS,
    .numbers = true,
    .is_command = is_command,
    .privileges = PRIVILEGE_OWNERS | PRIVILEGE_MARKS,
    .schema = &topic_schema,
    .run = ask_run_verb,
    .work = explain,
};
