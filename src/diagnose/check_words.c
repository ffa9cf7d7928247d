/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Phrases shared by the judges of checks, and the values they need. */
#include <assert.h>
#include <string.h>

#include "checks.h"
#include "deadline.h"

struct examined worst(const struct cluster *cluster)
{
    return examined_row(cluster->evidence, cluster->rows[0]);
}

const struct process *process_of(const struct examined *examined)
{
    return owner_first_process(&examined->evidence->snapshot->owners, examined->socket);
}

void say_owner(const struct examined *examined, struct builder *out)
{
    const struct process *process = process_of(examined);

    if (process == NULL && examined->socket->owner_status == OWNER_PERMISSION_DENIED) {
        builder_add(out, TEXT("a hidden process"));
        return;
    }
    if (process == NULL) {
        builder_add(out, TEXT("its program"));
        return;
    }
    builder_add(out, process->command.length == 0 ? TEXT("process ") : process->command);
    builder_printf(out, "[%u]", (unsigned)process->pid);
}

static void say_end(const struct socket *socket, const struct address *address, uint16_t port,
                    struct builder *out)
{
    char text[ADDRESS_MAX_LENGTH + 1];
    size_t length = address_write(text, (enum family)socket->family, address);
    bool brackets = socket->family == FAMILY_INET6;

    builder_printf(out, "%s%.*s%s:%u", brackets ? "[" : "", (int)length, text, brackets ? "]" : "",
                   port);
}

void say_local(const struct examined *examined, struct builder *out)
{
    say_end(examined->socket, &examined->socket->local, examined->socket->local_port, out);
}

void say_remote(const struct examined *examined, struct builder *out)
{
    say_end(examined->socket, &examined->socket->remote, examined->socket->remote_port, out);
}

void remote_network(const struct socket *socket, enum family *family, struct address *network)
{
    *family = (enum family)socket->family;
    *network = socket->remote;
    address_unmap(family, network);
    for (size_t i = *family == FAMILY_INET ? 3 : 8; i < sizeof(network->bytes); i++)
        network->bytes[i] = 0;
}

void say_network(const struct examined *examined, struct builder *out)
{
    char text[ADDRESS_MAX_LENGTH];
    struct address network;
    enum family family;
    size_t length;

    remote_network(examined->socket, &family, &network);
    length = address_write(text, family, &network);
    builder_printf(out, "%.*s/%u", (int)length, text, family == FAMILY_INET ? 24 : 64);
}

void say_give_up(const struct examined *examined, struct builder *out)
{
    uint64_t milliseconds;
    char room[SPAN_ROOM];

    if (deadline_find(examined, &milliseconds))
        builder_printf(out, "; the kernel gives up in about %s",
                       span(milliseconds < 1000 ? 1000 : milliseconds / 1000 * 1000, room));
}

/* Whether the host's values apply to the network namespace of this socket. */
static bool is_here(const struct evidence *evidence, const struct examined *examined)
{
    if (evidence->host == NULL)
        return false;
    return evidence->netns == 0 || examined == NULL ||
           snapshot_source(evidence->snapshot, examined->socket)->netns == evidence->netns;
}

bool counter_grew(const struct evidence *evidence, const struct examined *examined,
                  const char *name, uint64_t *by)
{
    const struct counter *counter = counter_find(text_of(name));
    const struct counter_value *now, *before;

    assert(counter != NULL);
    if (!is_here(evidence, examined) || evidence->host_before == NULL)
        return false;
    now = counter_value(&evidence->host->counters, counter);
    before = counter_value(&evidence->host_before->counters, counter);
    if (!now->have || !before->have || now->number < before->number)
        return false;
    *by = now->number - before->number;
    return true;
}

