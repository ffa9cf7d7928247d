/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * -E: shows sockets as they end. The kernel reports a socket when it is freed, without state and
 * owner. Those come from the tables, which are read at the start and then every interval. The
 * subscription starts before the first reading, so no socket can end unseen in between.
 */
#include <errno.h>
#include <string.h>

#include "ask.h"
#include "backend.h"
#include "clock.h"
#include "diagnose.h"
#include "follow.h"
#include "interrupt.h"
#include "privilege.h"
#include "schema.h"
#include "seen.h"
#include "shown.h"
#include "socket_table.h"
#include "verb.h"

static const struct backend *events_backend(void)
{
    for (size_t i = 0; i < backend_count; i++)
        if (backends[i]->events != NULL)
            return backends[i];
    return NULL;
}

/* Returns the reason why the options cannot be combined, or NULL. */
static const char *contradiction(const struct options *options)
{
    const struct backend *backend = events_backend();

    if (backend == NULL)
        return "-E is not supported on this system";
    if (options->backend != NULL && options->backend != backend)
        return "-E is not supported with this --backend: it does not report when sockets end";
    if (text_equal(options->netns, TEXT("all")))
        return "-E supports one network namespace at a time: use -N NAME, not --netns all";
    if (!format_streams(options->format))
        return "-E prints JSON only as lines: use --json=lines";
    return NULL;
}

static bool check_events(const struct run *run, struct error *error)
{
    const char *why = contradiction(run->options);

    return why == NULL || error_set(error, STATUS_USAGE, "%s", why);
}

struct watch {
    const struct run *run;
    struct gathering gathering; /* for filter and namespace; its rows are not used */
    const struct backend *backend;
    struct request request; /* for the tables */
    struct event_stream *stream;
    struct seen seen;
    struct column_list columns;
    struct socket_table table; /* has one row: the current event */
    struct present_stream output;
    struct arena arena;
    struct notes notes; /* at most one per code */
    size_t written;     /* number of notes already written to stderr */
    uint64_t shown, undecided;
    struct follow follow; /* of the tables */
};

/* Writes new notes at once: people who wait for events need them before the end. */
static void write_notes(struct watch *watch)
{
    struct notes news = watch->notes;

    if (format_is_json(watch->run->options->format) || watch->written == watch->notes.count)
        return;
    news.list += watch->written;
    news.count -= watch->written;
    present_notes(&watch->run->presentation, &news, NULL);
    watch->written = watch->notes.count;
}

/* Refuses protocols that were requested by name and have no events. */
static bool check_protocols(const struct watch *watch, struct error *error)
{
    const struct request *request = &watch->gathering.scope.request;
    uint32_t others = request->protocols & ~request->unnamed & ~watch->backend->events->protocols;

    if (watch->run->options->no_pushdown)
        others = watch->run->options->kinds.protocols & ~watch->backend->events->protocols;
    for (unsigned i = 0; i < PROTOCOL_COUNT; i++)
        if ((others & PROTOCOL_BIT(i)) != 0)
            return error_set(error, STATUS_USAGE,
                             "-E: the kernel reports the end of TCP and UDP sockets, not of %s",
                             protocol_names[i]);
    return true;
}

/* Reads the tables with the backend that reports events: only that one has cookies. */
static bool look(void *context, struct error *error)
{
    struct watch *watch = context;
    struct snapshot *snapshot = seen_begin(&watch->seen);
    struct collector collector = {snapshot, NULL, NULL};

    snapshot->owners.requested = (watch->gathering.need & NEED_OWNERS) != 0;
    if (!gather_tables(&watch->gathering, watch->backend, &watch->request, &collector, error) ||
        !gather_owners(&watch->gathering, snapshot, error))
        return false;
    for (size_t i = 0; i < snapshot->notes.count; i++) {
        const struct note *note = &snapshot->notes.list[i];

        note_add_text(&watch->notes, note->incomplete, note->code, text_of(note->message));
    }
    return seen_end(&watch->seen) || error_out_of_memory(error);
}

static bool read_tables(struct watch *watch, struct error *error)
{
    if (!follow_read(&watch->follow, look, watch, error))
        return false;
    if (watch->follow.passing.status != STATUS_DONE)
        note_add(&watch->notes, true, "events_unnamed",
                 "later events may lack state and owner: cannot read the tables again: %s",
                 watch->follow.passing.message);
    return true;
}

static void note_hidden(struct watch *watch, const struct owners *owners)
{
    note_add(&watch->notes, false, "owners_hidden",
             "owners are hidden: cannot inspect %zu process%s%s", owners->refused.count,
             owners->refused.count == 1 ? "" : "es",
             owners->is_root ? ", even as root" : "; run as root");
}

