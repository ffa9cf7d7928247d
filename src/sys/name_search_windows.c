/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Users and control groups are not asked for: sockets have neither here. */
#include "name_search.h"

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

/* A name as Windows has it; false where it does not fit or holds a zero byte. */
static bool to_wide(struct text name, wchar_t *room, size_t size)
{
    int length;

    if (name.length == 0 || name.length >= size || memchr(name.bytes, '\0', name.length) != NULL)
        return false;
    length = MultiByteToWideChar(CP_UTF8, MB_ERR_INVALID_CHARS, name.bytes, (int)name.length, room,
                                 (int)size - 1);
    room[length] = L'\0';
    return length > 0;
}

static bool read_address(const ADDRINFOW *info, struct host_address *out)
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
    ADDRINFOW hints = {.ai_socktype = SOCK_STREAM}, *list = NULL;
    struct host_address address;
    wchar_t wide[NI_MAXHOST];
    size_t count = 0;

    if (!winsock_ready() || !to_wide(name, wide, COUNT_OF(wide)) ||
        GetAddrInfoW(wide, NULL, &hints, &list) != 0)
        return 0;
    for (const ADDRINFOW *info = list; info != NULL; info = info->ai_next) {
        if (!read_address(info, &address))
            continue;
        if (count < room)
            out[count] = address;
        count++;
    }
    FreeAddrInfoW(list);
    return count;
}

static bool service_port(void *context UNUSED, struct text name, uint16_t *port)
{
    const struct servent *service;
    char string[64];

    if (name.length >= sizeof(string) || !winsock_ready())
        return false;
    memcpy(string, name.bytes, name.length);
    string[name.length] = '\0';
    service = getservbyname(string, "tcp");
    if (service == NULL)
        service = getservbyname(string, NULL);
    if (service != NULL)
        *port = ntohs((uint16_t)service->s_port);
    return service != NULL;
}

/* An interface is named by its number: see lookup_interface. */
static bool interface_index(void *context UNUSED, struct text name, uint32_t *index)
{
    uint64_t number;

    if (!number_parse(name, UINT32_MAX, &number) || number == 0)
        return false;
    *index = (uint32_t)number;
    return true;
}

void name_search_init(struct names *names)
{
    names->host_addresses = host_addresses;
    names->service_port = service_port;
    names->interface_index = interface_index;
}
