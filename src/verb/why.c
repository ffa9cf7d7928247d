/* SPDX-License-Identifier: GPL-2.0-or-later */
/* `lsock why PORT`: whether a program can bind the port and listen, what prevents it, and why
 * clients may not reach it. */
#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "ask.h"
#include "bind_try.h"
#include "conntrack.h"
#include "examination.h"
#include "findings.h"
#include "number.h"
#include "port_holders.h"
#include "privilege.h"
#include "verb.h"
#include "why_connection.h"

struct asked {
    struct bind_question question;
    bool wildcard; /* no address given: all addresses, IPv4 and IPv6 */
};

static bool refuse(struct text word, size_t begin, const char *message, struct error *error)
{
    error_set(error, STATUS_USAGE, "%s", message);
    error_mark(error, word, begin, word.length);
    error_remedy(error, "for instance: lsock why 8080, lsock why udp/53, lsock why 127.0.0.1:80");
    return false;
}

/* Removes "tcp/" or "udp/" from the front, or "/tcp" from the end. */
static void take_protocol(struct text *text, struct asked *asked)
{
    static const enum protocol protocols[] = {PROTOCOL_TCP, PROTOCOL_UDP};

    for (size_t i = 0; i < COUNT_OF(protocols); i++) {
        struct text name = text_of(protocol_names[protocols[i]]);
        size_t rest = text->length > name.length ? text->length - name.length - 1 : 0;

        if (rest == 0)
            continue;
        if (text_starts_with(*text, name) && text->bytes[name.length] == '/') {
            *text = (struct text){text->bytes + name.length + 1, rest};
        } else if (text->bytes[rest] == '/' &&
                   text_equal((struct text){text->bytes + rest + 1, name.length}, name)) {
            text->length = rest;
        } else {
            continue;
        }
        asked->question.protocol = protocols[i];
        return;
    }
}

/* Parses "8080", ":8080", "127.0.0.1:8080", "[::1]:8080". */
static bool parse_end(struct text word, struct asked *asked, struct error *error)
{
    struct text end = word, address = {NULL, 0};
    size_t colon;
    uint64_t port;

    take_protocol(&end, asked);
    for (colon = end.length; colon > 0 && end.bytes[colon - 1] != ':'; colon--)
        ;
    if (colon > 1)
        address = (struct text){end.bytes, colon - 1};
    if (!number_parse(text_from(end, colon), UINT16_MAX, &port) || port == 0)
        return refuse(word, (size_t)(end.bytes + colon - word.bytes),
                      "expected a port from 1 to 65535", error);
    asked->question.port = (uint16_t)port;
    asked->wildcard = address.length == 0 || text_equal(address, TEXT("*"));
    if (asked->wildcard) {
        asked->question.family = FAMILY_INET6;
        return true;
    }
    if (address.length > 2 && address.bytes[0] == '[' && address.bytes[address.length - 1] == ']')
        address = (struct text){address.bytes + 1, address.length - 2};
    return address_parse(address, &asked->question.family, &asked->question.address) ||
           refuse(word, 0, "expected ADDRESS:PORT", error);
}

static bool parse(const struct run *run, struct asked *asked, struct error *error)
{
    bool udp = run->options->kinds.protocols == PROTOCOL_BIT(PROTOCOL_UDP);

    *asked = (struct asked){.question = {.protocol = udp ? PROTOCOL_UDP : PROTOCOL_TCP}};
    if (!parse_end(run->words[0], asked, error))
        return false;
    /* Servers set SO_REUSEADDR for TCP. For UDP few do: there it lets two programs share a port. */
    asked->question.reuse = asked->question.protocol == PROTOCOL_TCP && !run->options->no_reuse;
    return true;
}

/* `unix PATH`, `/PATH`, `@NAME` */
static bool is_path(const struct run *run)
{
    struct text first = run->words[0];

    return run->word_count == 2
               ? text_equal(first, TEXT("unix"))
               : first.length > 0 && (first.bytes[0] == '/' || first.bytes[0] == '@');
}

static bool check_why(const struct run *run, struct error *error)
{
    struct asked asked;

    if (run->word_count == 0) {
        error_set(error, STATUS_USAGE, "missing port: lsock why PORT");
        return false;
    }
    if (run->word_count > 2)
        return refuse(run->words[2], 0,
                      "expected one port, unix and a path, or the two ends of a connection", error);
    return run->word_count == 2 || is_path(run) || parse(run, &asked, error);
}

