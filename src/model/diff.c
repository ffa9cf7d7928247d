/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "diff.h"

#include <stdlib.h>
#include <string.h>

#include "socket_hash.h"

#define NONE UINT32_MAX

/* Row numbers on both sides are positions in the inputs. */
struct matcher {
    const struct diff_input *sides;
    uint32_t *partner[DIFF_SIDES]; /* NONE: no match so far */
    uint32_t *heads, *next;        /* a hash table of the rows of `before`, chained */
    size_t room;                   /* size of heads, a power of two */
};

enum pass { PASS_COOKIE, PASS_INODE, PASS_ENDS, PASS_COUNT };

/*
 * Rows of `before` are hashed by all that a pass compares, and by this key, so that no chain
 * contains rows that cannot match: there may be many. An unknown namespace matches any. So each
 * pass first matches equal namespaces, then a known one with an unknown one.
 */
struct chain {
    enum pass pass;
    bool equal_netns;
    bool cookie;    /* the rows of before have one */
    uint64_t netns; /* their namespace, or without equal_netns whether it is known */
};

static const struct socket *socket_at(const struct diff_input *side, size_t row)
{
    return snapshot_at(side->snapshot, side->rows[row]);
}

static uint64_t netns_of(const struct diff_input *side, const struct socket *socket)
{
    return snapshot_source(side->snapshot, socket)->netns;
}

static bool has_cookie(const struct socket *socket)
{
    return (socket->have & HAVE_COOKIE) != 0;
}

static void hash_add_names(struct hash *hash, const struct ends_detail *ends)
{
    hash_add(hash, ends->type);
    hash_add(hash, (uint64_t)ends->local_port << 32 | ends->remote_port);
    hash_add_text(hash, ends->local);
    hash_add_text(hash, ends->remote);
}

static uint32_t *head_of(const struct matcher *matcher, const struct socket *socket,
                         const struct chain *chain)
{
    struct hash hash = hash_start;

    hash_add(&hash, (uint64_t)chain->cookie << 8 | socket->protocol);
    hash_add(&hash, chain->netns);
    if (chain->pass == PASS_COOKIE) {
        hash_add(&hash, socket->cookie);
        hash_add(&hash, socket->local_port);
    } else {
        hash_add(&hash, socket->family);
        hash_add(&hash, chain->pass == PASS_INODE ? socket->inode : 0);
        hash_add_ends(&hash, socket);
        if (socket_ends(socket) != NULL)
            hash_add_names(&hash, socket_ends(socket));
    }
    return &matcher->heads[hash_end(hash) & (matcher->room - 1)];
}

static bool takes_part(const struct socket *socket, enum pass pass)
{
    switch (pass) {
    case PASS_COOKIE:
        return has_cookie(socket);
    case PASS_INODE:
        return socket->inode != 0;
    default:
        /* In other families many sockets share a name, or have none. */
        return family_is_ip(socket->family) || socket->inode == 0;
    }
}

static bool same_names(const struct ends_detail *a, const struct ends_detail *b)
{
    if (a == NULL || b == NULL)
        return a == b;
    return a->type == b->type && a->local_port == b->local_port &&
           a->remote_port == b->remote_port && text_equal(a->local, b->local) &&
           text_equal(a->remote, b->remote);
}

static bool same_netns(uint64_t a, uint64_t b)
{
    return a == 0 || b == 0 || a == b;
}

static bool is_same(const struct matcher *matcher, const struct socket *before,
                    const struct socket *after, enum pass pass)
{
    if (before->protocol != after->protocol ||
        !same_netns(netns_of(&matcher->sides[DIFF_BEFORE], before),
                    netns_of(&matcher->sides[DIFF_AFTER], after)))
        return false;
    /* Cookies restart at each boot; the port prevents wrong matches. */
    if (pass == PASS_COOKIE)
        return before->cookie == after->cookie && before->local_port == after->local_port;
    if (has_cookie(before) && has_cookie(after))
        return false;
    return same_ends(before, after) && same_names(socket_ends(before), socket_ends(after)) &&
           (pass == PASS_ENDS || before->inode == after->inode);
}

