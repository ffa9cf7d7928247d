/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * measure: runs a command with stdout on /dev/null and prints one line:
 *
 *     STATUS WALL_NS USER_US SYSTEM_US PEAK_RSS_KIB      (STATUS 128 + N: killed by signal N)
 *
 * It exists because exec carries the peak memory of the process that forked over to the new
 * program (exec_mmap in fs/exec.c): started by Python, nothing would ever seem to need less than
 * Python does. Started from here, the floor is this small program.
 */
#include <fcntl.h>
#include <inttypes.h>
#include <spawn.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

extern char **environ;

static int64_t now_ns(void)
{
    struct timespec now;

    clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000000000 + now.tv_nsec;
}

static int64_t in_us(struct timeval time)
{
    return (int64_t)time.tv_sec * 1000000 + time.tv_usec;
}

static int spawn_silently(char **command, pid_t *pid)
{
    posix_spawn_file_actions_t actions;
    int error = posix_spawn_file_actions_init(&actions);

    if (error != 0) {
        return error;
    }
    error = posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, "/dev/null", O_WRONLY, 0);
    if (error == 0) {
        error = posix_spawnp(pid, command[0], &actions, NULL, command, environ);
    }
    posix_spawn_file_actions_destroy(&actions);
    return error;
}

int main(int argc, char **argv)
{
    struct rusage usage;
    int64_t start;
    int64_t end;
    int error;
    int status;
    pid_t pid;

    if (argc < 2) {
        fputs("usage: measure COMMAND [ARG...]\n", stderr);
        return 2;
    }
    start = now_ns();
    error = spawn_silently(argv + 1, &pid);
    if (error != 0) {
        fprintf(stderr, "measure: %s: %s\n", argv[1], strerror(error));
        return EXIT_FAILURE;
    }
    if (wait4(pid, &status, 0, &usage) != pid) {
        perror("measure: wait4");
        return EXIT_FAILURE;
    }
    end = now_ns();
    status = WIFSIGNALED(status) ? 128 + WTERMSIG(status) : WEXITSTATUS(status);
    return printf("%d %" PRId64 " %" PRId64 " %" PRId64 " %ld\n", status, end - start,
                  in_us(usage.ru_utime), in_us(usage.ru_stime), usage.ru_maxrss) > 0
               ? EXIT_SUCCESS
               : EXIT_FAILURE;
}
