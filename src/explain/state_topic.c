/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The topic of one state: what it is, what is here of it now, how it is entered and left. */
#include <string.h>

#include "fill.h"
#include "texts.h"

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

/* The systems that use exactly the spelling that was typed, case aside. */
static void add_whose_word(struct report *report, const struct subject *subject)
{
    const char *name = state_name(subject->state);
    struct value who = report_text(NULL);

    if (subject->typed.length == 0 || text_equal_nocase(subject->typed, text_of(name)))
        return;
    for (enum state_dialect d = 0; d < DIALECT_COUNT; d++) {
        const struct state_dialect_info *info = &state_dialects[d];
        const char *spelling = info->spelling[subject->state];

        if (spelling != NULL && text_equal_nocase(subject->typed, text_of(spelling)))
            report_join(report, &who, "; ", text_of(info->title));
    }
    report_section(report, "word", "");
    if (who.presence == VALUE_ABSENT)
        report_paragraph(report, "\"%.*s\" is another way to write %s.", (int)subject->typed.length,
                         subject->typed.bytes, name);
    else
        report_paragraph(report, "\"%.*s\" is what %s is called by: %.*s.",
                         (int)subject->typed.length, subject->typed.bytes, name,
                         (int)who.text.length, who.text.bytes);
}

static struct value queue_value(const struct socket *socket, unsigned have, uint32_t queue)
{
    return (socket->have & have) != 0 ? report_number(queue) : report_unknown();
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

static void add_examples(struct report *report, enum state state, const struct snapshot *snapshot)
{
    static const struct report_column columns[] = {
        WORDS("local", "LOCAL"),
        WORDS("remote", "REMOTE"),
        NUMBERS("recv_queue", "RECV-Q"),
        NUMBERS("send_queue", "SEND-Q"),
    };
    static const struct report_column listener_columns[] = {
        WORDS("local", "LOCAL"),
        HIDDEN("remote"),
        NUMBERS("accept_queue", "ACCEPT-Q"),
        NUMBERS("accept_queue_max", "LIMIT"),
    };
    size_t shown = 0;

    if (snapshot == NULL)
        return;
    for (size_t i = 0; i < snapshot->count && shown < EXAMPLES; i++) {
        const struct socket *socket = snapshot_at(snapshot, i);

        if (socket->protocol != PROTOCOL_TCP || socket->state != state)
            continue;
        if (shown++ == 0)
            report_table(report, NULL, NULL, state == STATE_LISTEN ? listener_columns : columns,
                         COUNT_OF(columns));
        REPORT_ROW(
            report, endpoint_value(socket, false), endpoint_value(socket, true),
            queue_value(socket, HAVE_RECV_QUEUE | HAVE_ACCEPT_QUEUE, socket->recv_queue),
            queue_value(socket, HAVE_SEND_QUEUE | HAVE_ACCEPT_QUEUE_MAX, socket->send_queue));
    }
}

static void add_here(const struct filling *filling, enum state state)
{
    const struct explain_facts *facts = filling->facts;
    struct report *report = filling->report;
    unsigned long long count;

    report_section(report, "here", facts->recorded ? "In the recording" : "Here, now");
    if (facts->counts == NULL) {
        report_paragraph(report,
                         "How many sockets are in it is not known: there is nothing to read "
                         "them from.");
        return;
    }
    count = facts->counts[state];
    if (count == 0)
        report_paragraph(report, "No socket is in it.");
    else if (count == 1)
        report_paragraph(report, "1 socket is in it.");
    else
        report_paragraph(report, "%llu sockets are in it.", count);
    add_examples(report, state, facts->examples);
}

static void add_names(struct report *report, enum state state)
{
    static const struct report_column columns[] = {WORDS("word", "WORD"),
                                                   NUMBERS("number", "NUMBER"), HIDDEN("system"),
                                                   PROSE("title", "OF", "")};

    report_table(report, "names", "What it is called", columns, COUNT_OF(columns));
    for (enum state_dialect d = 0; d < DIALECT_COUNT; d++) {
        const struct state_dialect_info *info = &state_dialects[d];

        if (info->spelling[state] != NULL || info->number[state] != STATE_NO_NUMBER)
            REPORT_ROW(report, report_text(info->spelling[state]),
                       state_number(info->number[state]), report_text(info->name),
                       report_text(info->title));
    }
    report_paragraph(report, "/proc/net/tcp of Linux has its number in hexadecimal: %02X.",
                     (unsigned)state_dialects[DIALECT_LINUX].number[state]);
}

static void add_text(struct report *report, const struct state_text *text)
{
    const struct {
        const char *key, *title, *text;
    } rows[] = {
        {"side", "Who is in it", text->side},  {"next", "Who must act", text->next},
        {"lasts", "How long", text->lasts},    {"pile", "Many of them", text->pile},
        {"proof", "How to tell", text->proof}, {"remedy", "What helps", text->remedy},
        {"rfc", "RFC 9293", text->rfc},
    };

    for (size_t i = 0; i < COUNT_OF(rows); i++)
        report_brief(report, rows[i].key, rows[i].title, text_of(rows[i].text));
}

void fill_state(const struct filling *filling, const struct subject *subject)
{
    const struct state_text *text = &state_texts[subject->state];
    struct report *report = filling->report;
    uint32_t bit = STATE_BIT(subject->state);
    struct report_topic *topic =
        report_topic(report, "state", text_of(state_name(subject->state)), text_of(text->sentence));

    if (topic == NULL)
        return;
    topic->state = subject->state;
    add_whose_word(report, subject);
    add_here(filling, subject->state);
    add_text(report, text);
    if (subject->brief) {
        report_section(report, "more", "");
        report_paragraph(report,
                         "`lsock explain %s` tells more: how it is entered and left, what governs "
                         "it, what it is called elsewhere.",
                         state_name(subject->state));
        return;
    }
    add_corrections(report, bit, NULL);
    report_section(report, "entered", "How it is entered");
    add_transitions(report, leads_to, bit, true, false);
    report_section(report, "left", "How it is left");
    add_transitions(report, leads_away, bit, false, true);
    report_section(report, "stays", "What leaves it as it is");
    add_transitions(report, leaves_it, bit, false, false);
    add_settings(filling, bit, NULL);
    add_counters(filling, bit, NULL);
    add_names(report, subject->state);
}
