/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "checks.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "array.h"
#include "hash.h"
#include "map.h"
#include "same_cause.h"

static const struct check_table *const tables[] = {&open_checks, &port_checks, &flow_checks,
                                                   &close_checks, &host_checks};

const struct check *check_at(size_t index)
{
    for (size_t i = 0; i < COUNT_OF(tables); i++) {
        if (index < tables[i]->count)
            return &tables[i]->checks[index];
        index -= tables[i]->count;
    }
    return NULL;
}

const struct check *check_find(struct text code)
{
    const struct check *check;

    for (size_t i = 0; (check = check_at(i)) != NULL; i++)
        if (text_equal(code, text_of(check->code)))
            return check;
    return NULL;
}

const char *const severity_names[SEVERITY_COUNT] = {
    [SEVERITY_HINT] = "hint",
    [SEVERITY_WARNING] = "warning",
    [SEVERITY_PROBLEM] = "problem",
};

void findings_free(struct findings *findings)
{
    free(findings->list);
}

/* The clusters of one check while sockets are counted. */
struct clusters {
    const struct check *check;
    struct map by_key;
    struct cluster *list;
    size_t count;
};

struct checking {
    const struct evidence *evidence;
    struct arena *arena;
    struct findings *findings;
    struct clusters clusters[CHECKS_MAX];
    size_t count;
};

static bool is_about(const struct check *check, const struct socket *socket)
{
    if (check->states == 0)
        return (check->protocols & PROTOCOL_BIT(socket->protocol)) != 0;
    return socket->protocol == PROTOCOL_TCP && socket->state != STATE_NONE &&
           (check->states & STATE_BIT(socket->state)) != 0;
}

static void hash_address(struct hash *hash, const struct socket *socket,
                         const struct address *address)
{
    hash_add(hash, socket->family);
    hash_add_bytes(hash, address, sizeof(*address));
}

static void hash_network(struct hash *hash, const struct socket *socket)
{
    struct address network;
    enum family family;

    remote_network(socket, &family, &network);
    hash_add(hash, family);
    hash_add_bytes(hash, &network, sizeof(network));
}

static uint64_t key_of(enum about about, const struct examined *examined)
{
    const struct socket *socket = examined->socket;
    const struct snapshot *snapshot = examined->evidence->snapshot;
    const struct owner *first = owner_first(&snapshot->owners, socket);
    struct hash hash = hash_start;

    hash_add(&hash, snapshot_source(snapshot, socket)->netns);
    if (about != ABOUT_PROCESS)
        hash_add(&hash, socket->protocol);
    switch (about) {
    case ABOUT_HOST:
        return 0;
    case ABOUT_SOCKET:
        hash_add(&hash, (uint64_t)(uintptr_t)socket); /* rows of a snapshot never move */
        break;
    case ABOUT_PROCESS:
        hash_add(&hash, first == NULL ? UINT64_MAX : first->process);
        break;
    case ABOUT_PORT:
        hash_add(&hash, socket->local_port);
        break;
    case ABOUT_PATH:
        hash_address(&hash, socket, &socket->local);
        hash_address(&hash, socket, &socket->remote);
        hash_add(&hash, socket->remote_port);
        break;
    case ABOUT_NETWORK:
        hash_network(&hash, socket);
        break;
    case ABOUT_DESTINATION:
        hash_address(&hash, socket, &socket->remote);
        hash_add(&hash, socket->remote_port);
        break;
    }
    return hash_end(hash);
}

static struct cluster *cluster_of(struct clusters *clusters, const struct examined *examined)
{
    struct cluster *list = clusters->list;
    uint32_t index;

    if (!map_reserve(&clusters->by_key, clusters->count + 1))
        return NULL;
    index = map_enter(&clusters->by_key, key_of(clusters->check->about, examined),
                      (uint32_t)clusters->count);
    if (index < clusters->count)
        return &list[index];
    list = array_grow(list, clusters->count, sizeof(*list));
    if (list == NULL)
        return NULL;
    clusters->list = list;
    list[index] = (struct cluster){.evidence = examined->evidence};
    clusters->count++;
    return &list[index];
}

/* Keeps the heaviest rows, in order. */
static void keep_row(struct cluster *cluster, uint32_t row, uint64_t weight)
{
    size_t at = cluster->row_count;

    while (at > 0 && cluster->weights[at - 1] < weight)
        at--;
    if (at == FINDING_ROWS_MAX)
        return;
    if (cluster->row_count < FINDING_ROWS_MAX)
        cluster->row_count++;
    for (size_t i = cluster->row_count - 1; i > at; i--) {
        cluster->rows[i] = cluster->rows[i - 1];
        cluster->weights[i] = cluster->weights[i - 1];
    }
    cluster->rows[at] = row;
    cluster->weights[at] = weight;
}

const struct socket *earlier(const struct examined *examined)
{
    const struct cookie_index *before = examined->evidence->before;

    if (before == NULL || !has(examined, HAVE_COOKIE))
        return NULL;
    return cookie_index_find(before, examined->socket->cookie);
}

/* Whether it did not count at the earlier reading; a new socket did not. */
static bool is_fresh(const struct check *check, const struct examined *examined)
{
    struct examined was = *examined;
    struct weight weight = {1, 0};

    if ((examined->socket->have & HAVE_COOKIE) == 0)
        return false; /* it cannot be matched with the earlier reading */
    was.socket = earlier(examined);
    return was.socket == NULL || !is_about(check, was.socket) ||
           (check->counts != NULL && !check->counts(&was, &weight));
}

