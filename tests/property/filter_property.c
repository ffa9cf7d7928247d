/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 *     filter_property SEED COUNT
 *
 * Makes random filters of what the sockets of this namespace look like, and asks for each in
 * several ways: everything judged here, with ports pinned, with filter code in the kernel, with
 * look-ups. All must give the same sockets. Prints the seed, and the filter where they do not.
 */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "backend.h"
#include "filter.h"
#include "number.h"
#include "host_values.h"
#include "system_names.h"
#include "words.h"

#include "../predicate_holds.h"

/* xorshift64*: the same on every system. */
struct dice {
    uint64_t state;
};

static uint64_t roll(struct dice *dice, uint64_t sides)
{
    dice->state ^= dice->state >> 12;
    dice->state ^= dice->state << 25;
    dice->state ^= dice->state >> 27;
    return (dice->state * UINT64_C(2685821657736338717) >> 33) % sides;
}

struct maker {
    struct dice dice;
    const struct snapshot *world; /* the sockets that exist */
    const struct names *names;
    struct builder text;
};

static const struct socket *any_socket(struct maker *maker)
{
    return snapshot_at(maker->world, (size_t)roll(&maker->dice, maker->world->count));
}

static void add_address(struct maker *maker, const struct socket *socket, bool local, unsigned bits)
{
    enum family family = (enum family)socket->family;
    char room[ADDRESS_MAX_LENGTH];
    struct text text = {room,
                        address_write(room, family, local ? &socket->local : &socket->remote)};

    builder_printf(&maker->text, family == FAMILY_INET6 ? "[%.*s" : "%.*s", (int)text.length,
                   text.bytes);
    if (bits > 0)
        builder_printf(&maker->text, "/%u",
                       (unsigned)roll(&maker->dice, family == FAMILY_INET ? 33 : 129));
    if (family == FAMILY_INET6)
        builder_add(&maker->text, TEXT("]"));
}

static void add_end(struct maker *maker, const struct socket *socket, bool local)
{
    add_address(maker, socket, local, 0);
    builder_printf(&maker->text, ":%u",
                   (unsigned)(local ? socket->local_port : socket->remote_port));
}

static void add_host(struct maker *maker)
{
    const struct socket *socket = any_socket(maker);
    bool local = roll(&maker->dice, 2) == 0;

    builder_add(&maker->text, roll(&maker->dice, 8) == 0 ? TEXT("")
                              : local                    ? TEXT("src ")
                                                         : TEXT("dst "));
    if (roll(&maker->dice, 3) == 0)
        add_end(maker, socket, local);
    else
        add_address(maker, socket, local, (unsigned)roll(&maker->dice, 2));
}

/* A connection with both ends and maybe its interface, for a look-up. */
static void add_connection(struct maker *maker)
{
    const struct socket *socket = any_socket(maker);

    builder_add(&maker->text, TEXT("( src "));
    add_end(maker, socket, true);
    builder_add(&maker->text, TEXT(" dst "));
    add_end(maker, socket, false);
    if (roll(&maker->dice, 4) == 0)
        builder_printf(&maker->text, " dev = %u", (unsigned)socket->interface);
    builder_add(&maker->text, TEXT(" )"));
}

static void add_port(struct maker *maker)
{
    static const char *const subjects[] = {"sport", "dport", "local_port", "remote_port"};
    static const char *const signs[] = {"=", "!=", "<", ">", "<=", ">="};
    const struct socket *socket = any_socket(maker);
    unsigned port = roll(&maker->dice, 2) == 0 ? socket->local_port : socket->remote_port;

    if (roll(&maker->dice, 3) == 0) {
        builder_printf(&maker->text, "%s %u-%u,%u", roll(&maker->dice, 2) == 0 ? "sport" : "dport !=",
                       port - port % 100, port, (unsigned)roll(&maker->dice, 65536));
        return;
    }
    builder_printf(&maker->text, "%s %s %u", subjects[roll(&maker->dice, 4)],
                   signs[roll(&maker->dice, 6)],
                   roll(&maker->dice, 6) == 0 ? (unsigned)roll(&maker->dice, 65536) : port);
}

static void add_state(struct maker *maker)
{
    uint64_t state = STATE_LISTEN + roll(&maker->dice, STATE_COUNT - STATE_LISTEN + filter_group_count);

    builder_add(&maker->text, roll(&maker->dice, 3) == 0 ? TEXT("state != ") : TEXT("state = "));
    builder_add(&maker->text, text_of(state < STATE_COUNT ? state_name((enum state)state)
                                                          : filter_groups[state - STATE_COUNT].name));
}

