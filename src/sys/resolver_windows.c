/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Winsock is started by the first query that needs it, and stays up until the program ends. Its
 * ANSI functions would return the system's code page, so the wide ones are used. */
#include "resolver.h"

#include "compiler.h"
#include "number.h"
#include "system_lookup.h"

/* Repeated calls of WSAStartup only increment a counter. */
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

/* By alias, the name that Windows shows, such as "Ethernet". */
static bool interface_by_alias(struct text name, uint32_t *index)
{
    DWORD(WINAPI * alias_to_luid)(const wchar_t *alias, uint64_t *luid);
    DWORD(WINAPI * luid_to_index)(const uint64_t *luid, uint32_t *index);
    HMODULE library = windows_library(L"iphlpapi.dll");
    wchar_t wide[257] = {0}; /* IF_MAX_STRING_SIZE and a zero */
    uint64_t luid;

    windows_function(library, "ConvertInterfaceAliasToLuid", &alias_to_luid);
    windows_function(library, "ConvertInterfaceLuidToIndex", &luid_to_index);
    return alias_to_luid != NULL && luid_to_index != NULL &&
           MultiByteToWideChar(CP_UTF8, MB_ERR_INVALID_CHARS, name.bytes, (int)name.length, wide,
                               COUNT_OF(wide) - 1) > 0 &&
           alias_to_luid(wide, &luid) == NO_ERROR && luid_to_index(&luid, index) == NO_ERROR;
}

/* By the number that lookup_interface shows, or by alias. */
static bool interface_index(void *context UNUSED, struct text name, uint32_t *index)
{
    uint64_t number;

    if (!number_parse(name, UINT32_MAX, &number) || number == 0)
        return interface_by_alias(name, index);
    *index = (uint32_t)number;
    return true;
}

/* Sockets have no users or cgroups on Windows. */
void resolver_init(struct names *names)
{
    names->interface_index = interface_index;
}

/* Only processes have users on Windows. */
struct text lookup_user(uint32_t uid UNUSED)
{
    return TEXT("");
}

/* Windows writes fe80::1%12: ping, netsh and PowerShell take this number. */
struct text lookup_interface(uint32_t index, char *room)
{
    return (struct text){room, number_write(room, index)};
}