/* Reads no options of a socket that may be about to close: see socket_options.h. */
static void read_options(const struct evidence *evidence, const struct socket *socket,
                         struct bind_options *options)
{
    struct socket_options read;

    if ((socket->state != STATE_CLOSED && socket->state != STATE_ESTABLISHED &&
         socket->state != STATE_NONE) ||
        !why_read_options(&evidence->snapshot->owners, socket, &read))
        return;
    options->known = true;
    options->reuse = read.reuse_address;
    options->v6only = read.v6only;
}

struct answering {
    const struct run *run;
    struct asked asked;
    struct text path; /* of a unix socket; length 0: a port was given */
    struct query query;
    struct gathering here, all;
    struct examination examination; /* of `here`; with --interval of two readings */
    struct port_answer answer;
};

/* Which of the unix sockets has the path is decided here: any bytes can stand in it. */
static bool make_path_query(struct answering *answering, struct error *error)
{
    struct query *query = &answering->query;

    answering->path = answering->run->words[answering->run->word_count - 1];
    if (!ask_words(query, answering->run, NULL, 0, error))
        return false;
    query->kinds.protocols = PROTOCOL_BIT(PROTOCOL_UNIX);
    query->need = NEED_QUEUES | NEED_OWNERS | NEED_OWNER_CGROUPS;
    query->privileges = PRIVILEGE_OWNERS;
    return true;
}

/* Makes the filter "sport = :8080", which the kernel can look up. */
static bool make_query(struct answering *answering, struct error *error)
{
    struct query *query = &answering->query;
    struct text words[] = {TEXT("sport"), TEXT("="), {NULL, 0}};
    char port[sizeof(":65535")];

    snprintf(port, sizeof(port), ":%u", answering->asked.question.port);
    words[2] = arena_copy(answering->run->arena, text_of(port));
    if (words[2].bytes == NULL)
        return error_out_of_memory(error);
    if (!ask_words(query, answering->run, words, COUNT_OF(words), error))
        return false;
    query->kinds.protocols = PROTOCOL_BIT(answering->asked.question.protocol);
    query->need = NEED_QUEUES | NEED_OWNERS | NEED_OWNER_CGROUPS | NEED_DETAILS(DETAILS_TIMER) |
                  NEED_DETAILS(DETAILS_MEMORY) | NEED_DETAILS(DETAILS_TCP_INFO);
    query->privileges = PRIVILEGE_OWNERS | PRIVILEGE_MARKS | PRIVILEGE_BIND;
    return true;
}

static void look_at(struct evidence *evidence, const struct gathering *gathering)
{
    evidence->snapshot = &gathering->snapshot;
    evidence->rows = gathering->rows;
    evidence->row_count = gathering->total;
}

/* If nothing listens here, looks for listeners in other namespaces. Namespaces that cannot be read
 * do not affect the answer. */
static bool ask_elsewhere(struct answering *answering, struct error *error)
{
    const struct snapshot *here = &answering->here.snapshot;
    struct query query = answering->query;
    struct error ignored = {.status = STATUS_DONE};
    struct evidence evidence = answering->examination.evidence;

    if (answering->answer.listened || here->source_count == 0 || query.netns.length > 0 ||
        query.recording != NULL || query.proc_root != NULL)
        return true;
    query.netns = TEXT("all");
    if (!gather_open(&answering->all, &query, answering->run->names, answering->run->arena,
                     &ignored) ||
        !gather_rows(&answering->all, &ignored))
        return true;
    look_at(&evidence, &answering->all);
    return port_elsewhere(&evidence, here->sources[0].netns, answering->run->arena,
                          &answering->answer) ||
           error_out_of_memory(error);
}

/* Port ranges excluded by Windows are in no table, so only bind() can tell. */
static bool has_to_try(const struct answering *answering)
{
    bool may_be_excluded = answering->here.names->windows && answering->here.recording == NULL &&
                           answering->answer.answer == BIND_FREE;

    return answering->run->options->try_bind || may_be_excluded;
}

/* --try: the kernel decides. A later listen() may still fail: of two sockets that share a port,
 * only one may listen. */
