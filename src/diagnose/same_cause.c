/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Merges findings about one listener: the strongest remains, the others become its evidence. */
#include "same_cause.h"

#include <string.h>

#include "snapshot.h"

/* The listener of a finding, or the endpoint where it must be. */
struct target {
    const struct socket *socket;
    const struct address *address;
    uint64_t netns;
    uint16_t port;
    bool listens, outgoing;
};

static struct target target_of(const struct finding *finding)
{
    const struct socket *socket = snapshot_at(finding->snapshot, finding->rows[0]);
    bool outgoing = socket->state == STATE_SYN_SENT;

    return (struct target){
        .socket = socket,
        .address = outgoing ? &socket->remote : &socket->local,
        .netns = snapshot_source(finding->snapshot, socket)->netns,
        .port = outgoing ? socket->remote_port : socket->local_port,
        .listens = socket_is_listening(socket),
        .outgoing = outgoing,
    };
}

static bool same_address(const struct target *a, const struct target *b)
{
    return a->socket->family == b->socket->family &&
           memcmp(a->address, b->address, sizeof(*a->address)) == 0;
}

/* Whether the address belongs to this host, so that packets to it do not leave. */
static bool is_local(const struct target *target)
{
    const struct socket *socket = target->socket;

    return !target->outgoing || address_is_loopback((enum family)socket->family, &socket->remote) ||
           memcmp(&socket->local, &socket->remote, sizeof(socket->local)) == 0;
}

static bool is_same(const struct target *a, const struct target *b)
{
    if (a->netns != b->netns || a->port != b->port)
        return false;
    if (a->listens && b->listens)
        return a->socket == b->socket;
    if (same_address(a, b))
        return true;
    return (a->listens && address_is_wildcard(a->address) && is_local(b)) ||
           (b->listens && address_is_wildcard(b->address) && is_local(a));
}

static bool is_about_listener(const struct finding *finding)
{
    return finding->of_listener && finding->row_count > 0;
}

static bool join(struct findings *findings, size_t into, const struct finding *finding)
{
    struct target target = target_of(finding);

    for (size_t i = 0; i < into; i++) {
        struct finding *strongest = &findings->list[i];
        struct target other;

        if (!is_about_listener(strongest) || strongest->also_count == FINDING_ALSO_MAX)
            continue;
        other = target_of(strongest);
        if (!is_same(&other, &target))
            continue;
        strongest->also[strongest->also_count++] =
            (struct finding_also){finding->check, finding->severity, finding->title};
        return true;
    }
    return false;
}

/* Each check has at most FINDINGS_PER_CHECK findings, so comparing all pairs is cheap. */
void join_same_causes(struct findings *findings)
{
    size_t kept = 0;

    for (size_t i = 0; i < findings->count; i++) {
        const struct finding *finding = &findings->list[i];

        if (is_about_listener(finding) && join(findings, kept, finding))
            continue;
        if (kept != i)
            findings->list[kept] = *finding;
        kept++;
    }
    findings->count = kept;
}