static bool is_wanted(struct watch *watch, const struct column_context *shown,
                      const struct socket *socket)
{
    struct column_context context = *shown;
    enum truth truth;

    context.dialect = DIALECT_RFC;
    truth = filter_judge(&watch->gathering.scope.filter, &context, socket);
    if ((truth == TRUTH_UNKNOWN || truth == TRUTH_PENDING) && watch->undecided++ == 0)
        watch->gathering.unknown = filter_unknown(&watch->gathering.scope.filter, &context, socket);
    return truth == TRUTH_YES;
}

static bool show(struct watch *watch, struct socket *socket, struct event *event,
                 struct error *error)
{
    const struct snapshot *snapshot = seen_complete(&watch->seen, socket);
    struct timespec now = clock_now();
    struct column_context context = ask_context(&watch->gathering, watch->run->options);

    context.snapshot = snapshot;
    context.event = event;
    if (!moment_write(event->time, &now))
        event->time[0] = '\0';
    if (!is_wanted(watch, &context, socket))
        return true;
    if (owner_status(&snapshot->owners, socket) == OWNER_PERMISSION_DENIED)
        note_hidden(watch, &snapshot->owners);
    watch->shown++;
    socket_table_show(&watch->table, &context, socket);
    return present_stream_row(&watch->output, error);
}

static bool goes_on(const struct watch *watch)
{
    const struct run *run = watch->run;

    return !interrupt_came() && output_alive(run->presentation.output) &&
           watch->shown < run->options->limit;
}

/* Shows all pending events, but stops 1 s after the next reading is due. */
static bool drain(struct watch *watch, struct error *error)
{
    struct socket socket;
    struct event event = {.after = STATE_NONE};

    while (goes_on(watch) && !follow_is_due(&watch->follow, 1000)) {
        switch (watch->backend->events->next(watch->stream, &socket, &event, error)) {
        case EVENT_TOLD:
            if (!show(watch, &socket, &event, error))
                return false;
            break;
        case EVENT_LOST:
            note_add(&watch->notes, true, "events_lost",
                     "some sockets that ended are missing: the kernel dropped events because lsock "
                     "was too slow");
            break;
        case EVENT_NONE:
            return true;
        case EVENT_FAILED:
            return false;
        }
    }
    return true;
}

/* Waits for an event or the next reading. False: the run ends, or *error is set. */
static bool wait_for_more(struct watch *watch, struct error *error)
{
    switch (interrupt_wait(watch->backend->events->descriptor(watch->stream),
                           follow_pause(&watch->follow))) {
    case WOKEN_READY:
        return true;
    case WOKEN_TIMEOUT:
        return follow_is_due(&watch->follow, 0) ? read_tables(watch, error) : true;
    case WOKEN_END:
        return false;
    case WOKEN_FAILED:
        break;
    }
    return error_set(error, STATUS_FAILED, "cannot wait for events: %s", strerror(errno));
}

static bool show_events(struct watch *watch, struct error *error)
{
    while (goes_on(watch)) {
        if (!drain(watch, error))
            return false;
        write_notes(watch);
        output_flush(watch->run->presentation.output);
        if (!goes_on(watch))
            break;
        if (follow_is_due(&watch->follow, 0) ? !read_tables(watch, error)
                                             : !wait_for_more(watch, error))
            break;
    }
    return error->status == STATUS_DONE;
}

/* Adds the column unless the user chose it. */
static void add_new(struct column_list *list, const struct column_list *others,
                    const struct column *column)
{
    if (!column_list_has(others, column))
        column_list_add(list, column);
}

/* Adds the columns of events. In a table, columns that would always be equal are omitted unless
 * chosen. */
static void add_event_columns(struct column_list *list, const struct options *options)
{
    const struct column *time = column_find(TEXT("time")), *event = column_find(TEXT("event")),
                        *after = column_find(TEXT("state_after"));
    bool chosen = column_list_replaces(options->columns);
    bool table = options->format == FORMAT_TABLE && !chosen;
    struct column_list others = *list;

    if (chosen && !format_is_json(options->format))
        return;
    list->count = 0;
    add_new(list, &others, time);
    if (!table) {
        add_new(list, &others, event);
        add_new(list, &others, after);
    }
    for (size_t i = 0; i < others.count; i++) {
        column_list_add(list, others.columns[i]);
        if (table && others.columns[i] == column_find(TEXT("status")))
            add_new(list, &others, after);
    }
}

/* The width of a typical value. */
static unsigned room_of(const struct column *column)
{
    if (text_equal(text_of(column->name), TEXT("time")))
        return (unsigned)(sizeof("2026-11-21T07:53:10.000000Z") - 1);
    if (text_equal(text_of(column->name), TEXT("status")) ||
        text_equal(text_of(column->name), TEXT("state_after")))
        return (unsigned)(sizeof("ESTABLISHED") - 1);
    switch (column->type) {
    case VALUE_ENDPOINT:
        return (unsigned)(sizeof("192.168.100.100:65535") - 1);
    case VALUE_ADDRESS:
        return (unsigned)(sizeof("192.168.100.100") - 1);
    default:
        return 0;
    }
}