static bool try_to_bind(struct answering *answering, struct error *error)
{
    const struct bind_question *question = &answering->asked.question;
    const struct bind_trial trial = {
        .udp = question->protocol == PROTOCOL_UDP,
        .family = question->family,
        .address = question->address,
        .port = question->port,
        .reuse = question->reuse,
    };
    char room[BIND_TRY_ROOM];

    return port_tried(question, bind_try(&trial, room), answering->run->arena,
                      &answering->answer) ||
           error_out_of_memory(error);
}

/* A port can be redirected without a listener. Rules are not read: a connection that the firewall
 * tracks shows it, and without one it is unknown. */
static bool ask_firewall(struct answering *answering, struct error *error)
{
    const struct host_reading *host = answering->examination.evidence.host;
    const struct bind_question *question = &answering->asked.question;
    char to[CONNTRACK_TOP_ROOM];

    if (answering->answer.listened || answering->here.recording != NULL || host == NULL ||
        !host->conntrack.have || host->conntrack.number == 0)
        return true;
    if (conntrack_redirect(text_of(protocol_names[question->protocol]), question->port, to))
        return port_redirected(question, to, answering->run->arena, &answering->answer) ||
               error_out_of_memory(error);
    note_add(&answering->here.snapshot.notes, false, "redirects_unknown",
             "firewall rules are not read: one can redirect port %u without a listener; see `nft "
             "list ruleset`",
             question->port);
    return true;
}

static bool read_sockets(struct answering *answering, struct error *error)
{
    const struct options *options = answering->run->options;
    struct examination *examination = &answering->examination;
    uint64_t interval = options->interval == OPTIONS_UNSAID ? 0 : options->interval;

    examination_init(examination, &answering->here, answering->run, interval);
    answering->query.earlier = &examination->earlier;
    return gather_open(&answering->here, &answering->query, answering->run->names,
                       answering->run->arena, error) &&
           examination_read(examination, error);
}

/* A question about the wildcard means [::], which includes IPv4. */
static bool answer_port(struct answering *answering, struct error *error)
{
    struct evidence *evidence = &answering->examination.evidence;

    look_at(evidence, &answering->here);
    if (!port_ask(&answering->asked.question, evidence, privilege_has(CAPABILITY_NET_BIND_SERVICE),
                  read_options, answering->run->arena, &answering->answer))
        return error_out_of_memory(error);
    return (!has_to_try(answering) || try_to_bind(answering, error)) &&
           ask_elsewhere(answering, error) && ask_firewall(answering, error);
}

static enum path_there path_there(const struct answering *answering)
{
    int failure;

    if (answering->path.bytes[0] == '@')
        return PATH_ABSTRACT;
    if (answering->here.recording != NULL || answering->query.proc_root != NULL)
        return PATH_UNKNOWN;
    failure = path_check(answering->path.bytes);
    return failure == 0 ? PATH_TAKEN : failure == ENOENT ? PATH_FREE : PATH_UNKNOWN;
}

static bool answer_path(struct answering *answering, struct error *error)
{
    struct evidence *evidence = &answering->examination.evidence;

    look_at(evidence, &answering->here);
    return path_ask(answering->path, path_there(answering), evidence, answering->run->arena,
                    &answering->answer) ||
           error_out_of_memory(error);
}

/* What doctor finds at the rows that hold the path, and not at all unix sockets. */
static void keep_holders(struct answering *answering)
{
    const struct findings *reasons = &answering->answer.reasons;

    answering->here.total = 0;
    for (size_t i = 0; i < reasons->count; i++)
        for (size_t row = 0; row < reasons->list[i].row_count; row++)
            answering->here.rows[answering->here.total++] = reasons->list[i].rows[row];
}

static bool answer(struct answering *answering, struct error *error)
{
    if (!read_sockets(answering, error))
        return false;
    if (answering->path.length == 0)
        return answer_port(answering, error) &&
               examination_judge(&answering->examination, CHECKS_ALL, error);
    if (!answer_path(answering, error))
        return false;
    keep_holders(answering);
    return examination_judge(&answering->examination, CHECKS_ALL, error);
}

static const char *const answer_words[] = {
    [BIND_FREE] = "free", [BIND_DEPENDS] = "depends", [BIND_TAKEN] = "taken"};

/* Returns the answer for the first line; reasons follow. */
static const char *word_of(const struct port_answer *answer)
{
    if (answer->answer == BIND_TAKEN &&
        answer->reasons.list[0].check == port_reason_find(TEXT("port_privileged")))
        return "not allowed";
    return answer_words[answer->answer];
}

