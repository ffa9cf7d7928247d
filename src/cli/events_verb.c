/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The backend tells of a socket when it is gone; what it was stands in the tables, which are read
 * at the begin and again and again. Whoever looks first subscribes and then reads, so that nothing
 * ends unseen between.
 */
#include "events_verb.h"

#include <errno.h>
#include <string.h>

#include "backend.h"
#include "clock.h"
#include "complaint.h"
#include "event_writer.h"
#include "host_facts.h"
#include "interrupt.h"
#include "listing.h"
#include "owners.h"
#include "printing.h"
#include "seen.h"

static const struct backend *events_backend(void)
{
    for (size_t i = 0; i < backend_count; i++)
        if (backends[i]->events != NULL)
            return backends[i];
    return NULL;
}

/* What has no meaning beside -E; NULL: nothing is in the way. */
static const char *contradiction(const struct options *options)
{
    const struct backend *backend = events_backend();

    if (backend == NULL)
        return "-E is not there on this system";
    if (options->backend.length != 0 && backend_find(options->backend) != backend)
        return "-E has no meaning with this --backend, which does not tell when sockets end";
    if (text_equal(options->netns, TEXT("all")))
        return "-E goes with one network namespace at a time: -N NAME, not --netns all";
    if (options->format == FORMAT_JSON || options->format == FORMAT_JSON_PRETTY)
        return "-E prints JSON as lines: --json=lines";
    return NULL;
}

bool events_allowed(const struct run *run, struct error *error)
{
    const char *why = run->options->events ? contradiction(run->options) : NULL;

    return why == NULL || error_set(error, STATUS_USAGE, "%s", why);
}

struct watch {
    struct listing listing; /* options, filter, place; its rows are not used */
    const struct backend *backend;
    struct request request; /* for the tables */
    struct event_stream *stream;
    struct seen seen;
    struct event_writer writer;
    struct arena arena;
    struct notes notes; /* one of each code, however long it goes on */
    size_t told;        /* of them, on stderr */
    uint64_t shown, undecided;
    unsigned long long due; /* when the tables are read again, by interrupt_clock */
};

static bool has_code(const struct notes *notes, const char *code)
{
    for (size_t i = 0; i < notes->count; i++)
        if (strcmp(notes->list[i].code, code) == 0)
            return true;
    return false;
}

static void take_notes(struct watch *watch, const struct notes *notes)
{
    for (size_t i = 0; i < notes->count; i++) {
        const struct note *note = &notes->list[i];

        if (!has_code(&watch->notes, note->code))
            note_add_text(&watch->notes, note->incomplete, note->code, text_of(note->message));
    }
}

/* Whoever waits for events reads a note when there is cause, not at the end. */
static void tell_notes(struct watch *watch)
{
    const struct run *run = watch->listing.run;
    struct notes news = watch->notes;

    if (format_is_json(run->options->format) || watch->told == watch->notes.count)
        return;
    news.list += watch->told;
    news.count -= watch->told;
    complain_notes(&news, run->colour_errors);
    watch->told = watch->notes.count;
}

/* Refused are those that somebody asked for by name. */
static bool check_protocols(const struct watch *watch, struct error *error)
{
    const struct request *request = &watch->listing.scope.request;
    uint32_t others = request->protocols & ~request->unnamed & ~watch->backend->events->protocols;

    if (watch->listing.run->options->no_pushdown)
        others = watch->listing.run->options->protocols & ~watch->backend->events->protocols;
    for (unsigned i = 0; i < PROTOCOL_COUNT; i++)
        if ((others & PROTOCOL_BIT(i)) != 0)
            return error_set(error, STATUS_USAGE,
                             "-E: the kernel tells of TCP and UDP sockets that end, not of %s",
                             protocol_name((enum protocol)i));
    return true;
}

/* Of each socket that an event may be of, whatever its state is now. */
static void make_request(struct watch *watch)
{
    struct request *request = &watch->request, everything;

    *request = watch->listing.scope.request;
    request_everything(&everything);
    request->protocols &= watch->backend->events->protocols;
    request->details &= DETAILS_BIT(DETAILS_EXTENDED);
    memcpy(request->states, everything.states, sizeof(request->states));
    request->remote = everything.remote; /* a socket may get its peer later */
    request->predicate = NULL;
}

