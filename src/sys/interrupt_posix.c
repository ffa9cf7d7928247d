/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The signal handler writes to a pipe, so that a signal between a check and the wait is not lost.
 */
#include "interrupt.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <time.h>
#include <unistd.h>

static int pipe_ends[2] = {-1, -1};
static volatile sig_atomic_t came;

static void handle(int number UNUSED)
{
    int before = errno;

    came = 1;
    while (write(pipe_ends[1], "", 1) < 0 && errno == EINTR)
        ;
    errno = before;
}

static bool catch_one(int number)
{
    struct sigaction now = {.sa_handler = handle}, before;

    now.sa_flags = SA_RESTART;
    now.sa_flags |= (int)SA_RESETHAND;
    sigemptyset(&now.sa_mask);
    if (sigaction(number, NULL, &before) != 0)
        return false;
    return before.sa_handler == SIG_IGN || sigaction(number, &now, NULL) == 0;
}

bool interrupt_begin(void)
{
    struct sigaction ignored = {.sa_handler = SIG_IGN};

    if (pipe(pipe_ends) != 0)
        return false;
    for (int i = 0; i < 2; i++)
        if (fcntl(pipe_ends[i], F_SETFD, FD_CLOEXEC) != 0 ||
            fcntl(pipe_ends[i], F_SETFL, O_NONBLOCK) != 0)
            return false;
    sigemptyset(&ignored.sa_mask);
    return catch_one(SIGINT) && catch_one(SIGTERM) && sigaction(SIGPIPE, &ignored, NULL) == 0;
}

bool interrupt_came(void)
{
    return came != 0;
}

/* Standard output is polled for no events: poll() then reports only that its reader has gone. */
enum woken interrupt_wait(int descriptor, int milliseconds)
{
    struct pollfd list[] = {
        {.fd = pipe_ends[0], .events = POLLIN},
        {.fd = STDOUT_FILENO},
        {.fd = descriptor, .events = POLLIN},
    };

    if (poll(list, sizeof(list) / sizeof(list[0]), milliseconds) < 0)
        return came ? WOKEN_END : errno == EINTR ? WOKEN_TIMEOUT : WOKEN_FAILED;
    if (came || list[0].revents != 0 || (list[1].revents & (POLLERR | POLLHUP)) != 0)
        return WOKEN_END;
    return list[2].revents != 0 ? WOKEN_READY : WOKEN_TIMEOUT;
}

unsigned long long interrupt_clock(void)
{
    struct timespec now;

    clock_gettime(CLOCK_MONOTONIC, &now);
    return (unsigned long long)now.tv_sec * 1000 + (unsigned long long)now.tv_nsec / 1000000;
}