static bool begin_output(struct watch *watch, struct error *error)
{
    struct document document = ask_document(&watch->gathering, watch->run);
    struct column_context context = ask_context(&watch->gathering, watch->run->options);
    unsigned rooms[COLUMN_LIST_MAX];

    document.snapshot = seen_newest(&watch->seen);
    socket_table_init(&watch->table, &context, &watch->columns, NULL, 1);
    socket_table_add_details(&watch->table, watch->run->options->details);
    for (size_t i = 0; i < watch->columns.count; i++)
        rooms[i] = room_of(watch->columns.columns[i]);
    if (!present_stream_begin(&watch->output, &watch->run->presentation, &document,
                              &watch->table.table, rooms, error))
        return false;
    output_flush(watch->run->presentation.output);
    return true;
}

static bool begin(struct watch *watch, struct error *error)
{
    if (!interrupt_begin())
        return error_set(error, STATUS_FAILED, "cannot wait for events: %s", strerror(errno));
    watch->request = watch->gathering.scope.request;
    watch->request.protocols &= watch->backend->events->protocols;
    watch->request.details &= DETAILS_BIT(DETAILS_EXTENDED);
    request_any_fate(&watch->request);
    watch->stream = watch->backend->events->open(watch->request.protocols,
                                                 watch->gathering.scope.request.details, error);
    if (watch->stream == NULL || !read_tables(watch, error))
        return false;
    watch->gathering.time = clock_now();
    return begin_output(watch, error);
}

static bool finish(struct watch *watch, struct error *error)
{
    if (watch->undecided > 0)
        note_add(
            &watch->notes, true, "filter_undecided",
            "%llu events are missing: the system does not report whether `%.*s` holds for "
            "these sockets",
            (unsigned long long)watch->undecided,
            (int)(watch->gathering.unknown.length < 200 ? watch->gathering.unknown.length : 200),
            watch->gathering.unknown.bytes);
    present_stream_end(&watch->output, &watch->notes);
    if (!output_finish(watch->run->presentation.output, error))
        return false;
    write_notes(watch);
    return true;
}

static bool prepare(struct watch *watch, const struct run *run, struct error *error)
{
    struct options options = *run->options;

    watch->follow.interval = options_interval(&options) * UINT64_C(1000);
    if (!format_is_json(options.format) && !column_list_replaces(options.columns))
        options.no_queues = true; /* queue lengths of ended sockets are unknown */
    if (!ask_open(&watch->gathering, run, error) || !check_protocols(watch, error) ||
        !shown_choose(&watch->columns, &options, &watch->gathering, error))
        return false;
    watch->gathering.query.privileges = PRIVILEGE_EVENTS;
    add_event_columns(&watch->columns, &options);
    return gather_prepare(&watch->gathering, error);
}

static enum exit_status run_events(const struct run *run, struct error *error)
{
    struct watch watch = {.run = run, .backend = events_backend()};
    enum exit_status status;

    watch.notes = (struct notes){.arena = &watch.arena, .once = true};
    seen_init(&watch.seen);
    if (prepare(&watch, run, error) && begin(&watch, error) && show_events(&watch, error) &&
        finish(&watch, error))
        status = notes_incomplete(&watch.notes) ? STATUS_FAILED : STATUS_DONE;
    else
        status = error->status;
    present_stream_end(&watch.output, NULL);
    if (watch.stream != NULL)
        watch.backend->events->close(watch.stream);
    seen_free(&watch.seen);
    gather_close(&watch.gathering);
    arena_free(&watch.arena);
    return status;
}

static bool describe(size_t index, struct schema_property *property)
{
    static const char *const keys[] = {"time", "event", "state_after"};

    if (!schema_describe_socket(index, property))
        return false;
    for (size_t i = 0; i < COUNT_OF(keys); i++)
        property->required |= strcmp(property->key, keys[i]) == 0;
    return true;
}

static const struct schema schema = {
    .name = "lsock-events",
    .description = "Sockets as they end, one per line. Later versions only add keys.",
    .row_name = "event",
    .row_description = "A socket that ended: its last known values, and when it ended. Null: does "
                       "not apply, or not reported by the system.",
    .streamed = true,
    .codes = diagnose_codes,
    .describe = describe,
};

const struct verb verb_events = {
    .name = "-E",
    .chosen = CHOSEN_EVENTS,
    .usage = "[OPTIONS] [FILTER]",
    .summary = "show TCP and UDP sockets as they end",
    .takes = OPTIONS_CHOOSE | OPTIONS_COMPARE | OPTIONS_RESOLVE | OPTIONS_SHOW | OPTIONS_COLUMNS |
             OPTIONS_LIMIT | OPTIONS_TABLE | OPTIONS_JSON | OPTIONS_PLACE,
    .options = "events interval",
    .words = COMPLETE_FILTER,
    .privileges = PRIVILEGE_OWNERS | PRIVILEGE_MARKS | PRIVILEGE_EVENTS,
    .schema = &schema,
    .check = check_events,
    .run = run_events,
};
