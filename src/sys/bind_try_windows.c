/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "bind_try.h"

#include <errno.h>

#include "compiler.h"
#include "resolver.h"
#include "windows_compat.h"

#include <ws2tcpip.h>

static const char *describe(int error, char room[BIND_TRY_ROOM])
{
    windows_error_text((DWORD)error, room, BIND_TRY_ROOM);
    return room[0] != '\0' ? room : "refused";
}

static bool set(SOCKET fd, int level, int name, bool on)
{
    DWORD value = on;

    return setsockopt(fd, level, name, (const char *)&value, sizeof(value)) == 0;
}

/* SO_REUSEADDR is set only on request: on Windows it would take the port from its owner. */
static bool bind_to(SOCKET fd, const struct bind_trial *trial)
{
    struct sockaddr_in v4 = {.sin_family = AF_INET, .sin_port = htons(trial->port)};
    struct sockaddr_in6 v6 = {.sin6_family = AF_INET6, .sin6_port = htons(trial->port)};
    bool is_v6 = trial->family == FAMILY_INET6;

    if ((trial->reuse && !set(fd, SOL_SOCKET, SO_REUSEADDR, true)) ||
        (is_v6 && !set(fd, IPPROTO_IPV6, IPV6_V6ONLY, trial->v6only)))
        return false;
    memcpy(&v4.sin_addr, trial->address.bytes, sizeof(v4.sin_addr));
    memcpy(&v6.sin6_addr, trial->address.bytes, sizeof(v6.sin6_addr));
    return is_v6 ? bind(fd, (struct sockaddr *)&v6, sizeof(v6)) == 0
                 : bind(fd, (struct sockaddr *)&v4, sizeof(v4)) == 0;
}

const char *bind_try(const struct bind_trial *trial, char room[BIND_TRY_ROOM])
{
    SOCKET fd;
    int error = 0;

    if (!resolver_ready())
        return "cannot start Windows Sockets";
    fd = socket(trial->family == FAMILY_INET6 ? AF_INET6 : AF_INET,
                trial->udp ? SOCK_DGRAM : SOCK_STREAM, 0);
    if (fd == INVALID_SOCKET)
        return describe(WSAGetLastError(), room);
    if (!bind_to(fd, trial))
        error = WSAGetLastError();
    closesocket(fd);
    return error == 0 ? NULL : describe(error, room);
}

int path_check(const char *path UNUSED)
{
    return ENOSYS;
}
