/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The topic of one state: what it is, which sockets are in it now, how it is entered and left. */
#include <stdlib.h>
#include <string.h>

#include "fill.h"
#include "ladder_picture.h"
#include "map.h"
#include "span.h"
#include "texts.h"
#include "topic_names.h"

#define EXAMPLES 3

static bool leads_to(const struct transition *transition, uint32_t state)
{
    return (transition->to & state) != 0 && transition->from != state;
}

static bool leads_away(const struct transition *transition, uint32_t state)
{
    return (transition->from & state) != 0 && transition->to != 0 && transition->to != state;
}

static bool leaves_it(const struct transition *transition, uint32_t state)
{
    return (transition->from & state) != 0 && transition->to == 0;
}

/* The systems that use exactly the spelling that was typed, case aside. False: it is the RFC's. */
static bool add_whose_word(struct report *report, const struct subject *subject)
{
    const char *name = state_name(subject->state);
    struct value who = report_text(NULL);

    if (subject->typed.length == 0 || topic_name_equal(subject->typed, text_of(name)))
        return false;
    for (enum state_dialect d = 0; d < DIALECT_COUNT; d++) {
        const struct state_dialect_info *info = &state_dialects[d];
        const char *spelling = info->spelling[subject->state];

        if (spelling != NULL && text_equal_nocase(subject->typed, text_of(spelling)))
            report_join(report, &who, "; ", text_of(info->title));
    }
    report_section(report, "word", "");
    if (who.presence == VALUE_ABSENT)
        report_paragraph(report, "\"%.*s\" is another spelling of %s.", (int)subject->typed.length,
                         subject->typed.bytes, name);
    else
        report_paragraph(report, "\"%.*s\" is %s in the words of: %.*s.",
                         (int)subject->typed.length, subject->typed.bytes, name,
                         (int)who.text.length, who.text.bytes);
    return true;
}

static struct value endpoint_value(const struct socket *socket, bool remote)
{
    return (struct value){.presence =
                              remote && !socket_is_connected(socket) ? VALUE_ABSENT : VALUE_KNOWN,
                          .type = VALUE_ENDPOINT,
                          .endpoint = {
                              .address = remote ? socket->remote : socket->local,
                              .interface = remote ? 0 : socket->interface,
                              .port = remote ? socket->remote_port : socket->local_port,
                              .family = socket->family,
                              .protocol = socket->protocol,
                              .any_family = !remote && socket_is_dual_stack(socket),
                          }};
}

/* Returns the time in this state: since the last ACK, which came with the FIN or before it; for a
 * TIME-WAIT record, from its timer. False: unknown. */
static bool age_of(const struct socket *socket, uint64_t *milliseconds)
{
    return socket->state != STATE_LISTEN &&
           socket_tcp_number(socket, TCP_LAST_ACK_RECEIVED_MS, milliseconds);
}

/* The sockets that one process holds. */
struct holder {
    const struct process *process; /* NULL: unknown */
    uint64_t count, oldest_ms;
    const struct socket *socket; /* one of its sockets */
};

#define HOLDERS_MAX 4096 /* all further sockets share one entry */

static struct holder *holder_of(struct holder *holders, size_t *count, struct map *map,
                                const struct owners *owners, const struct socket *socket)
{
    const struct owner *first = owner_first(owners, socket);
    uint64_t key = first == NULL ? UINT64_MAX : first->process;
    uint32_t index;

    if (*count == HOLDERS_MAX && !map_find(map, key, &index))
        return &holders[HOLDERS_MAX - 1];
    if (!map_reserve(map, *count + 1))
        return NULL;
    index = map_enter(map, key, (uint32_t)*count);
    if (index == *count)
        holders[(*count)++] = (struct holder){owner_first_process(owners, socket), 0, 0, socket};
    return &holders[index];
}

static int by_count(const void *a, const void *b)
{
    const struct holder *x = a, *y = b;

    return x->count > y->count ? -1 : x->count < y->count;
}

static size_t count_holders(struct holder *holders, const struct snapshot *snapshot,
                            enum state state)
{
    struct map map = {0};
    size_t count = 0;

