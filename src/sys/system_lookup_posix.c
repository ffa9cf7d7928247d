/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "system_lookup.h"

#include <arpa/inet.h>
#include <net/if.h>
#include <netdb.h>
#include <netinet/in.h>
#include <pwd.h>
#include <string.h>
#include <sys/socket.h>

#include "compiler.h"

struct text lookup_host(const struct host_address *host, char *room, size_t size)
{
    struct sockaddr_in v4 = {.sin_family = AF_INET};
    struct sockaddr_in6 v6 = {.sin6_family = AF_INET6};
    const struct sockaddr *address = (const struct sockaddr *)&v4;
    socklen_t length = sizeof(v4);

    memcpy(&v4.sin_addr, host->bytes, sizeof(v4.sin_addr));
    memcpy(&v6.sin6_addr, host->bytes, sizeof(v6.sin6_addr));
    if (host->is_ipv6) {
        address = (const struct sockaddr *)&v6;
        length = sizeof(v6);
    }
    if (getnameinfo(address, length, room, (socklen_t)size, NULL, 0, NI_NAMEREQD) != 0)
        return TEXT("");
    return text_of(room);
}

struct text lookup_service(uint16_t port, const char *protocol, char *room UNUSED,
                           size_t size UNUSED)
{
    const struct servent *service =
        getservbyport(htons(port), protocol[0] == '\0' ? NULL : protocol);

    return service == NULL ? TEXT("") : text_of(service->s_name);
}

struct text lookup_user(uint32_t uid, char *room UNUSED, size_t size UNUSED)
{
    const struct passwd *user = getpwuid(uid);

    return user == NULL ? TEXT("") : text_of(user->pw_name);
}

struct text lookup_interface(uint32_t index, char *room, size_t size)
{
    return size < IF_NAMESIZE ? TEXT("") : text_of(if_indextoname(index, room));
}
