/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The filter: any bytes, as words or (bit 0 of the first byte) as a file. An accepted filter is
 * narrowed, explained and applied; the request must include every row that it accepts. */
#include "fuzz.h"

#include <stdlib.h>
#include <string.h>

#include "filter.h"

#include "../predicate_holds.h"

static size_t host_addresses(void *context, struct text name, struct host_address *out, size_t room)
{
    (void)context;
    for (size_t i = 0; i < room && i < 2; i++)
        out[i] = (struct host_address){i == 1, {192, 0, 2, 1}};
    return name.length % 3;
}

static bool service_port(void *context, struct text name, uint16_t *port)
{
    (void)context;
    *port = 22;
    return name.length % 2 == 0;
}

static bool interface_index(void *context, struct text name, uint32_t *index)
{
    (void)context;
    *index = 2;
    return name.length % 2 == 0;
}

static const struct names names = {
    .host_addresses = host_addresses,
    .service_port = service_port,
    .interface_index = interface_index,
};

static struct socket sample(unsigned number)
{
    struct socket socket = {
        .local_port = (uint16_t)(number % 3 * 22),
        .remote_port = number % 2 == 0 ? 0 : 40000,
        .protocol = (uint8_t)(number % 5 == 0 ? PROTOCOL_UDP : PROTOCOL_TCP),
        .family = number % 4 == 3 ? FAMILY_INET6 : FAMILY_INET,
        .interface = number % 3,
        .have = number % 7 == 6 ? 0 : ~0u & ~(uint32_t)(HAVE_ACCEPT_QUEUE_MAX << 1),
    };

    socket.local.bytes[0] = number % 2 == 0 ? 127 : 10;
    socket.local.bytes[3] = 1;
    if (socket.remote_port != 0)
        socket.remote = socket.local;
    if (socket.protocol == PROTOCOL_TCP)
        socket.state = (uint8_t)(socket.remote_port == 0 ? STATE_LISTEN : STATE_ESTABLISHED);
    return socket;
}

/* States that the system does not report are never requested; such rows are tested here. */
static bool admits(const struct request *request, const struct socket *socket)
{
    uint32_t state = socket_state_bit(socket);

    return (state == 0 || (request->states[socket->protocol] & state) != 0) &&
           (request->local.port == 0 || request->local.port == socket->local_port) &&
           (request->remote.port == 0 || request->remote.port == socket->remote_port) &&
           (!request->interface_given || request->interface == socket->interface) &&
           (request->predicate == NULL || predicate_holds(request->predicate, socket));
}

static void use(const struct filter *filter)
{
    struct snapshot snapshot;
    struct column_context context = {.snapshot = &snapshot, .names = &names};
    struct builder words = {0};
    struct request request;

    snapshot_init(&snapshot);
    request_everything(&request);
    if (snapshot_begin_source(&snapshot, "fuzz", PROTOCOL_TCP, DIALECT_LINUX, 1) == NULL ||
        !filter_narrow(filter, &request))
        abort();
    filter_plan(filter, &words);
    if (request.predicate != NULL)
        predicate_describe(request.predicate, &words);
    for (unsigned i = 0; i < 24; i++) {
        struct socket socket = sample(i);

        if (filter_judge(filter, &context, &socket) == TRUTH_YES && !admits(&request, &socket))
            abort();
        (void)filter_unknown(filter, &context, &socket);
    }
    builder_free(&words);
    snapshot_free(&snapshot);
}

/* Marks must be within the typed text. */
static void check_error(const struct error *error)
{
    struct text last = error->until.bytes == NULL ? error->typed : error->until;

    if (error->status == STATUS_DONE || error->message[0] == '\0' ||
        error->begin > error->typed.length || error->end > last.length)
        abort();
}

/* Every word that contains an x is a name. */
static bool find_name(void *context, struct text word, struct nearest *nearest,
                      struct filter_name *name, struct error *error)
{
    (void)context;
    (void)error;
    nearest_offer(nearest, word, TEXT("xylophone"));
    if (word.length > 0 && memchr(word.bytes, 'x', word.length) != NULL)
        *name = (struct filter_name){.kind = BARE_PROCESS, .filter = TEXT("pid = 1 or uid = 2")};
    else if (word.length > 3)
        name->doubt = TEXT("in doubt");
    return true;
}

static const struct filter_names existing = {NULL, find_name};

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct arena arena = {NULL};
    struct filter_source source;
    struct filter filter;
    struct error error = {.status = STATUS_DONE};
    struct text words[2];
    bool good;

    if (size == 0 || size > 64 * 1024)
        return 0;
    words[0] = (struct text){(const char *)data + 1, (size - 1) / 2};
    words[1] = (struct text){(const char *)data + 1 + (size - 1) / 2, size - 1 - (size - 1) / 2};
    if ((data[0] & 1) != 0)
        good = filter_source_file(&source, &arena, (struct text){(const char *)data + 1, size - 1},
                                  "file");
    else
        good = filter_source_words(&source, &arena, words, (data[0] & 2) != 0 ? 2 : 1);
    if (!good)
        abort();
    if ((data[0] & 8) != 0)
        source.names = &existing;
    if (filter_parse(&filter, &arena, &source, (data[0] & 4) != 0 ? &names : NULL, &error))
        use(&filter);
    else
        check_error(&error);
    arena_free(&arena);
    return 0;
}