static bool count_socket(struct clusters *clusters, const struct examined *examined, uint32_t row)
{
    const struct check *check = clusters->check;
    struct cluster *cluster;
    struct weight weight = {1, 0};

    if (!is_about(check, examined->socket) ||
        (check->counts != NULL && !check->counts(examined, &weight)))
        return true;
    cluster = cluster_of(clusters, examined);
    if (cluster == NULL)
        return false;
    cluster->count++;
    cluster->sum += weight.weight;
    cluster->of += weight.of;
    if (examined->evidence->before != NULL && is_fresh(check, examined))
        cluster->fresh++;
    keep_row(cluster, row, weight.weight);
    return true;
}

static bool count_sockets(struct checking *checking)
{
    const struct evidence *evidence = checking->evidence;

    for (size_t i = 0; i < evidence->row_count; i++) {
        struct examined examined = examined_row(evidence, evidence->rows[i]);

        for (size_t c = 0; c < checking->count; c++)
            if (!count_socket(&checking->clusters[c], &examined, evidence->rows[i]))
                return false;
    }
    return true;
}

static int by_weight(const void *a, const void *b)
{
    const struct finding *x = a, *y = b;

    if (x->severity != y->severity)
        return x->severity > y->severity ? -1 : 1;
    if (x->check != y->check)
        return x->check < y->check ? -1 : 1;
    return x->count > y->count ? -1 : x->count < y->count;
}

static bool add_finding(struct checking *checking, const struct check *check,
                        const struct cluster *cluster, const struct verdict *verdict)
{
    struct findings *findings = checking->findings;
    struct finding *list = array_grow(findings->list, findings->count, sizeof(*list));
    struct finding *finding;

    if (list == NULL)
        return false;
    findings->list = list;
    finding = &list[findings->count++];
    *finding = (struct finding){
        .check = check,
        .snapshot = checking->evidence->snapshot,
        .severity = verdict->severity,
        .count = cluster->count,
        .row_count = cluster->row_count,
        .of_listener = check->of_listener,
    };
    memcpy(finding->rows, cluster->rows, sizeof(finding->rows));
    finding->title = arena_copy(checking->arena, builder_text(&verdict->title));
    finding->command = command_for(check, cluster, checking->arena);
    return finding->title.bytes != NULL && finding->command.bytes != NULL;
}

static bool judge(struct checking *checking, const struct check *check,
                  const struct cluster *cluster, struct builder *room)
{
    struct verdict verdict = {check->severity, *room};
    bool done = true;

    builder_clear(&verdict.title);
    if (cluster->count < check->at_least)
        return true;
    if (check->judge(cluster, &verdict)) {
        if (check->about == ABOUT_HOST && snapshot_has_namespaces(checking->evidence->snapshot))
            builder_add(&verdict.title, TEXT(" (in the network namespace of this process)"));
        done = !verdict.title.failed && add_finding(checking, check, cluster, &verdict);
    }
    *room = verdict.title;
    return done;
}

void findings_sort(struct findings *findings, size_t first)
{
    if (findings->count > first + 1)
        qsort(findings->list + first, findings->count - first, sizeof(*findings->list), by_weight);
}

/* Keeps the worst findings of each check. */
static void cut(struct findings *findings, size_t first)
{
    size_t count = findings->count - first;

    findings_sort(findings, first);
    if (count > FINDINGS_PER_CHECK) {
        findings->more += count - FINDINGS_PER_CHECK;
        findings->count = first + FINDINGS_PER_CHECK;
    }
}

static bool judge_all(struct checking *checking, struct builder *room)
{
    for (size_t c = 0; c < checking->count; c++) {
        const struct clusters *clusters = &checking->clusters[c];
        const struct cluster none = {.evidence = checking->evidence};
        size_t first = checking->findings->count;

        if (clusters->check->about == ABOUT_HOST && clusters->count == 0 &&
            !judge(checking, clusters->check, &none, room))
            return false;
        for (size_t i = 0; i < clusters->count; i++)
            if (!judge(checking, clusters->check, &clusters->list[i], room))
                return false;
        cut(checking->findings, first);
    }
    findings_sort(checking->findings, 0);
    join_same_causes(checking->findings);
    return true;
}

/* Removes the checks that lack evidence. */
static void choose(struct checking *checking, check_set which)
{
    const struct check *check;

    for (size_t i = 0; (check = check_at(i)) != NULL; i++) {
        unsigned lacking = check->needs & ~checking->evidence->kinds;

        if ((which & (check_set)1 << i) == 0)
            continue;
        checking->findings->lacking |= lacking;
        if (lacking == 0)
            checking->clusters[checking->count++].check = check;
        else
            checking->findings->left_out++;
    }
    checking->findings->checked = (unsigned)checking->count;
}

bool checks_apply(check_set which, const struct evidence *evidence, struct arena *arena,
                  struct findings *findings)
{
    struct checking checking = {.evidence = evidence, .arena = arena, .findings = findings};
    struct builder room = {0};
    bool done;

    *findings = (struct findings){0};
    choose(&checking, which);
    done = count_sockets(&checking) && judge_all(&checking, &room);
    for (size_t c = 0; c < checking.count; c++) {
        map_free(&checking.clusters[c].by_key);
        free(checking.clusters[c].list);
    }
    builder_free(&room);
    return done;
}
