/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "resolver.h"

#include <errno.h>
#include <ifaddrs.h>
#include <net/if.h>
#include <pwd.h>

#include "cgroup_tree.h"
#include "compiler.h"
#include "system_lookup.h"

bool resolver_ready(void)
{
    return true;
}

void resolver_addresses(const char *name,
                        void (*found)(void *context, const struct sockaddr *address, size_t length),
                        void *context)
{
    /* With a socket type, each address is returned only once. */
    struct addrinfo hints = {.ai_socktype = SOCK_STREAM}, *list = NULL;

    if (getaddrinfo(name, NULL, &hints, &list) != 0)
        return;
    for (const struct addrinfo *info = list; info != NULL; info = info->ai_next)
        found(context, info->ai_addr, info->ai_addrlen);
    freeaddrinfo(list);
}

bool resolver_name(const struct sockaddr *address, socklen_t length, char *room, size_t size)
{
    return getnameinfo(address, length, room, (socklen_t)size, NULL, 0, NI_NAMEREQD) == 0;
}

/* Clears errno unless it is unknown whether the name exists. */
static bool answer(bool found)
{
    if (found || errno == ENODEV || errno == ENOENT || errno == ENOTDIR || errno == ENOTTY)
        errno = 0;
    return found;
}

static bool interface_index(void *context UNUSED, struct text name, uint32_t *index)
{
    char string[IF_NAMESIZE];

    *index = lookup_string(name, string, sizeof(string)) ? if_nametoindex(string) : 0;
    return answer(*index != 0);
}

static bool cgroup_id(void *context UNUSED, struct text path, uint64_t *id)
{
    return answer(cgroup_tree_id(path, id));
}

static bool interfaces(void (*see)(void *viewer, struct text name, bool loopback,
                                   const struct host_address *address),
                       void *viewer)
{
    struct ifaddrs *list;
    struct host_address host;

    if (getifaddrs(&list) != 0)
        return false;
    for (const struct ifaddrs *one = list; one != NULL; one = one->ifa_next)
        see(viewer, text_of(one->ifa_name), (one->ifa_flags & IFF_LOOPBACK) != 0,
            one->ifa_addr != NULL && lookup_address(one->ifa_addr, &host) ? &host : NULL);
    freeifaddrs(list);
    return true;
}

void resolver_init(struct names *names)
{
    names->interface_index = interface_index;
    names->cgroup_id = cgroup_id;
    names->interfaces = interfaces;
}

struct text lookup_user(uint32_t uid)
{
    const struct passwd *user = getpwuid(uid);

    return user == NULL ? TEXT("") : text_of(user->pw_name);
}

struct text lookup_interface(uint32_t index, char *room)
{
    return text_of(if_indextoname(index, room));
}
