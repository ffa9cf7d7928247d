/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Looks up single connections. Peculiarities of the kernel:
 * - For a missing connection it returns the listener, so answers are compared with the request. It
 *   ignores the mask of states, so the filter tests them.
 * - A socket bound to an interface, as link-local IPv6 always is, is found only with the interface.
 *   So the look-up is done once without and once with each interface. If the same ends exist both
 *   unbound and bound, the newer socket may hide the other one.
 * - Bound sockets without a peer are never found. They have no remote end in lsock, either.
 */
#include <errno.h>
#include <net/if.h>

#include "inet_diag.h"
#include "sock_diag.h"

/* With more look-ups than this a dump is as fast. */
#define INTERFACES_MAX 256

static bool is_whole(const struct request_end *end)
{
    return end->has_address && end->port != 0 && !address_is_wildcard(&end->address);
}

bool lookup_possible(const struct request *request, enum protocol protocol)
{
    return protocol == PROTOCOL_TCP && !request->no_lookup && !request->autobound &&
           is_whole(&request->local) && is_whole(&request->remote) &&
           request->local.family == request->remote.family;
}

static bool is_end(const struct request_end *end, enum family family, const struct address *address,
                   uint16_t port)
{
    return port == end->port && address_in_prefix(family, address, end->family, &end->address,
                                                  end->family == FAMILY_INET ? 32 : 128);
}

static bool take_asked(void *context, const struct nlmsghdr *message)
{
    const struct walk *walk = context;
    const struct request *request = walk->request;
    struct socket socket;

    if (inet_diag_read(message, walk->protocol, NULL, &socket) &&
        (!is_end(&request->local, (enum family)socket.family, &socket.local, socket.local_port) ||
         !is_end(&request->remote, (enum family)socket.family, &socket.remote, socket.remote_port)))
        return true;
    return walk_take(context, message);
}

static bool look_up(struct walk *walk, uint32_t interface)
{
    _Alignas(struct nlmsghdr) char buffer[INET_DIAG_REQUEST_ROOM];
    const struct request *request = walk->request;
    struct socket socket = {
        .protocol = PROTOCOL_TCP,
        .family = (uint8_t)request->local.family,
        .local = request->local.address,
        .remote = request->remote.address,
        .local_port = request->local.port,
        .remote_port = request->remote.port,
        .interface = interface,
    };
    struct nlmsghdr *message = inet_diag_request_one(buffer, false, &socket);

    inet_diag_request_extend(message, inet_detail_extensions(request->details));
    netlink_ask(walk->netlink, message, take_asked, walk, &walk->answer);
    return walk->answer.failure == 0 || walk->answer.failure == ENOENT;
}

static bool look_up_everywhere(struct walk *walk)
{
    struct if_nameindex *interfaces = if_nameindex();
    size_t count = 0;
    bool good = interfaces != NULL;

    while (good && interfaces[count].if_index != 0)
        count++;
    good = good && count <= INTERFACES_MAX && look_up(walk, 0);
    for (size_t i = 0; good && i < count; i++)
        good = look_up(walk, interfaces[i].if_index);
    if (interfaces != NULL)
        if_freenameindex(interfaces);
    return good;
}

bool lookup_run(struct walk *walk)
{
    bool found = walk->request->interface_given ? look_up(walk, walk->request->interface)
                                                : look_up_everywhere(walk);

    walk->answer = (struct netlink_answer){.finished = true};
    return found;
}
