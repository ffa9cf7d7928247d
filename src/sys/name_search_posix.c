/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "name_search.h"

#include <net/if.h>
#include <netdb.h>
#include <netinet/in.h>
#include <pwd.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "cgroup_tree.h"
#include "compiler.h"

/* A name as C has it; false where it does not fit or holds a zero byte. */
static bool to_string(struct text name, char *room, size_t size)
{
    if (name.length == 0 || name.length >= size || memchr(name.bytes, '\0', name.length) != NULL)
        return false;
    memcpy(room, name.bytes, name.length);
    room[name.length] = '\0';
    return true;
}

static bool read_address(const struct addrinfo *info, struct host_address *out)
{
    struct sockaddr_in v4;
    struct sockaddr_in6 v6;

    memset(out, 0, sizeof(*out));
    if (info->ai_family == AF_INET && info->ai_addrlen >= sizeof(v4)) {
        memcpy(&v4, info->ai_addr, sizeof(v4));
        memcpy(out->bytes, &v4.sin_addr, 4);
        return true;
    }
    if (info->ai_family == AF_INET6 && info->ai_addrlen >= sizeof(v6)) {
        memcpy(&v6, info->ai_addr, sizeof(v6));
        memcpy(out->bytes, &v6.sin6_addr, 16);
        out->is_ipv6 = true;
        return true;
    }
    return false;
}

static size_t host_addresses(void *context UNUSED, struct text name, struct host_address *out,
                             size_t room)
{
    /* One answer for each address, not one for each kind of socket. */
    struct addrinfo hints = {.ai_socktype = SOCK_STREAM}, *list = NULL;
    struct host_address address;
    char string[NI_MAXHOST];
    size_t count = 0;

    if (!to_string(name, string, sizeof(string)) || getaddrinfo(string, NULL, &hints, &list) != 0)
        return 0;
    for (const struct addrinfo *info = list; info != NULL; info = info->ai_next) {
        if (!read_address(info, &address))
            continue;
        if (count < room)
            out[count] = address;
        count++;
    }
    freeaddrinfo(list);
    return count;
}

static bool service_port(void *context UNUSED, struct text name, uint16_t *port)
{
    const struct servent *service;
    char string[64];

    if (!to_string(name, string, sizeof(string)))
        return false;
    service = getservbyname(string, "tcp");
    if (service == NULL)
        service = getservbyname(string, NULL);
    if (service != NULL)
        *port = ntohs((uint16_t)service->s_port);
    return service != NULL;
}

static bool user_id(void *context UNUSED, struct text name, uint32_t *uid)
{
    const struct passwd *user;
    char string[256];

    user = to_string(name, string, sizeof(string)) ? getpwnam(string) : NULL;
    if (user != NULL)
        *uid = user->pw_uid;
    return user != NULL;
}

static bool interface_index(void *context UNUSED, struct text name, uint32_t *index)
{
    char string[IF_NAMESIZE];

    *index = to_string(name, string, sizeof(string)) ? if_nametoindex(string) : 0;
    return *index != 0;
}

static bool cgroup_id(void *context UNUSED, struct text path, uint64_t *id)
{
    return cgroup_tree_id(path, id);
}

void name_search_init(struct names *names)
{
    names->host_addresses = host_addresses;
    names->service_port = service_port;
    names->user_id = user_id;
    names->interface_index = interface_index;
    names->cgroup_id = cgroup_id;
}
