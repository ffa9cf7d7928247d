/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Winsock is started by the first question that needs it and ends with the program. */
#include "system_lookup.h"

#include <string.h>

#include "compiler.h"
#include "number.h"
#include "windows_compat.h"

#include <ws2tcpip.h>

/* Starting it once more only counts up. */
static bool winsock_ready(void)
{
    WSADATA data;

    return WSAStartup(MAKEWORD(2, 2), &data) == 0;
}

/* The ANSI variant would answer in the code page of the system. */
struct text lookup_host(const struct host_address *host, char *room, size_t size)
{
    struct sockaddr_in v4 = {.sin_family = AF_INET};
    struct sockaddr_in6 v6 = {.sin6_family = AF_INET6};
    const struct sockaddr *address = (const struct sockaddr *)&v4;
    socklen_t length = sizeof(v4);
    wchar_t name[NI_MAXHOST];

    memcpy(&v4.sin_addr, host->bytes, sizeof(v4.sin_addr));
    memcpy(&v6.sin6_addr, host->bytes, sizeof(v6.sin6_addr));
    if (host->is_ipv6) {
        address = (const struct sockaddr *)&v6;
        length = sizeof(v6);
    }
    if (!winsock_ready() ||
        GetNameInfoW(address, length, name, NI_MAXHOST, NULL, 0, NI_NAMEREQD) != 0 ||
        WideCharToMultiByte(CP_UTF8, 0, name, -1, room, (int)size, NULL, NULL) == 0)
        return TEXT("");
    return text_of(room);
}

struct text lookup_service(uint16_t port, const char *protocol, char *room UNUSED,
                           size_t size UNUSED)
{
    const struct servent *service =
        winsock_ready() ? getservbyport(htons(port), protocol[0] == '\0' ? NULL : protocol) : NULL;

    return service == NULL ? TEXT("") : text_of(service->s_name);
}

/* Sockets have no users here; processes have. */
struct text lookup_user(uint32_t uid UNUSED, char *room UNUSED, size_t size UNUSED)
{
    return TEXT("");
}

/* Windows writes fe80::1%12: the number is what ping, netsh and PowerShell take. */
struct text lookup_interface(uint32_t index, char *room, size_t size)
{
    return size < NUMBER_MAX_LENGTH ? TEXT("") : (struct text){room, number_write(room, index)};
}
