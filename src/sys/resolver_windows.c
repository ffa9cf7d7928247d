/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Winsock is started by the first question that needs it and ends with the program. Its ANSI
 * variants would answer in the code page of the system. */
#include "resolver.h"

#include "compiler.h"
#include "number.h"
#include "system_lookup.h"

/* Starting it once more only counts up. */
bool resolver_ready(void)
{
    WSADATA data;

    return WSAStartup(MAKEWORD(2, 2), &data) == 0;
}

void resolver_addresses(const char *name,
                        void (*found)(void *context, const struct sockaddr *address, size_t length),
                        void *context)
{
    ADDRINFOW hints = {.ai_socktype = SOCK_STREAM}, *list = NULL;
    wchar_t wide[NI_MAXHOST];

    if (MultiByteToWideChar(CP_UTF8, MB_ERR_INVALID_CHARS, name, -1, wide, NI_MAXHOST) == 0 ||
        GetAddrInfoW(wide, NULL, &hints, &list) != 0)
        return;
    for (const ADDRINFOW *info = list; info != NULL; info = info->ai_next)
        found(context, info->ai_addr, info->ai_addrlen);
    FreeAddrInfoW(list);
}

bool resolver_name(const struct sockaddr *address, socklen_t length, char *room, size_t size)
{
    wchar_t name[NI_MAXHOST];

    return GetNameInfoW(address, length, name, NI_MAXHOST, NULL, 0, NI_NAMEREQD) == 0 &&
           WideCharToMultiByte(CP_UTF8, 0, name, -1, room, (int)size, NULL, NULL) != 0;
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

/* Nobody asks for users and cgroups: sockets have neither here. */
void resolver_init(struct names *names)
{
    names->interface_index = interface_index;
}

/* Sockets have no users here; processes have. */
struct text lookup_user(uint32_t uid UNUSED)
{
    return TEXT("");
}

/* Windows writes fe80::1%12: the number is what ping, netsh and PowerShell take. */
struct text lookup_interface(uint32_t index, char *room)
{
    return (struct text){room, number_write(room, index)};
}
