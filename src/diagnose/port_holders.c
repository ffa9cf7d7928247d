/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "port_holders.h"

#include <stdlib.h>

#include "array.h"
#include "port_reasons.h"

struct asking {
    const struct bind_question *question;
    const struct evidence *evidence;
    port_options *options;
    struct arena *arena;
    struct port_answer *answer;
};

static struct finding *find(struct findings *findings, const struct check *check)
{
    for (size_t i = 0; i < findings->count; i++)
        if (findings->list[i].check == check)
            return &findings->list[i];
    return NULL;
}

/* Adds one finding per reason; `row`: one of its sockets, or UINT32_MAX. */
static bool add(struct asking *asking, enum reason reason, uint32_t row, struct builder *title)
{
    struct findings *findings = &asking->answer->reasons;
    struct finding *finding = find(findings, &port_reasons[reason]), *list;
    struct cluster cluster = {.evidence = asking->evidence, .rows = {row}};

    if (finding == NULL) {
        list = array_grow(findings->list, findings->count, sizeof(*list));
        if (list == NULL || title->failed)
            return false;
        findings->list = list;
        finding = &list[findings->count++];
        *finding = (struct finding){
            .check = &port_reasons[reason],
            .snapshot = asking->evidence == NULL ? NULL : asking->evidence->snapshot,
            .severity = port_reasons[reason].severity};
        finding->title = arena_copy(asking->arena, builder_text(title));
        finding->command = command_for(finding->check, &cluster, asking->arena);
        if (finding->title.bytes == NULL || finding->command.bytes == NULL)
            return false;
    }
    if (row != UINT32_MAX) {
        finding->count++;
        if (finding->row_count < FINDING_ROWS_MAX)
            finding->rows[finding->row_count++] = row;
    }
    return true;
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

static bool ask_row(struct asking *asking, uint32_t row, struct builder *title)
{
    const struct evidence *evidence = asking->evidence;
    const struct socket *socket = snapshot_at(evidence->snapshot, row);
    struct examined examined = {evidence, socket, owner_none(socket), false, ""};
    enum reason reason = reason_of(socket);
    struct bind_options options = {false, false, false};
    enum bind_answer answer;

    builder_clear(title);
    say_holder(&examined, reason, title);
    asking->answer->listened |= reason == REASON_LISTENS;
    answer = bind_ask(asking->question, socket, &options);
    if (answer == BIND_DEPENDS) {
        asking->options(evidence, socket, &options);
        answer = bind_ask(asking->question, socket, &options);
    }
    if (answer > asking->answer->answer)
        asking->answer->answer = answer;
    return answer == BIND_FREE ||
           add(asking, answer == BIND_DEPENDS ? REASON_OPTIONS : reason, row, title);
}

/* Adds a finding if everything that listens here uses loopback addresses. */
static bool add_loopback(struct asking *asking, struct builder *title)
{
    const struct finding *listens = find(&asking->answer->reasons, &port_reasons[REASON_LISTENS]);

    if (listens == NULL)
        return true;
    for (size_t i = 0; i < listens->row_count; i++) {
        const struct socket *socket = snapshot_at(asking->evidence->snapshot, listens->rows[i]);

        if (!address_is_loopback((enum family)socket->family, &socket->local))
            return true;
    }
    builder_clear(title);
    builder_add(title, TEXT("it listens on a loopback address only"));
    return listens->count > listens->row_count ||
           add(asking, REASON_LOOPBACK, listens->rows[0], title);
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

static bool add_proxy(struct asking *asking, struct builder *title)
{
    const struct finding *listens = find(&asking->answer->reasons, &port_reasons[REASON_LISTENS]);

    for (size_t i = 0; listens != NULL && i < listens->row_count; i++) {
        const struct socket *socket = snapshot_at(asking->evidence->snapshot, listens->rows[i]);
        struct examined examined = {asking->evidence, socket, owner_none(socket), false, ""};
        const char *service = stands_for(process_of(&examined));

        if (service == NULL)
            continue;
        builder_clear(title);
        say_owner(&examined, title);
        builder_printf(title, " holds port %u in place of %s", asking->question->port, service);
        return add(asking, REASON_PROXY, listens->rows[i], title);
    }
    return true;
}

static bool add_settings(struct asking *asking, bool privileged, struct builder *title)
{
    unsigned port = asking->question->port;
    const struct setting *range = setting_find(TEXT("net.ipv4.ip_local_port_range"));
    int64_t start, first;

    if (!privileged &&
        setting_number(asking->evidence, NULL, "net.ipv4.ip_unprivileged_port_start", &start) &&
        (int64_t)port < start) {
        asking->answer->answer = BIND_TAKEN;
        builder_clear(title);
        builder_printf(title, "port %u is below %lld, so binding it requires privileges", port,
                       (long long)start);
        if (!add(asking, REASON_PRIVILEGED, UINT32_MAX, title))
            return false;
    }
    if (!setting_number(asking->evidence, NULL, "net.ipv4.ip_local_port_range", &first) ||
        (int64_t)port < first ||
        (int64_t)port > setting_value(&asking->evidence->host->settings, range)->numbers[1])
        return true;
    builder_clear(title);
    builder_printf(title, "port %u lies in net.ipv4.ip_local_port_range", port);
    return add(asking, REASON_EPHEMERAL, UINT32_MAX, title);
}

bool port_elsewhere(const struct evidence *evidence, uint64_t here, struct arena *arena,
                    struct port_answer *answer)
{
    struct asking asking = {NULL, evidence, NULL, arena, answer};
    struct builder title = {0};
    bool done = true;

    for (size_t i = 0; i < evidence->row_count && done; i++) {
        const struct socket *socket = snapshot_at(evidence->snapshot, evidence->rows[i]);
        struct examined examined = {evidence, socket, owner_none(socket), false, ""};

        if (!socket_is_listening(socket) ||
            snapshot_source(evidence->snapshot, socket)->netns == here)
            continue;
        builder_clear(&title);
        say_holder(&examined, REASON_LISTENS, &title);
        builder_add(&title, TEXT(" in another network namespace"));
        done = add(&asking, REASON_ELSEWHERE, evidence->rows[i], &title);
    }
    builder_free(&title);
    return done;
}

static int by_severity(const void *a, const void *b)
{
    const struct finding *x = a, *y = b;

    if (x->severity != y->severity)
        return x->severity > y->severity ? -1 : 1;
    return x->check < y->check ? -1 : x->check > y->check;
}

static void sort_reasons(struct port_answer *answer)
{
    if (answer->reasons.count > 1)
        qsort(answer->reasons.list, answer->reasons.count, sizeof(*answer->reasons.list),
              by_severity);
}

bool port_tried(const struct bind_question *question, const char *failure, struct arena *arena,
                struct port_answer *answer)
{
    struct asking asking = {question, NULL, NULL, arena, answer};
    struct builder title = {0};
    bool done;

    builder_printf(&title, "bind() to port %u: %s", question->port,
                   failure == NULL ? "success" : failure);
    if (failure != NULL)
        answer->answer = BIND_TAKEN;
    else if (answer->answer == BIND_DEPENDS)
        answer->answer = BIND_FREE;
    done = add(&asking, failure == NULL ? REASON_TRIED : REASON_REFUSED, UINT32_MAX, &title);
    builder_free(&title);
    sort_reasons(answer);
    return done;
}

bool port_redirected(const struct bind_question *question, const char *to, struct arena *arena,
                     struct port_answer *answer)
{
    struct asking asking = {question, NULL, NULL, arena, answer};
    struct builder title = {0};
    bool done;

    builder_printf(&title, "the firewall sends connections to port %u to %s (DNAT)", question->port,
                   to);
    done = add(&asking, REASON_REDIRECTED, UINT32_MAX, &title);
    builder_free(&title);
    sort_reasons(answer);
    return done;
}

bool port_ask(const struct bind_question *question, const struct evidence *evidence,
              bool privileged, port_options *options, struct arena *arena,
              struct port_answer *answer)
{
    struct asking asking = {question, evidence, options, arena, answer};
    struct builder title = {0};
    bool done = true;

    *answer = (struct port_answer){.answer = BIND_FREE};
    for (size_t i = 0; i < evidence->row_count && done; i++)
        done = ask_row(&asking, evidence->rows[i], &title);
    done = done && add_proxy(&asking, &title) && add_loopback(&asking, &title) &&
           add_settings(&asking, privileged, &title);
    builder_free(&title);
    sort_reasons(answer);
    return done;
}

/* An accepted connection has the name of its listener, and does not hold it. */
static bool holds_path(const struct socket *socket, struct text path)
{
    const struct ends_detail *ends = socket_ends(socket);

    return socket->family == FAMILY_UNIX && ends != NULL && text_equal(ends->local, path) &&
           (!socket_is_connected(socket) || ends->type == SOCKET_TYPE_DGRAM);
}

static bool add_path(struct asking *asking, struct text path, enum path_there there)
{
    const struct evidence *evidence = asking->evidence;
    struct builder title = {0};
    bool done = true, held = false;

    for (size_t i = 0; i < evidence->row_count && done; i++) {
        const struct socket *socket = snapshot_at(evidence->snapshot, evidence->rows[i]);
        struct examined examined = {evidence, socket, owner_none(socket), false, ""};
        bool listens = socket_is_listening(socket);

        if (!holds_path(socket, path))
            continue;
        held = true;
        builder_clear(&title);
        say_owner(&examined, &title);
        builder_add(&title, listens ? TEXT(" listens on ") : TEXT(" is bound to "));
        builder_add(&title, path);
        if (there == PATH_FREE)
            builder_add(&title, TEXT(", and the file is gone"));
        done = add(asking,
                   there == PATH_FREE ? REASON_PATH_REMOVED
                   : listens          ? REASON_PATH_LISTENS
                                      : REASON_PATH_BOUND,
                   evidence->rows[i], &title);
    }
    asking->answer->listened = held;
    if (there == PATH_TAKEN || (held && there != PATH_FREE))
        asking->answer->answer = BIND_TAKEN;
    else if (there == PATH_UNKNOWN)
        asking->answer->answer = BIND_DEPENDS;
    builder_clear(&title);
    builder_add(&title, path);
    if (there == PATH_TAKEN && !held) {
        builder_add(&title,
                    TEXT(" exists, and no unix socket of this network namespace is bound to it"));
        done = done && add(asking, REASON_PATH_STALE, UINT32_MAX, &title);
    } else if (there == PATH_UNKNOWN && !held) {
        builder_add(&title, TEXT(": whether a file is there is unknown"));
        done = done && add(asking, REASON_PATH_UNKNOWN, UINT32_MAX, &title);
    }
    builder_free(&title);
    return done;
}

bool path_ask(struct text path, enum path_there there, const struct evidence *evidence,
              struct arena *arena, struct port_answer *answer)
{
    struct asking asking = {NULL, evidence, NULL, arena, answer};
    bool done;

    *answer = (struct port_answer){.answer = BIND_FREE};
    done = add_path(&asking, path, there);
    sort_reasons(answer);
    return done;
}