static void fill(struct matcher *matcher, struct chain chain)
{
    const struct diff_input *before = &matcher->sides[DIFF_BEFORE];

    for (size_t i = 0; i < matcher->room; i++)
        matcher->heads[i] = NONE;
    for (size_t row = before->count; row-- > 0;) {
        const struct socket *socket = socket_at(before, row);
        uint64_t netns = netns_of(before, socket);
        uint32_t *head;

        if (matcher->partner[DIFF_BEFORE][row] != NONE || !takes_part(socket, chain.pass))
            continue;
        chain.cookie = has_cookie(socket);
        chain.netns = chain.equal_netns ? netns : netns != 0;
        head = head_of(matcher, socket, &chain);
        matcher->next[row] = *head;
        *head = (uint32_t)row;
    }
}

/* Removes the first partner from its chain, so that none of many equal rows is visited twice. */
static uint32_t take_partner(const struct matcher *matcher, const struct socket *after,
                             const struct chain *chain)
{
    const struct diff_input *before = &matcher->sides[DIFF_BEFORE];
    uint32_t *link = head_of(matcher, after, chain);

    for (; *link != NONE; link = &matcher->next[*link])
        if (is_same(matcher, socket_at(before, *link), after, chain->pass)) {
            uint32_t row = *link;

            *link = matcher->next[row];
            return row;
        }
    return NONE;
}

static uint32_t find_partner(const struct matcher *matcher, const struct socket *after,
                             struct chain chain)
{
    uint64_t netns = netns_of(&matcher->sides[DIFF_AFTER], after);
    uint32_t partner = NONE;

    chain.netns = chain.equal_netns ? netns : netns == 0;
    chain.cookie = true;
    if (chain.pass == PASS_COOKIE || !has_cookie(after))
        partner = take_partner(matcher, after, &chain);
    chain.cookie = false;
    if (partner == NONE && chain.pass != PASS_COOKIE)
        partner = take_partner(matcher, after, &chain);
    return partner;
}

static void match(struct matcher *matcher, enum pass pass, bool equal_netns)
{
    const struct diff_input *after = &matcher->sides[DIFF_AFTER];
    struct chain chain = {.pass = pass, .equal_netns = equal_netns};

    fill(matcher, chain);
    for (size_t row = 0; row < after->count; row++) {
        const struct socket *socket = socket_at(after, row);
        uint32_t partner;

        if (matcher->partner[DIFF_AFTER][row] != NONE || !takes_part(socket, pass))
            continue;
        partner = find_partner(matcher, socket, chain);
        if (partner == NONE)
            continue;
        matcher->partner[DIFF_AFTER][row] = partner;
        matcher->partner[DIFF_BEFORE][partner] = (uint32_t)row;
    }
}

static bool state_changed(const struct socket *before, const struct socket *after)
{
    if (before->state != STATE_NONE && after->state != STATE_NONE)
        return before->state != after->state || ((before->flags ^ after->flags) & SOCKET_BOUND);
    return !protocol_has_states(before->protocol) &&
           socket_is_connected(before) != socket_is_connected(after);
}

static const struct process *process_of(const struct snapshot *snapshot, const struct owner *owner)
{
    return &snapshot->owners.processes[owner->process];
}

/* Compares processes, because descriptors may come and go within a process. The lists are sorted by
 * pid. */
static const struct owner *next_process(const struct snapshot *snapshot, const struct owner *owner)
{
    uint32_t pid = process_of(snapshot, owner)->pid;

    while (owner->more > 0)
        if (process_of(snapshot, ++owner)->pid != pid)
            return owner;
    return NULL;
}

/* A partial list may lack an owner that exists. */
static bool owners_differ(const struct snapshot *before, const struct owner *a,
                          const struct snapshot *after, const struct owner *b)
{
    while (a != NULL || b != NULL) {
        uint64_t pid_a = a == NULL ? UINT64_MAX : process_of(before, a)->pid;
        uint64_t pid_b = b == NULL ? UINT64_MAX : process_of(after, b)->pid;

        if ((pid_a < pid_b && !after->owners.partial) || (pid_b < pid_a && !before->owners.partial))
            return true;
        if (pid_a <= pid_b)
            a = next_process(before, a);
        if (pid_b <= pid_a)
            b = next_process(after, b);
    }
    return false;
}

static bool knows_owners(enum owner_status status)
{
    return status == OWNER_FOUND || status == OWNER_NONE || status == OWNER_NOT_FOUND;
}

