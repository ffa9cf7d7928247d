/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "socket_options.h"

#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

/* Linux 5.3 and 5.6; the numbers are the same on every architecture but alpha. */
#ifndef SYS_pidfd_open
#define SYS_pidfd_open 434
#endif
#ifndef SYS_pidfd_getfd
#define SYS_pidfd_getfd 438
#endif

static int copy_descriptor(uint32_t pid, uint32_t fd)
{
    int process = (int)syscall(SYS_pidfd_open, (pid_t)pid, 0U), copy;

    if (process < 0)
        return -1;
    copy = (int)syscall(SYS_pidfd_getfd, process, (int)fd, 0U);
    close(process);
    return copy;
}

static bool get(int fd, int level, int name, void *value, socklen_t size)
{
    socklen_t length = size;

    return getsockopt(fd, level, name, value, &length) == 0 && length == size;
}

static bool get_number(int fd, int level, int name, uint32_t *value)
{
    return get(fd, level, name, value, sizeof(*value));
}

static bool get_flag(int fd, int name, bool *flag)
{
    uint32_t value = 0;
    bool done = get_number(fd, SOL_SOCKET, name, &value);

    *flag = value != 0;
    return done;
}

static void get_more(int fd, struct socket_options *options)
{
    uint32_t v6only = 0;

    options->v6only = get_number(fd, IPPROTO_IPV6, IPV6_V6ONLY, &v6only) && v6only != 0;
    (void)get_number(fd, IPPROTO_TCP, TCP_KEEPIDLE, &options->keepalive_time_s);
    (void)get_number(fd, IPPROTO_TCP, TCP_KEEPINTVL, &options->keepalive_interval_s);
    (void)get_number(fd, IPPROTO_TCP, TCP_KEEPCNT, &options->keepalive_probes);
    (void)get_number(fd, IPPROTO_TCP, TCP_USER_TIMEOUT, &options->user_timeout_ms);
}

static bool read_from(int fd, uint64_t inode, struct socket_options *options)
{
    struct linger linger = {0};
    struct stat status;

    if (fstat(fd, &status) != 0 || !S_ISSOCK(status.st_mode) || status.st_ino != inode)
        return false;
    if (!get_flag(fd, SO_REUSEADDR, &options->reuse_address) ||
        !get_flag(fd, SO_REUSEPORT, &options->reuse_port) ||
        !get_flag(fd, SO_KEEPALIVE, &options->keepalive))
        return false;
    get_more(fd, options);
    if (get(fd, SOL_SOCKET, SO_LINGER, &linger, sizeof(linger))) {
        options->lingers = linger.l_onoff != 0;
        options->linger_s = (uint32_t)linger.l_linger;
    }
    return true;
}

bool socket_options_read(uint32_t pid, uint32_t fd, uint64_t inode, struct socket_options *options)
{
    int copy = copy_descriptor(pid, fd);
    bool done;

    *options = (struct socket_options){0};
    if (copy < 0)
        return false;
    done = read_from(copy, inode, options);
    close(copy);
    return done;
}
