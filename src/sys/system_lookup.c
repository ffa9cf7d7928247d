/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "system_lookup.h"

#include <string.h>

#include "compiler.h"
#include "resolver.h"

bool lookup_string(struct text name, char *room, size_t size)
{
    if (name.length == 0 || name.length >= size || memchr(name.bytes, '\0', name.length) != NULL)
        return false;
    memcpy(room, name.bytes, name.length);
    room[name.length] = '\0';
    return true;
}

/* Addresses of a host; those beyond `room` are only counted. */
struct addresses {
    struct host_address *list;
    size_t room, count;
};

bool lookup_address(const struct sockaddr *address, struct host_address *host)
{
    struct sockaddr_in v4;
    struct sockaddr_in6 v6;

    *host = (struct host_address){.is_ipv6 = address->sa_family == AF_INET6};
    if (host->is_ipv6) {
        memcpy(&v6, address, sizeof(v6));
        memcpy(host->bytes, &v6.sin6_addr, 16);
    } else if (address->sa_family == AF_INET) {
        memcpy(&v4, address, sizeof(v4));
        memcpy(host->bytes, &v4.sin_addr, 4);
    }
    return host->is_ipv6 || address->sa_family == AF_INET;
}

static void add_address(void *context, const struct sockaddr *address, size_t length)
{
    struct addresses *addresses = context;
    struct host_address one;

    if (length < (address->sa_family == AF_INET6 ? sizeof(struct sockaddr_in6)
                                                 : sizeof(struct sockaddr_in)) ||
        !lookup_address(address, &one))
        return;
    if (addresses->count < addresses->room)
        addresses->list[addresses->count] = one;
    addresses->count++;
}

static size_t host_addresses(void *context UNUSED, struct text name, struct host_address *out,
                             size_t room)
{
    struct addresses addresses = {out, room, 0};
    char string[NI_MAXHOST];

    if (resolver_ready() && lookup_string(name, string, sizeof(string)))
        resolver_addresses(string, add_address, &addresses);
    return addresses.count;
}

static bool service_port(void *context UNUSED, struct text name, uint16_t *port)
{
    const struct servent *service;
    char string[64];

    if (!resolver_ready() || !lookup_string(name, string, sizeof(string)))
        return false;
    service = getservbyname(string, "tcp");
    if (service == NULL)
        service = getservbyname(string, NULL);
    if (service != NULL)
        *port = ntohs((uint16_t)service->s_port);
    return service != NULL;
}

void lookup_init(struct names *names)
{
    names->host_addresses = host_addresses;
    names->service_port = service_port;
    resolver_init(names);
}

struct text lookup_host(const struct host_address *host, char *room, size_t size)
{
    struct sockaddr_in v4 = {.sin_family = AF_INET};
    struct sockaddr_in6 v6 = {.sin6_family = AF_INET6};
    const void *address = host->is_ipv6 ? (const void *)&v6 : (const void *)&v4;

    memcpy(&v4.sin_addr, host->bytes, sizeof(v4.sin_addr));
    memcpy(&v6.sin6_addr, host->bytes, sizeof(v6.sin6_addr));
    if (!resolver_ready() ||
        !resolver_name(address, host->is_ipv6 ? sizeof(v6) : sizeof(v4), room, size))
        return TEXT("");
    return text_of(room);
}

struct text lookup_service(uint16_t port, const char *protocol)
{
    const struct servent *service =
        resolver_ready() ? getservbyport(htons(port), protocol[0] == '\0' ? NULL : protocol) : NULL;

    return service == NULL ? TEXT("") : text_of(service->s_name);
}
