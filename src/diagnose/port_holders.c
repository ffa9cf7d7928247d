/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "port_holders.h"

#include "array.h"

struct asking {
    const struct bind_question *question;
    const struct evidence *evidence;
    port_options *options;
    struct arena *arena;
    struct port_answer *answer;
    struct builder title; /* of the current reason */
    bool failed;          /* out of memory */
};

static struct builder *begin_title(struct asking *asking)
{
    builder_clear(&asking->title);
    return &asking->title;
}

static struct finding *find(struct findings *findings, const struct check *check)
{
    for (size_t i = 0; i < findings->count; i++)
        if (findings->list[i].check == check)
            return &findings->list[i];
    return NULL;
}

static struct finding *add_finding(struct asking *asking, const struct check *check, uint32_t row)
{
    struct findings *findings = &asking->answer->reasons;
    struct finding *list = array_grow(findings->list, findings->count, sizeof(*list)), *finding;
    struct cluster cluster = {.evidence = asking->evidence, .rows = {row}};

    if (list == NULL || asking->title.failed)
        return NULL;
    findings->list = list;
    finding = &list[findings->count++];
    *finding = (struct finding){
        .check = check,
        .snapshot = asking->evidence == NULL ? NULL : asking->evidence->snapshot,
        .severity = check->severity,
        .title = arena_copy(asking->arena, builder_text(&asking->title)),
        .command = command_for(check, &cluster, asking->arena),
    };
    return finding->title.bytes == NULL || finding->command.bytes == NULL ? NULL : finding;
}

/* Adds one finding per reason; `row`: one of its sockets, or UINT32_MAX. */
static void add(struct asking *asking, enum reason reason, uint32_t row)
{
    struct finding *finding = find(&asking->answer->reasons, &port_reasons[reason]);

    if (finding == NULL)
        finding = add_finding(asking, &port_reasons[reason], row);
    if (finding == NULL)
        asking->failed = true;
    if (finding == NULL || row == UINT32_MAX)
        return;
    finding->count++;
    if (finding->row_count < FINDING_ROWS_MAX)
        finding->rows[finding->row_count++] = row;
}

/* False: out of memory. */
static bool end_asking(struct asking *asking)
{
    builder_free(&asking->title);
    return !asking->failed;
}

static enum reason reason_of(const struct socket *socket)
{
    if (socket_is_listening(socket))
        return REASON_LISTENS;
    if ((socket->flags & SOCKET_MINI) != 0 || socket->state == STATE_TIME_WAIT)
        return REASON_RECORD;
    return socket_is_connected(socket) ? REASON_CONNECTION : REASON_BOUND;
}

static void say_holder(const struct examined *examined, enum reason reason, struct builder *out)
{
    static const char *const verbs[] = {
        [REASON_LISTENS] = " listens on ",
        [REASON_BOUND] = " is bound to ",
        [REASON_CONNECTION] = " has a connection from ",
        [REASON_RECORD] = "a closed connection holds ",
    };

    if (reason == REASON_CONNECTION && examined->none == OWNER_NONE_ACCEPT_QUEUE) {
        builder_add(out, TEXT("a connection that waits to be accepted uses "));
    } else {
        if (reason != REASON_RECORD)
            say_owner(examined, out);
        builder_add(out, text_of(verbs[reason]));
    }
    say_local(examined, out);
    if (reason == REASON_CONNECTION || reason == REASON_RECORD) {
        builder_add(out, TEXT(" to "));
        say_remote(examined, out);
    }
}

static void ask_row(struct asking *asking, uint32_t row)
{
    struct examined examined = examined_row(asking->evidence, row);
    const struct socket *socket = examined.socket;
    enum reason reason = reason_of(socket);
    struct bind_options options = {false, false, false};
    enum bind_answer answer;

    asking->answer->listened |= reason == REASON_LISTENS;
    answer = bind_ask(asking->question, socket, &options);
    if (answer == BIND_DEPENDS) {
        asking->options(asking->evidence, socket, &options);
        answer = bind_ask(asking->question, socket, &options);
    }
    if (answer > asking->answer->answer)
        asking->answer->answer = answer;
    if (answer == BIND_FREE)
        return;
    say_holder(&examined, reason, begin_title(asking));
    add(asking, answer == BIND_DEPENDS ? REASON_OPTIONS : reason, row);
}

