/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "ask.h"

#include "annotation.h"
#include "backend.h"
#include "diagnose.h"
#include "groups.h"
#include "host_values.h"
#include "machine_facts.h"
#include "surroundings.h"
#include "terminal.h"
#include "verb.h"

static bool is_summary(const struct options *options)
{
    return (options->chosen & verb_summary.chosen) != 0;
}

/* Whether the rows are not shown one by one, so that their order does not matter. */
static bool is_unordered(const struct options *options)
{
    return options->count || (options->chosen & (CHOSEN_SUMMARY | CHOSEN_GROUP | CHOSEN_MAP)) != 0;
}

static bool is_grouped(const struct options *options)
{
    return (options->chosen & verb_group.chosen) != 0;
}

bool ask(struct query *query, const struct run *run, struct error *error)
{
    const struct options *options = run->options;

    *query = (struct query){
        .kinds = options->kinds,
        .families = options->families,
        .selection = options->selection,
        .words = run->words,
        .word_count = run->word_count,
        .names = run->verb->names,
        .filter_file = options->filter_file,
        .filter_text = arena_alloc(run->arena, sizeof(*query->filter_text)),
        .recording = options->read,
        .importer = options->importer,
        .netns = options->netns,
        .only = options->backend,
        .proc_root = options->proc_root,
        .no_pushdown = options->no_pushdown,
        .threads = (options->owners & OWNERS_THREADS) != 0,
        .no_owners = (options->owners & OWNERS_HIDDEN) != 0,
        .limit = options->limit,
        .unordered = is_unordered(options),
        .record = options->record != NULL,
        .follows = options->watch != 0,
    };
    if (query->filter_text == NULL)
        return error_out_of_memory(error);
    *query->filter_text = (struct text){NULL, 0};
    return options->sort.bytes == NULL ||
           order_parse(&query->order, options->sort, is_grouped(options) ? &groups_sockets : NULL,
                       error);
}

bool ask_words(struct query *query, const struct run *run, const struct text *words, size_t count,
               struct error *error)
{
    struct text *copy = arena_array(run->arena, count + 1, sizeof(*copy));
    struct run wordless = *run;

    wordless.word_count = 0;
    if (copy == NULL)
        return error_out_of_memory(error);
    if (!ask(query, &wordless, error))
        return false;
    for (size_t i = 0; i < count; i++)
        copy[i] = words[i];
    query->words = copy;
    query->word_count = count;
    return true;
}

bool ask_has_host(const struct gathering *gathering)
{
    return gathering->recording == NULL && gathering->query.proc_root == NULL &&
           !gathering->places.place.outside;
}

bool ask_wants_every_tcp(const struct gathering *gathering)
{
    const struct query *query = &gathering->query;

    return !gathering->scope.chosen && query->families == 0 &&
           (query->selection == SELECT_DEFAULT || query->selection == SELECT_ALL) &&
           (gathering->scope.request.protocols & PROTOCOL_BIT(PROTOCOL_TCP)) != 0;
}

/* The settings of this network namespace, for sentences about its sockets. */
static void read_settings(const struct gathering *gathering, struct host_reading *host)
{
    if (gathering->recording != NULL) {
        *host = gathering->recording->host;
        host->every_tcp &= ask_wants_every_tcp(gathering);
        return;
    }
    *host = (struct host_reading){.netns = backend_netns(),
                                  .every_tcp = ask_wants_every_tcp(gathering)};
    host_settings_read(&host->settings);
}

bool ask_annotated(struct gathering *gathering, const struct run *run, struct error *error)
{
    struct evidence *evidence = arena_alloc(run->arena, sizeof(*evidence));
    struct annotator *annotator = arena_alloc(run->arena, sizeof(*annotator));
    struct surroundings *around = arena_alloc(run->arena, sizeof(*around));
    struct host_reading *host = arena_alloc(run->arena, sizeof(*host));

    if (evidence == NULL || annotator == NULL || around == NULL || host == NULL)
        return error_out_of_memory(error);
    *evidence = (struct evidence){.snapshot = &gathering->snapshot};
    *annotator = (struct annotator){.annotate = diagnose_socket, .evidence = evidence};
    gathering->query.annotator = annotator;
    if ((!run->options->explain &&
         !column_list_has(&gathering->query.asked, column_find(TEXT("explain")))) ||
        !(ask_has_host(gathering) ||
          (gathering->recording != NULL && gathering->recording->has_host)))
        return true;
    read_settings(gathering, host);
    evidence->host = host;
    evidence->netns = host->netns;
    *around = (struct surroundings){.snapshot = &gathering->snapshot};
    evidence->around = host->every_tcp ? around : NULL;
    return true;
}