    for (size_t i = 0; i < snapshot->count; i++) {
        const struct socket *socket = snapshot_at(snapshot, i);
        struct holder *holder;
        uint64_t age;

        if (socket->protocol != PROTOCOL_TCP || socket->state != state)
            continue;
        holder = holder_of(holders, &count, &map, &snapshot->owners, socket);
        if (holder == NULL)
            break;
        holder->count++;
        if (age_of(socket, &age) && age > holder->oldest_ms)
            holder->oldest_ms = age;
    }
    map_free(&map);
    if (count > 1)
        qsort(holders, count, sizeof(*holders), by_count);
    return count;
}

static struct value holder_value(struct report *report, const struct holder *holder)
{
    const char *none = owner_none_names[owner_none(holder->socket)];

    if (holder->process != NULL)
        return report_printf(report, "%.*s[%u]", (int)holder->process->command.length,
                             holder->process->command.bytes, (unsigned)holder->process->pid);
    return none == NULL ? report_unknown() : report_text(none);
}

static struct value queue_value(const struct socket *socket, unsigned have, uint32_t queue)
{
    return (socket->have & have) != 0 ? report_number(queue) : report_unknown();
}

/* Adds listeners with their accept queues. */
static void add_listeners(struct report *report, const struct snapshot *snapshot)
{
    static const struct report_column columns[] = {
        WORDS("local", "LOCAL"), NUMBERS("accept_queue", "ACCEPT-Q"),
        NUMBERS("accept_queue_max", "LIMIT"), WORDS("process", "PROCESS")};
    size_t shown = 0;

    for (size_t i = 0; i < snapshot->count && shown < EXAMPLES; i++) {
        const struct socket *socket = snapshot_at(snapshot, i);
        const struct holder holder = {owner_first_process(&snapshot->owners, socket), 1, 0, socket};

        if (socket->protocol != PROTOCOL_TCP || socket->state != STATE_LISTEN)
            continue;
        if (shown++ == 0)
            report_table(report, NULL, NULL, columns, COUNT_OF(columns));
        REPORT_ROW(report, endpoint_value(socket, false),
                   queue_value(socket, HAVE_ACCEPT_QUEUE, socket->accept_queue),
                   queue_value(socket, HAVE_ACCEPT_QUEUE_MAX, socket->accept_queue_max),
                   holder_value(report, &holder));
    }
}

/* Adds the processes that hold the sockets, those with the most first. */
static void add_holders(struct report *report, enum state state, const struct snapshot *snapshot)
{
    static const struct report_column columns[] = {
        NUMBERS("count", "COUNT"), WORDS("process", "PROCESS"), WORDS("age", "LONGEST"),
        WORDS("local", "ONE OF THEM"), WORDS("remote", "")};
    struct holder *holders = arena_array(report->arena, HOLDERS_MAX, sizeof(*holders));
    size_t count;

    if (holders == NULL)
        return;
    count = count_holders(holders, snapshot, state);
    for (size_t i = 0; i < count && i < EXAMPLES; i++) {
        char room[SPAN_ROOM];

        if (i == 0)
            report_table(report, NULL, NULL, columns, COUNT_OF(columns));
        REPORT_ROW(report, report_number(holders[i].count), holder_value(report, &holders[i]),
                   holders[i].oldest_ms == 0
                       ? report_unknown()
                       : report_printf(report, "%s", span(holders[i].oldest_ms, room)),
                   endpoint_value(holders[i].socket, false),
                   endpoint_value(holders[i].socket, true));
    }
    if (count > EXAMPLES)
        report_paragraph(report, "%zu more processes have sockets in this state.",
                         count - EXAMPLES);
}

static void add_here(const struct filling *filling, enum state state, bool brief)
{
    const struct explain_facts *facts = filling->facts;
    struct report *report = filling->report;
    struct text text;

    if (facts->counts == NULL)
        text = TEXT("unknown: the sockets could not be read.");
    else if (facts->counts[state] == 0)
        text = TEXT("No socket is in it.");
    else
        text = report_printf(report, "%llu %s in it.", (unsigned long long)facts->counts[state],
                             facts->counts[state] == 1 ? "socket is" : "sockets are")
                   .text;
    report_brief(report, "here", facts->recorded ? "In the recording" : "Here, now", text);
    if (brief || facts->counts == NULL || facts->counts[state] == 0 || facts->examples == NULL)
        return;
    if (state == STATE_LISTEN)
        add_listeners(report, facts->examples);
    else
        add_holders(report, state, facts->examples);
}