/* Adds a finding if everything that listens here uses loopback addresses. */
static void add_loopback(struct asking *asking)
{
    const struct finding *listens = find(&asking->answer->reasons, &port_reasons[REASON_LISTENS]);

    if (listens == NULL || listens->count > listens->row_count)
        return;
    for (size_t i = 0; i < listens->row_count; i++) {
        const struct socket *socket = snapshot_at(asking->evidence->snapshot, listens->rows[i]);

        if (!address_is_loopback((enum family)socket->family, &socket->local))
            return;
    }
    builder_add(begin_title(asking), TEXT("it listens on a loopback address only"));
    add(asking, REASON_LOOPBACK, listens->rows[0]);
}

/* Programs that listen for others, by the name that Linux keeps: 15 bytes. */
static const char *stands_for(const struct process *process)
{
    static const char *const proxies[] = {"docker-proxy", "rootlessport", "rootlesskit",
                                          "slirp4netns",  "pasta",        "pasta.avx2"};

    if (process == NULL)
        return NULL;
    if (process->pid == 1 || text_equal(process->command, TEXT("systemd")))
        return "a service (socket activation)";
    if (text_equal(process->command, TEXT("systemd-socket-")))
        return "a service";
    for (size_t i = 0; i < COUNT_OF(proxies); i++)
        if (text_equal(process->command, text_of(proxies[i])))
            return "a container";
    return NULL;
}

static void add_proxy(struct asking *asking)
{
    const struct finding *listens = find(&asking->answer->reasons, &port_reasons[REASON_LISTENS]);

    for (size_t i = 0; listens != NULL && i < listens->row_count; i++) {
        struct examined examined = examined_row(asking->evidence, listens->rows[i]);
        const char *service = stands_for(process_of(&examined));

        if (service == NULL)
            continue;
        say_owner(&examined, begin_title(asking));
        builder_printf(&asking->title, " holds port %u in place of %s", asking->question->port,
                       service);
        add(asking, REASON_PROXY, listens->rows[i]);
        return;
    }
}

static void add_settings(struct asking *asking, bool privileged)
{
    unsigned port = asking->question->port;
    int64_t start, first, last;

    if (!privileged &&
        setting_number(asking->evidence, NULL, "net.ipv4.ip_unprivileged_port_start", &start) &&
        (int64_t)port < start) {
        asking->answer->answer = BIND_TAKEN;
        builder_printf(begin_title(asking),
                       "port %u is below %lld, so binding it requires privileges", port,
                       (long long)start);
        add(asking, REASON_PRIVILEGED, UINT32_MAX);
    }
    if (!ephemeral_range(asking->evidence, NULL, &first, &last) || (int64_t)port < first ||
        (int64_t)port > last)
        return;
    builder_printf(begin_title(asking), "port %u lies in net.ipv4.ip_local_port_range", port);
    add(asking, REASON_EPHEMERAL, UINT32_MAX);
}

bool port_elsewhere(const struct evidence *evidence, uint64_t here, struct arena *arena,
                    struct port_answer *answer)
{
    struct asking asking = {.evidence = evidence, .arena = arena, .answer = answer};

    for (size_t i = 0; i < evidence->row_count; i++) {
        struct examined examined = examined_row(evidence, evidence->rows[i]);

        if (!socket_is_listening(examined.socket) ||
            snapshot_source(evidence->snapshot, examined.socket)->netns == here)
            continue;
        say_holder(&examined, REASON_LISTENS, begin_title(&asking));
        builder_add(&asking.title, TEXT(" in another network namespace"));
        add(&asking, REASON_ELSEWHERE, evidence->rows[i]);
    }
    return end_asking(&asking);
}

bool port_tried(const struct bind_question *question, const char *failure, struct arena *arena,
                struct port_answer *answer)
{
    struct asking asking = {.arena = arena, .answer = answer};