static bool read_tables(struct watch *watch, struct snapshot *snapshot, struct error *error)
{
    const struct run *run = watch->listing.run;
    struct options options = *run->options;
    struct collector collector = {snapshot, NULL, NULL};
    unsigned need = watch->listing.need;

    options.backend = text_of(watch->backend->name); /* no other has cookies */
    snapshot->owners.requested = (need & NEED_OWNERS) != 0;
    if (!places_collect(&watch->listing.places, &options, run->names, &watch->request, &collector,
                        error))
        return false;
    if (!snapshot_seal(snapshot) || ((need & NEED_PEERS) != 0 && !peers_make(snapshot)))
        return error_out_of_memory(error);
    return (need & NEED_OWNERS) == 0 || owners_collect(&options, need, snapshot, error);
}

static void set_due(struct watch *watch)
{
    const struct options *options = watch->listing.run->options;

    watch->due =
        interrupt_clock() + (options->interval_given ? options->interval : 1) * UINT64_C(1000);
}

static bool is_read_again(const struct watch *watch)
{
    const struct options *options = watch->listing.run->options;

    return !options->interval_given || options->interval != 0;
}

static bool look(struct watch *watch, struct error *error)
{
    struct snapshot *snapshot = seen_begin(&watch->seen);

    if (!read_tables(watch, snapshot, error))
        return false;
    take_notes(watch, &snapshot->notes);
    set_due(watch);
    return seen_end(&watch->seen) || error_out_of_memory(error);
}

/* Tables that could be read before: whatever is in the way now, it may go. */
static bool look_again(struct watch *watch, struct error *error)
{
    struct error reason = {.status = STATUS_DONE};

    if (look(watch, &reason))
        return true;
    if (reason.out_of_memory) {
        *error = reason;
        return false;
    }
    if (!has_code(&watch->notes, "events_unnamed"))
        note_add(&watch->notes, true, "events_unnamed",
                 "the tables could not be read again, and of events since then states and owners "
                 "may be unknown: %s",
                 reason.message);
    set_due(watch);
    return true;
}

/* One note for all owners that may stay hidden. */
static void tell_hidden(struct watch *watch, const struct snapshot *snapshot,
                        const struct socket *socket)
{
    if (owner_status(&snapshot->owners, socket) != OWNER_PERMISSION_DENIED ||
        has_code(&watch->notes, "owners_hidden"))
        return;
    note_add(&watch->notes, false, "owners_hidden",
             "owners are hidden: %zu process%s could not be looked at%s",
             snapshot->owners.refused.count, snapshot->owners.refused.count == 1 ? "" : "es",
             snapshot->owners.is_root ? ", even by root" : "; run as root");
}

static struct column_context context_of(const struct watch *watch, const struct snapshot *snapshot,
                                        const struct event *event)
{
    struct column_context context = listing_columns(&watch->listing);

    context.snapshot = snapshot;
    context.event = event;
    return context;
}

static bool is_wanted(struct watch *watch, const struct column_context *shown,
                      const struct socket *socket)
{
    struct column_context context = *shown;
    enum truth truth;

    context.dialect = DIALECT_RFC;
    truth = filter_judge(&watch->listing.scope.filter, &context, socket);
    if (truth == TRUTH_UNKNOWN || truth == TRUTH_PENDING) {
        if (watch->undecided++ == 0)
            watch->listing.unknown = filter_unknown(&watch->listing.scope.filter, &context, socket);
    }
    return truth == TRUTH_YES;
}

static bool show(struct watch *watch, struct socket *socket, struct event *event,
                 struct error *error)
{
    const struct snapshot *snapshot = seen_complete(&watch->seen, socket);
    struct timespec now = clock_now();
    struct column_context context = context_of(watch, snapshot, event);

    if (!moment_write(event->time, &now))
        event->time[0] = '\0';
    if (!is_wanted(watch, &context, socket))
        return true;
    tell_hidden(watch, snapshot, socket);
    watch->shown++;
    return event_writer_write(&watch->writer, &context, socket, error);
}

static void tell_lost(struct watch *watch)
{
    if (!has_code(&watch->notes, "events_lost"))
        note_add(&watch->notes, true, "events_lost",
                 "sockets have ended that are not shown: more ended than could be read in time");
}

static bool goes_on(const struct watch *watch)
{
    const struct run *run = watch->listing.run;

    return !interrupt_came() && output_alive(run->output) &&
           !(run->options->limited && watch->shown >= run->options->limit);
}