static void report_answer(struct answering *answering, const struct column_context *contexts,
                          struct report *report)
{
    static const enum role roles[] = {
        [BIND_FREE] = ROLE_OPEN, [BIND_DEPENDS] = ROLE_ATTENTION, [BIND_TAKEN] = ROLE_ERROR};
    const struct bind_question *question = &answering->asked.question;
    const struct port_answer *of = &answering->answer;
    struct findings rest = of->reasons;

    if (of->answer != BIND_FREE) {
        finding_report(report, word_of(of), roles[of->answer], rest.list, contexts);
        rest.list++;
        rest.count--;
    } else {
        struct value free =
            answering->path.length > 0
                ? report_printf(report, "a unix socket can be bound to %.*s",
                                (int)answering->path.length, answering->path.bytes)
                : report_printf(report, "a program%s can bind %s port %u",
                                question->reuse ? " with SO_REUSEADDR" : "",
                                question->protocol == PROTOCOL_TCP ? "TCP" : "UDP", question->port);
        struct report_topic *topic =
            report_topic(report, "answer", text_of(answer_words[BIND_FREE]), free.text);

        if (topic != NULL)
            topic->role = roles[BIND_FREE];
    }
    findings_report(report, &rest, contexts);
    findings_report(report, &answering->examination.findings, contexts);
}

/* For scripts: the reasons, then what doctor finds at those that hold the port. */
static bool join_findings(const struct answering *answering, struct findings *all)
{
    const struct findings *reasons = &answering->answer.reasons;
    const struct findings *others = &answering->examination.findings;

    *all = (struct findings){.count = reasons->count + others->count};
    all->list = arena_array(answering->run->arena, all->count + 1, sizeof(*all->list));
    if (all->list == NULL)
        return false;
    for (size_t i = 0; i < all->count; i++)
        all->list[i] = i < reasons->count ? reasons->list[i] : others->list[i - reasons->count];
    return true;
}

static bool print(struct answering *answering, struct error *error)
{
    const struct run *run = answering->run;
    struct column_context contexts[] = {ask_context(&answering->here, run->options),
                                        ask_context(&answering->all, run->options)};
    struct document document = ask_document(&answering->here, run);
    struct findings_table table;
    struct findings all;
    struct report report;

    if (run->options->format == FORMAT_TABLE) {
        report_init(&report, run->arena);
        report_answer(answering, contexts, &report);
        return present_report(&run->presentation, &document, &report, contexts->names, error);
    }
    if (!join_findings(answering, &all))
        return error_out_of_memory(error);
    findings_table_init(&table, &all, contexts);
    return present(&run->presentation, &document, &table.table, error);
}

static enum exit_status status_of(const struct answering *answering)
{
    static const enum exit_status statuses[] = {
        [BIND_FREE] = STATUS_DONE, [BIND_DEPENDS] = STATUS_FAILED, [BIND_TAKEN] = STATUS_NO};

    if (!snapshot_complete(&answering->here.snapshot) && answering->answer.answer != BIND_TAKEN)
        return STATUS_FAILED;
    return statuses[answering->answer.answer];
}

static enum exit_status run_why(const struct run *run, struct error *error)
{
    struct answering answering = {.run = run};
    enum exit_status status;

    bool path = is_path(run);

    if (run->word_count == 2 && !path)
        return why_connection(run, error);
    if ((path ? make_path_query(&answering, error)
              : parse(run, &answering.asked, error) && make_query(&answering, error)) &&
        answer(&answering, error) && print(&answering, error) &&
        present_end(&run->presentation, &answering.here.snapshot.notes, error))
        status = status_of(&answering);
    else
        status = error->status;
    findings_free(&answering.answer.reasons);
    examination_free(&answering.examination);
    gather_close(&answering.all);
    gather_close(&answering.here);
    return status;
}

const struct verb verb_why = {
    .name = "why",
    .usage = "PORT|PATH",
    .summary = "show whether a port or path is free, and who holds it",
    .takes = OPTIONS_TABLE | OPTIONS_JSON | OPTIONS_PLACE | OPTIONS_TREE | OPTIONS_READ,
    .options = "interval udp no-reuse try",
    .privileges = PRIVILEGE_OWNERS | PRIVILEGE_MARKS | PRIVILEGE_BIND,
    .schema = &findings_schema,
    .check = check_why,
    .run = run_why,
};