    if (failure != NULL)
        answer->answer = BIND_TAKEN;
    else if (answer->answer == BIND_DEPENDS)
        answer->answer = BIND_FREE;
    builder_printf(&asking.title, "bind() to port %u: %s", question->port,
                   failure == NULL ? "success" : failure);
    add(&asking, failure == NULL ? REASON_TRIED : REASON_REFUSED, UINT32_MAX);
    findings_sort(&answer->reasons, 0);
    return end_asking(&asking);
}

bool port_redirected(const struct bind_question *question, const char *to, struct arena *arena,
                     struct port_answer *answer)
{
    struct asking asking = {.arena = arena, .answer = answer};

    builder_printf(&asking.title, "the firewall sends connections to port %u to %s (DNAT)",
                   question->port, to);
    add(&asking, REASON_REDIRECTED, UINT32_MAX);
    findings_sort(&answer->reasons, 0);
    return end_asking(&asking);
}

bool port_ask(const struct bind_question *question, const struct evidence *evidence,
              bool privileged, port_options *options, struct arena *arena,
              struct port_answer *answer)
{
    struct asking asking = {question, evidence, options, arena, answer, {0}, false};

    *answer = (struct port_answer){.answer = BIND_FREE};
    for (size_t i = 0; i < evidence->row_count; i++)
        ask_row(&asking, evidence->rows[i]);
    add_proxy(&asking);
    add_loopback(&asking);
    add_settings(&asking, privileged);
    findings_sort(&answer->reasons, 0);
    return end_asking(&asking);
}

/* An accepted connection has the name of its listener, and does not hold it. */
static bool holds_path(const struct socket *socket, struct text path)
{
    const struct ends_detail *ends = socket_ends(socket);

    return socket->family == FAMILY_UNIX && ends != NULL && text_equal(ends->local, path) &&
           (!socket_is_connected(socket) || ends->type == SOCKET_TYPE_DGRAM);
}

static void add_path_holder(struct asking *asking, uint32_t row, struct text path, bool gone)
{
    struct examined examined = examined_row(asking->evidence, row);
    bool listens = socket_is_listening(examined.socket);
    struct builder *title = begin_title(asking);

    say_owner(&examined, title);
    builder_add(title, listens ? TEXT(" listens on ") : TEXT(" is bound to "));
    builder_add(title, path);
    if (gone)
        builder_add(title, TEXT(", and the file is gone"));
    add(asking,
        gone      ? REASON_PATH_REMOVED
        : listens ? REASON_PATH_LISTENS
                  : REASON_PATH_BOUND,
        row);
}

/* Adds that a file, or an unknown one, is at a path that no socket here is bound to. */
static void add_path_there(struct asking *asking, struct text path, enum path_there there)
{
    bool taken = there == PATH_TAKEN;

    builder_add(begin_title(asking), path);
    builder_add(&asking->title,
                taken ? TEXT(" exists, and no unix socket of this network namespace is bound to it")
                      : TEXT(": whether a file is there is unknown"));
    add(asking, taken ? REASON_PATH_STALE : REASON_PATH_UNKNOWN, UINT32_MAX);
}

bool path_ask(struct text path, enum path_there there, const struct evidence *evidence,
              struct arena *arena, struct port_answer *answer)
{
    struct asking asking = {.evidence = evidence, .arena = arena, .answer = answer};
    bool held = false;

    *answer = (struct port_answer){.answer = BIND_FREE};
    for (size_t i = 0; i < evidence->row_count; i++) {
        if (!holds_path(snapshot_at(evidence->snapshot, evidence->rows[i]), path))
            continue;
        held = true;
        add_path_holder(&asking, evidence->rows[i], path, there == PATH_FREE);
    }
    answer->listened = held;
    if (there == PATH_TAKEN || (held && there != PATH_FREE))
        answer->answer = BIND_TAKEN;
    else if (there == PATH_UNKNOWN)
        answer->answer = BIND_DEPENDS;
    if (!held && (there == PATH_TAKEN || there == PATH_UNKNOWN))
        add_path_there(&asking, path, there);
    findings_sort(&answer->reasons, 0);
    return end_asking(&asking);
}
