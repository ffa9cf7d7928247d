/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "startup.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

/* The deepest call chain takes about 60 KiB in an optimised build, and more in a debug build. */
#define STACK_MIN ((rlim_t)128 * 1024)

/*
 * Opens each closed descriptor from 0 to 2, so that no socket or pipe of ours gets its number. The
 * access mode is reversed: reading standard input and writing to the others fails with EBADF, as on
 * a closed descriptor.
 */
static bool reserve_descriptors(struct error *error)
{
    for (int i = STDIN_FILENO; i <= STDERR_FILENO; i++) {
        if (fcntl(i, F_GETFD) >= 0)
            continue;
        if (open("/dev/null", i == STDIN_FILENO ? O_WRONLY : O_RDONLY) != i)
            return error_set(error, STATUS_FAILED, "cannot open /dev/null for descriptor %d: %s",
                             i, strerror(errno));
    }
    return true;
}

static bool check_stack(struct error *error)
{
    struct rlimit limit;

    if (getrlimit(RLIMIT_STACK, &limit) != 0 || limit.rlim_cur >= STACK_MIN)
        return true;
    error_set(error, STATUS_FAILED, "the stack limit is too low: %llu KiB, at least %llu required",
              (unsigned long long)limit.rlim_cur / 1024, (unsigned long long)STACK_MIN / 1024);
    error_remedy(error, "raise it: ulimit -s %llu", (unsigned long long)STACK_MIN / 1024);
    return false;
}

bool startup_begin(struct startup *startup, int argc, char **argv, struct error *error)
{
    *startup = (struct startup){argc, argv};
    return reserve_descriptors(error) && check_stack(error);
}

void startup_end(struct startup *startup UNUSED)
{
}