static bool is_overdue(const struct watch *watch, unsigned long long milliseconds)
{
    return is_read_again(watch) && interrupt_clock() >= watch->due + milliseconds;
}

/* Everything that is there; no longer than a second past the time to read the tables. */
static bool drain(struct watch *watch, struct error *error)
{
    struct socket socket;
    struct event event = {.after = STATE_NONE};

    while (goes_on(watch) && !is_overdue(watch, 1000)) {
        switch (watch->backend->events->next(watch->stream, &socket, &event, error)) {
        case EVENT_TOLD:
            if (!show(watch, &socket, &event, error))
                return false;
            break;
        case EVENT_LOST:
            tell_lost(watch);
            break;
        case EVENT_NONE:
            return true;
        case EVENT_FAILED:
            return false;
        }
    }
    return true;
}

static int milliseconds_left(const struct watch *watch)
{
    unsigned long long now = interrupt_clock();

    if (!is_read_again(watch))
        return -1;
    return now >= watch->due ? 0 : (int)(watch->due - now);
}

/* False: the end has come, or *error is set. */
static bool wait_for_more(struct watch *watch, struct error *error)
{
    switch (interrupt_wait(watch->backend->events->descriptor(watch->stream),
                           milliseconds_left(watch))) {
    case WOKEN_READY:
        return true;
    case WOKEN_TIMEOUT:
        return is_overdue(watch, 0) ? look_again(watch, error) : true;
    case WOKEN_END:
        return false;
    case WOKEN_FAILED:
        break;
    }
    return error_set(error, STATUS_FAILED, "cannot wait for events: %s", strerror(errno));
}

static bool follow(struct watch *watch, struct error *error)
{
    while (goes_on(watch)) {
        if (!drain(watch, error))
            return false;
        tell_notes(watch);
        output_flush(watch->listing.run->output);
        if (!goes_on(watch))
            break;
        if (is_overdue(watch, 0) ? !look_again(watch, error) : !wait_for_more(watch, error))
            break;
    }
    return error->status == STATUS_DONE;
}

static bool begin(struct watch *watch, struct error *error)
{
    struct document document;

    if (!interrupt_begin())
        return error_set(error, STATUS_FAILED, "cannot wait for events: %s", strerror(errno));
    make_request(watch);
    watch->stream = watch->backend->events->open(watch->request.protocols,
                                                 watch->listing.scope.request.details, error);
    if (watch->stream == NULL || !look(watch, error))
        return false;
    watch->listing.time = clock_now();
    document = listing_document(&watch->listing);
    document.schema = "lsock-events/1";
    document.row_type = "event";
    document.snapshot = seen_newest(&watch->seen);
    if (!event_writer_begin(&watch->writer, &document, error))
        return false;
    output_flush(watch->listing.run->output);
    return true;
}

static bool finish(struct watch *watch, struct error *error)
{
    if (watch->undecided > 0)
        note_add(&watch->notes, true, "filter_undecided",
                 "%llu events are not shown: of these sockets the system does not say whether "
                 "they were `%.*s`",
                 (unsigned long long)watch->undecided,
                 (int)(watch->listing.unknown.length < 200 ? watch->listing.unknown.length : 200),
                 watch->listing.unknown.bytes);
    event_writer_end(&watch->writer, !notes_incomplete(&watch->notes), &watch->notes);
    if (!output_finish(watch->listing.run->output, error))
        return false;
    tell_notes(watch);
    return true;
}

static bool prepare(struct watch *watch, const struct run *run, struct error *error)
{
    if (!listing_begin(&watch->listing, run, error) || !check_protocols(watch, error) ||
        !event_writer_init(&watch->writer, run, error))
        return false;
    listing_choose_needs(&watch->listing);
    return listing_take_privilege(&watch->listing, error);
}

enum exit_status events_run(const struct run *run, struct error *error)
{
    struct watch watch = {.backend = events_backend()};
    enum exit_status status;

    watch.notes.arena = &watch.arena;
    seen_init(&watch.seen);
    if (prepare(&watch, run, error) && begin(&watch, error) && follow(&watch, error) &&
        finish(&watch, error))
        status = notes_incomplete(&watch.notes) ? STATUS_FAILED : STATUS_DONE;
    else
        status = error->status;
    event_writer_free(&watch.writer);
    if (watch.stream != NULL)
        watch.backend->events->close(watch.stream);
    seen_free(&watch.seen);
    listing_free(&watch.listing);
    arena_free(&watch.arena);
    return status;
}