static void add_number(struct maker *maker)
{
    const struct socket *socket = any_socket(maker);

    switch (roll(&maker->dice, 5)) {
    case 0:
        builder_printf(&maker->text, "fwmark %s %u/%u",
                       roll(&maker->dice, 2) == 0 ? "=" : "!=", (unsigned)(socket->mark & 255),
                       (unsigned)roll(&maker->dice, 256));
        break;
    case 1:
        builder_printf(&maker->text, "cgroup %s %" PRIu64,
                       roll(&maker->dice, 2) == 0 ? "=" : "!=", socket_cgroup(socket));
        break;
    case 2:
        builder_printf(&maker->text, "dev %s %u",
                       roll(&maker->dice, 2) == 0 ? "=" : "!=", (unsigned)socket->interface);
        break;
    case 3:
        builder_printf(&maker->text, "uid = %u", (unsigned)socket->uid);
        break;
    default:
        builder_printf(&maker->text, "inode > %" PRIu64, socket->inode);
        break;
    }
}

static void add_word(struct maker *maker)
{
    static const char *const words[] = {"listening",
                                        "connected",
                                        "loopback",
                                        "wildcard",
                                        "tcp",
                                        "udp",
                                        "inet",
                                        "inet6",
                                        "bound",
                                        "family = inet",
                                        "autobound",
                                        "dual_stack",
                                        "v6only",
                                        "interface = zoo0",
                                        "status = established",
                                        "family != inet6",
                                        "listening = no",
                                        "bound = no",
                                        "local_port < remote_port",
                                        "src inet:*",
                                        "dst inet6:*"};

    builder_add(&maker->text, text_of(words[roll(&maker->dice, COUNT_OF(words))]));
}

static void add_test(struct maker *maker)
{
    static void (*const adders[])(struct maker *) = {
        add_host, add_host, add_connection, add_port, add_state, add_number, add_word};

    adders[roll(&maker->dice, COUNT_OF(adders))](maker);
}

static void add_expression(struct maker *maker, unsigned depth)
{
    uint64_t kind = depth == 0 ? 0 : roll(&maker->dice, 6);

    if (kind <= 1) {
        add_test(maker);
        return;
    }
    if (kind == 2) {
        builder_add(&maker->text, TEXT("not ( "));
        add_expression(maker, depth - 1);
    } else {
        builder_add(&maker->text, TEXT("( "));
        add_expression(maker, depth - 1);
        builder_add(&maker->text, kind == 3 ? TEXT(" or ") : TEXT(" and "));
        add_expression(maker, depth - 1);
    }
    builder_add(&maker->text, TEXT(" )"));
}

/* The first one tests the rows of an earlier dump, so it needs no dump of its own. */
enum way { WAY_PINS, WAY_CODE, WAY_LOOKUP, WAY_COUNT };

static const char *const way_names[] = {"ports pinned", "with filter code", "with look-ups"};

static struct request everything(const struct filter *filter)
{
    struct request request;

    request_everything(&request);
    request.protocols = PROTOCOLS_DEFAULT;
    request.autobound = filter->asks_autobound;
    request.no_lookup = true;
    return request;
}

static struct request request_of(const struct filter *filter, enum way way)
{
    struct request request = everything(filter);

    if (!filter_narrow(filter, &request))
        abort();
    request.no_lookup = way != WAY_LOOKUP;
    if (way == WAY_PINS) {
        request.predicate = NULL;
        request.remote.port = 0; /* bound sockets are requested together with the others */
    }
    return request;
}

static bool is_pinned(const struct request *request)
{
    return request->local.has_address && request->local.port != 0 && request->remote.has_address &&
           request->remote.port != 0;
}

struct row {
    uint64_t cookie;
    uint32_t state, interface;
};

struct answer {
    struct snapshot snapshot;
    struct row *rows;
    size_t count;
};

struct judge {
    const struct filter *filter;
    const struct request *request;
    struct column_context context;
};

static bool keep(void *context, const struct socket *socket)
{
    const struct judge *judge = context;
    struct socket row = *socket;

    row.source = (uint16_t)(judge->context.snapshot->source_count - 1);
    if (filter_judge(judge->filter, &judge->context, &row) != TRUTH_YES)
        return false;
    /* The predicate must be true for everything that the filter accepts. */
    if (judge->request->predicate != NULL && !predicate_holds(judge->request->predicate, &row)) {
        fputs("a predicate leaves out what its filter accepts: ", stdout);
        return true;
    }
    return true;
}

static int compare_rows(const void *a, const void *b)
{
    return memcmp(a, b, sizeof(struct row));
}

static void take_rows(struct answer *answer)
{
    answer->rows = calloc(answer->snapshot.count + 1, sizeof(*answer->rows));
    if (answer->rows == NULL)
        exit(2);
    for (size_t i = 0; i < answer->snapshot.count; i++) {
        const struct socket *socket = snapshot_at(&answer->snapshot, i);

        answer->rows[answer->count++] =
            (struct row){socket->cookie, socket->state, socket->interface};
    }
    if (answer->count > 0)
        qsort(answer->rows, answer->count, sizeof(*answer->rows), compare_rows);
}

static void ask(struct answer *answer, const struct filter *filter, const struct names *names,
                const struct request *request)
{
    struct judge judge = {filter, request, {.snapshot = &answer->snapshot, .names = names}};
    struct collector collector = {&answer->snapshot, keep, &judge};
    struct error error = {.status = STATUS_DONE};

    memset(answer, 0, sizeof(*answer));
    snapshot_init(&answer->snapshot);
    if (!backend_collect(backend_find(TEXT("sock_diag")), request, &collector, &error) ||
        !snapshot_seal(&answer->snapshot)) {
        printf("cannot collect: %s\n", error.message);
        exit(2);
    }
    take_rows(answer);
}

