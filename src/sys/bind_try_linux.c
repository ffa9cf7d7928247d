/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "bind_try.h"

#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

#include "compiler.h"

static int set(int fd, int level, int name, bool on)
{
    int value = on;

    return setsockopt(fd, level, name, &value, sizeof(value)) == 0 ? 0 : errno;
}

static int bind_to(int fd, const struct bind_trial *trial)
{
    struct sockaddr_in v4 = {.sin_family = AF_INET, .sin_port = htons(trial->port)};
    struct sockaddr_in6 v6 = {.sin6_family = AF_INET6, .sin6_port = htons(trial->port)};
    bool is_v6 = trial->family == FAMILY_INET6;
    int failure = set(fd, SOL_SOCKET, SO_REUSEADDR, trial->reuse);

    if (failure == 0 && is_v6)
        failure = set(fd, IPPROTO_IPV6, IPV6_V6ONLY, trial->v6only);
    if (failure != 0)
        return failure;
    memcpy(&v4.sin_addr, trial->address.bytes, sizeof(v4.sin_addr));
    memcpy(&v6.sin6_addr, trial->address.bytes, sizeof(v6.sin6_addr));
    if (is_v6)
        return bind(fd, (struct sockaddr *)&v6, sizeof(v6)) == 0 ? 0 : errno;
    return bind(fd, (struct sockaddr *)&v4, sizeof(v4)) == 0 ? 0 : errno;
}

const char *bind_try(const struct bind_trial *trial, char room[BIND_TRY_ROOM] UNUSED)
{
    int fd = socket(trial->family == FAMILY_INET6 ? AF_INET6 : AF_INET,
                    (trial->udp ? SOCK_DGRAM : SOCK_STREAM) | SOCK_CLOEXEC, 0);
    int failure;

    if (fd < 0)
        return strerror(errno);
    failure = bind_to(fd, trial);
    close(fd);
    return failure == 0 ? NULL : strerror(failure);
}

int path_check(const char *path)
{
    struct stat status;

    return lstat(path, &status) == 0 ? 0 : errno;
}