static bool owner_changed(const struct matcher *matcher, const struct socket *before,
                          const struct socket *after)
{
    const struct snapshot *a = matcher->sides[DIFF_BEFORE].snapshot;
    const struct snapshot *b = matcher->sides[DIFF_AFTER].snapshot;

    if ((before->have & after->have & HAVE_UID) != 0 && before->uid != after->uid)
        return true;
    return knows_owners(owner_status(&a->owners, before)) &&
           knows_owners(owner_status(&b->owners, after)) &&
           owners_differ(a, owner_first(&a->owners, before), b, owner_first(&b->owners, after));
}

static unsigned what_changed(const struct matcher *matcher, const struct socket *before,
                             const struct socket *after)
{
    return (state_changed(before, after) ? (unsigned)DIFF_STATE : 0) |
           (owner_changed(matcher, before, after) ? (unsigned)DIFF_OWNER : 0);
}

static void tell(const struct matcher *matcher, struct diff *diff)
{
    const struct diff_input *before = &matcher->sides[DIFF_BEFORE];
    const struct diff_input *after = &matcher->sides[DIFF_AFTER];

    for (size_t row = 0; row < before->count; row++)
        if (matcher->partner[DIFF_BEFORE][row] == NONE)
            diff->rows[diff->count++] =
                (struct diff_row){DIFF_CLOSED, 0, {before->rows[row], NONE}};
    for (size_t row = 0; row < after->count; row++) {
        uint32_t partner = matcher->partner[DIFF_AFTER][row];
        unsigned what;

        if (partner == NONE) {
            diff->rows[diff->count++] = (struct diff_row){DIFF_OPENED, 0, {NONE, after->rows[row]}};
            continue;
        }
        what = what_changed(matcher, socket_at(before, partner), socket_at(after, row));
        if (what != 0)
            diff->rows[diff->count++] =
                (struct diff_row){DIFF_CHANGED, what, {before->rows[partner], after->rows[row]}};
    }
}

static bool matcher_init(struct matcher *matcher, const struct diff_input sides[DIFF_SIDES])
{
    *matcher = (struct matcher){.sides = sides, .room = 1024};
    while (matcher->room < sides[DIFF_BEFORE].count)
        matcher->room *= 2;
    matcher->heads = calloc(matcher->room, sizeof(*matcher->heads));
    matcher->next = calloc(sides[DIFF_BEFORE].count + 1, sizeof(*matcher->next));
    for (unsigned side = 0; side < DIFF_SIDES; side++) {
        matcher->partner[side] = malloc((sides[side].count + 1) * sizeof(uint32_t));
        if (matcher->partner[side] != NULL)
            memset(matcher->partner[side], 0xff, sides[side].count * sizeof(uint32_t));
    }
    return matcher->heads != NULL && matcher->next != NULL &&
           matcher->partner[DIFF_BEFORE] != NULL && matcher->partner[DIFF_AFTER] != NULL;
}

static void matcher_free(struct matcher *matcher)
{
    free(matcher->heads);
    free(matcher->next);
    for (unsigned side = 0; side < DIFF_SIDES; side++)
        free(matcher->partner[side]);
}

bool diff_make(struct diff *diff, const struct diff_input sides[DIFF_SIDES])
{
    size_t most = sides[DIFF_BEFORE].count + sides[DIFF_AFTER].count;
    struct matcher matcher;
    bool ready = matcher_init(&matcher, sides);

    *diff = (struct diff){.rows = calloc(most + 1, sizeof(*diff->rows))};
    ready = ready && diff->rows != NULL;
    if (ready) {
        for (unsigned pass = 0; pass < PASS_COUNT; pass++) {
            match(&matcher, (enum pass)pass, true);
            match(&matcher, (enum pass)pass, false);
        }
        tell(&matcher, diff);
    }
    matcher_free(&matcher);
    return ready;
}

void diff_free(struct diff *diff)
{
    free(diff->rows);
    diff->rows = NULL;
    diff->count = 0;
}

const char *const diff_kind_names[DIFF_KIND_COUNT] = {
    [DIFF_CLOSED] = "closed",
    [DIFF_OPENED] = "opened",
    [DIFF_CHANGED] = "changed",
};

const char *const diff_what_names[DIFF_WHAT_COUNT] = {
    [0] = NULL,
    [DIFF_STATE] = "state",
    [DIFF_OWNER] = "owner",
    [DIFF_STATE | DIFF_OWNER] = "state,owner",
};