/* Applies the filter to the rows read before. */
static void ask_world(struct answer *answer, const struct filter *filter, const struct names *names,
                      const struct snapshot *world)
{
    struct column_context context = {.snapshot = world, .names = names};

    memset(answer, 0, sizeof(*answer));
    snapshot_init(&answer->snapshot);
    if (snapshot_begin_source(&answer->snapshot, "world", PROTOCOL_TCP, DIALECT_LINUX, 0) == NULL)
        exit(2);
    for (size_t i = 0; i < world->count; i++)
        if (filter_judge(filter, &context, snapshot_at(world, i)) == TRUTH_YES &&
            !snapshot_add(&answer->snapshot, snapshot_at(world, i)))
            exit(2);
    take_rows(answer);
}

static void answer_free(struct answer *answer)
{
    free(answer->rows);
    snapshot_free(&answer->snapshot);
}

static bool same(const struct answer *a, const struct answer *b)
{
    return a->count == b->count && memcmp(a->rows, b->rows, a->count * sizeof(*a->rows)) == 0;
}

struct tally {
    size_t some, none, looked_up;
};

/* Tries all ways once; returns the name of one whose result differs, or NULL. */
static const char *compare_ways(const struct maker *maker, const struct filter *filter,
                                struct tally *tally)
{
    const char *different = NULL;
    struct answer first, other;

    ask_world(&first, filter, maker->names, maker->world);
    for (unsigned way = WAY_PINS; way < WAY_COUNT && different == NULL; way++) {
        struct request request = request_of(filter, (enum way)way);

        /* The other two often make the same request, and pins are rare. */
        if (way != WAY_CODE &&
            !(way == WAY_LOOKUP ? is_pinned(&request)
                                : request.local.port != 0 || filter->asks_autobound))
            continue;
        ask(&other, filter, maker->names, &request);
        tally->looked_up += way == WAY_LOOKUP && other.count > 0;
        if (!same(&first, &other))
            different = way_names[way];
        answer_free(&other);
    }
    tally->some += first.count > 0;
    tally->none += first.count == 0;
    answer_free(&first);
    return different;
}

/* Also reads who chose the ports, so that every filter can be decided. */
static void read_world(struct answer *world, const struct names *names)
{
    struct filter all = {.asks_autobound = true};
    struct request request = everything(&all);

    ask(world, &all, names, &request);
}

/* Sockets come and go, so a difference counts only if it persists, each time with new rows. */
#define TRIES 4

static bool try_filter(struct maker *maker, struct answer *world, struct tally *tally)
{
    struct arena arena = {NULL};
    struct filter_source source;
    struct filter filter;
    struct error error = {.status = STATUS_DONE};
    struct text text = builder_text(&maker->text);
    const char *different = "the parser";

    if (!filter_source_words(&source, &arena, &text, 1))
        exit(2);
    if (filter_parse(&filter, &arena, &source, maker->names, &error)) {
        if (filter.asks_autobound && !host_port_range(&filter.ports_low, &filter.ports_high))
            exit(2);
        for (int attempt = 0; attempt < TRIES && different != NULL; attempt++) {
            if (attempt > 0) {
                answer_free(world);
                read_world(world, maker->names);
            }
            different = compare_ways(maker, &filter, tally);
        }
    }
    if (different != NULL)
        printf("differs (%s%s): %.*s\n", different, error.message, (int)text.length, text.bytes);
    arena_free(&arena);
    return different == NULL;
}

static bool read_number(const char *argument, uint64_t *number)
{
    return number_parse(text_of(argument), UINT64_MAX, number);
}

int main(int argc, char **argv)
{
    struct system_names names;
    struct answer world;
    struct tally tally = {0};
    struct maker maker = {.text = {0}};
    uint64_t seed, count;
    size_t failed = 0;

    if (argc != 3 || !read_number(argv[1], &seed) || !read_number(argv[2], &count)) {
        fputs("usage: filter_property SEED COUNT\n", stderr);
        return 2;
    }
    printf("seed %" PRIu64 ", %" PRIu64 " filters\n", seed, count);
    system_names_init(&names);
    read_world(&world, &names.names);
    maker.names = &names.names;
    maker.world = &world.snapshot;
    maker.dice.state = seed * UINT64_C(0x9e3779b97f4a7c15) + 1;
    for (uint64_t i = 0; i < count && world.count > 0; i++) {
        builder_clear(&maker.text);
        add_expression(&maker, (unsigned)roll(&maker.dice, 5));
        failed += !try_filter(&maker, &world, &tally);
    }
    printf("%zu sockets; of the filters %zu found some, %zu none, %zu by look-ups; %zu differ\n",
           world.count, tally.some, tally.none, tally.looked_up, failed);
    builder_free(&maker.text);
    answer_free(&world);
    system_names_free(&names);
    return failed == 0 && tally.some > 0 && tally.looked_up > 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