static void add_names(struct report *report, enum state state)
{
    static const struct report_column columns[] = {WORDS("word", "WORD"),
                                                   NUMBERS("number", "NUMBER"), HIDDEN("system"),
                                                   PROSE("title", "OF", "")};

    report_table(report, "names", "Names and numbers", columns, COUNT_OF(columns));
    for (enum state_dialect d = 0; d < DIALECT_COUNT; d++) {
        const struct state_dialect_info *info = &state_dialects[d];

        if (info->spelling[state] != NULL || info->number[state] != STATE_NO_NUMBER)
            REPORT_ROW(report, report_text(info->spelling[state]),
                       state_number(info->number[state]), report_text(info->name),
                       report_text(info->title));
    }
    report_paragraph(report, "Linux shows it as %02X (hexadecimal) in /proc/net/tcp.",
                     (unsigned)state_dialects[DIALECT_LINUX].number[state]);
}

/* Adds the texts: the first ones always, the rest in group `proof`. */
static void add_text(struct report *report, const struct state_text *text, bool brief)
{
    const struct {
        const char *key, *title, *text;
    } rows[] = {
        {"next", "Who must act", text->next},  {"lasts", "Normal", text->lasts},
        {"pile", "A problem", text->pile},     {"side", "Who is in it", text->side},
        {"proof", "How to tell", text->proof}, {"remedy", "What helps", text->remedy},
        {"rfc", "RFC 9293", text->rfc},
    };

    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        report->group = i < (brief ? 1 : 3) ? NULL : "proof";
        report_brief(report, rows[i].key, rows[i].title, text_of(rows[i].text));
    }
    report->group = NULL;
}

/* Adds two commands to copy. */
static void add_commands(struct report *report, enum state state)
{
    const char *word = state_dialects[DIALECT_SS_FILTER].spelling[state];
    struct text list = report_printf(report, "lsock -tanp state %s", word).text;
    struct text explain = report_printf(report, "lsock -tanp --explain state %s", word).text;

    if (state == STATE_CLOSED) {
        list = TEXT("lsock -tBp");
        explain = TEXT("lsock -tBp --explain");
    } else if (state == STATE_LISTEN) {
        list = TEXT("lsock -tlnp");
        explain = TEXT("lsock -tlnp --explain");
    }
    report_brief(report, "command", "Who has them", list);
    report_brief(report, "command_explain", "Why, for each", explain);
}

static void add_picture(const struct filling *filling, enum state state)
{
    report_section(filling->report, "picture", "");
    ladder_draw_small(filling->report, ladder_of(state), state, filling->facts->utf8);
}

void fill_state(const struct filling *filling, const struct subject *subject)
{
    const struct state_text *text = &state_texts[subject->state];
    struct report *report = filling->report;
    uint32_t bit = STATE_BIT(subject->state);
    struct report_topic *topic =
        report_topic(report, "state", text_of(state_name(subject->state)), text_of(text->sentence));
    bool other_word;

    if (topic == NULL)
        return;
    topic->state = subject->state;
    other_word = add_whose_word(report, subject);
    if (!subject->brief)
        add_picture(filling, subject->state);
    add_here(filling, subject->state, subject->brief);
    add_text(report, text, subject->brief);
    if (subject->brief) {
        add_read_more(report, state_name(subject->state));
        return;
    }
    add_commands(report, subject->state);
    add_corrections(report, bit, NULL, other_word ? 0 : 1);
    add_pictures(filling, bit, NULL);
    report->group = "neighbours";
    add_neighbours(filling, subject->state);
    report->group = "transitions";
    report_section(report, "entered", "Transitions into it");
    add_transitions(report, leads_to, bit, true, false);
    report_section(report, "left", "Transitions out of it");
    add_transitions(report, leads_away, bit, false, true);
    report_section(report, "stays", "Events that do not change it");
    add_transitions(report, leaves_it, bit, false, false);
    report->group = "settings";
    add_settings(filling, bit, NULL);
    report->group = "counters";
    add_counters(filling, bit, NULL);
    report->group = "names";
    add_names(report, subject->state);
    report->group = NULL;
}