bool setting_number(const struct evidence *evidence, const struct examined *examined,
                    const char *name, int64_t *number)
{
    const struct setting *setting = setting_find(text_of(name));
    const struct setting_value *value;

    assert(setting != NULL);
    if (!is_here(evidence, examined))
        return false;
    value = setting_value(&evidence->host->settings, setting);
    *number = value->numbers[0];
    return value->have;
}

bool ephemeral_range(const struct evidence *evidence, const struct examined *examined,
                     int64_t *first, int64_t *last)
{
    const struct setting *setting = setting_find(TEXT("net.ipv4.ip_local_port_range"));

    if (!setting_number(evidence, examined, "net.ipv4.ip_local_port_range", first))
        return false;
    *last = setting_value(&evidence->host->settings, setting)->numbers[1];
    return *first >= 0 && *last >= *first;
}

bool weigh_drops(const struct examined *examined, struct weight *weight)
{
    uint64_t now, before;
    struct examined was = *examined;

    was.socket = earlier(examined);
    if (!memory_number(examined, MEMORY_DROPS, &now) || now == 0)
        return false;
    weight->of = now;
    weight->weight =
        was.socket != NULL && memory_number(&was, MEMORY_DROPS, &before) && before <= now
            ? now - before
            : 0;
    return true;
}

bool drops_now(const struct examined *examined, struct weight *weight)
{
    return weigh_drops(examined, weight) && weight->weight > 0;
}

static void fill_place(struct text place, const struct examined *examined, struct builder *out)
{
    const struct process *process = process_of(examined);

    if (text_equal(place, TEXT("port")))
        builder_printf(out, "%u", examined->socket->local_port);
    else if (text_equal(place, TEXT("local")))
        say_local(examined, out);
    else if (text_equal(place, TEXT("remote")))
        say_remote(examined, out);
    else if (text_equal(place, TEXT("network")))
        say_network(examined, out);
    else if (process == NULL)
        builder_add(out, TEXT("sport = :")), fill_place(TEXT("port"), examined, out);
    else
        builder_printf(out, "pid = %u", (unsigned)process->pid);
}

/* Returns the namespace of the sockets if there are several namespaces; otherwise NULL. */
static const struct source *only_in(const struct cluster *cluster)
{
    const struct snapshot *snapshot =
        cluster->evidence == NULL ? NULL : cluster->evidence->snapshot;

    if (snapshot == NULL || cluster->row_count == 0)
        return NULL;
    return snapshot_has_namespaces(snapshot)
               ? snapshot_source(snapshot, snapshot_at(snapshot, cluster->rows[0]))
               : NULL;
}

/* Adds the name of the socket if it needs no quotes, otherwise the inode. */
static void say_namespace(const struct source *source, struct builder *out)
{
    struct text name = source->netns_name;

    for (size_t i = 0; i < name.length; i++)
        if (!ascii_is_alpha(name.bytes[i]) && !ascii_is_digit(name.bytes[i]) &&
            memchr("_.-", name.bytes[i], 3) == NULL)
            name.length = 0;
    if (name.length > 0)
        builder_add(out, name);
    else
        builder_printf(out, "%llu", (unsigned long long)source->netns);
}

struct text command_for(const struct check *check, const struct cluster *cluster,
                        struct arena *arena)
{
    struct text rest = text_of(check->command);
    struct builder out = {0};
    const struct source *source = only_in(cluster);
    struct examined examined;
    struct text copy;

    if (source != NULL && text_starts_with(rest, TEXT("lsock -"))) {
        builder_add(&out, TEXT("lsock -N "));
        say_namespace(source, &out);
        rest = (struct text){rest.bytes + 5, rest.length - 5};
    }
    while (rest.length > 0) {
        builder_add(&out, text_take_until(&rest, '{'));
        if (rest.length == 0)
            break;
        examined = worst(cluster);
        fill_place(text_take_until(&rest, '}'), &examined, &out);
    }
    copy = out.failed ? (struct text){NULL, 0} : arena_copy(arena, builder_text(&out));
    builder_free(&out);
    return copy;
}