bool ask_open(struct gathering *gathering, const struct run *run, struct error *error)
{
    struct query query;

    if (gathering->names != NULL) /* --watch has opened it */
        return true;
    return ask(&query, run, error) && gather_open(gathering, &query, run->names, run->arena, error);
}

/* Tells people how each name was interpreted. */
static void remark_names(const struct gathering *gathering, const struct run *run)
{
    struct text remark = gathering->scope.remark;

    if (remark.length > 0 && run->presentation.format == FORMAT_TABLE && terminal_is(stderr))
        present_remark(&run->presentation, remark.bytes);
}

enum exit_status ask_run(gathering_work *work, const struct run *run, struct error *error)
{
    struct gathering gathering = {.rows = NULL};
    enum exit_status status = STATUS_DONE;

    if (!work(&gathering, run, &status, error))
        status = error->status;
    else if (!snapshot_complete(&gathering.snapshot))
        status = STATUS_FAILED;
    if (error->status == STATUS_DONE)
        remark_names(&gathering, run);
    gather_close(&gathering);
    return status;
}

enum exit_status ask_run_verb(const struct run *run, struct error *error)
{
    return ask_run(run->verb->work, run, error);
}

/* Whether owners are shown although no option asks for them. */
static bool wants_owners_by_default(const struct gathering *gathering,
                                    const struct options *options)
{
    if (gathering->query.kinds.protocols != 0 || format_is_tool(options->format))
        return false;
    if (gathering->recording != NULL)
        return recording_has_owners(&gathering->snapshot);
    return (options->owners & OWNERS_NOT_BY_DEFAULT) == 0 && !options->count &&
           !is_summary(options) && !column_list_replaces(options->columns);
}

bool ask_wants_owners(const struct gathering *gathering, const struct options *options)
{
    if ((options->owners & OWNERS_SHOWN) != 0)
        return true;
    return (options->owners & OWNERS_HIDDEN) == 0 && wants_owners_by_default(gathering, options);
}

bool ask_check_owners(const struct gathering *gathering, const struct options *options,
                      struct error *error)
{
    if ((options->owners & OWNERS_HIDDEN) == 0)
        return true;
    if ((options->owners & OWNERS_SHOWN) != 0)
        return error_set(error, STATUS_USAGE, "--no-processes contradicts -p, -T, -Z and -z");
    return wants_owners_by_default(gathering, options) ||
           error_set(error, STATUS_USAGE,
                     "--no-processes has no effect: this run looks up no processes");
}

struct column_context ask_context(const struct gathering *gathering, const struct options *options)
{
    struct column_context context = gather_context(gathering);

    context.every_owner = (options->details & DETAILS_BIT(DETAILS_EXTENDED)) != 0;
    context.for_people = options->format == FORMAT_TABLE;
    if (context.for_people)
        context.dialect = options->state_names;
    return context;
}

struct document ask_document(const struct gathering *gathering, const struct run *run)
{
    struct document document = {
        .schema = run->verb->schema,
        .version = LSOCK_VERSION,
        .time = gathering->time,
        .snapshot = &gathering->snapshot,
        .host =
            gathering->query.annotator == NULL ? NULL : gathering->query.annotator->evidence->host,
    };
    const struct recording *recording;

    if (gathering->recording == NULL) {
        machine_read(&document.machine);
        return document;
    }
    recording = gathering->recording;
    document.machine = recording->machine;
    document.version = recording->version.bytes == NULL ? "" : recording->version.bytes;
    return document;
}
