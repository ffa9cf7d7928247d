/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * crowd: makes many sockets in the network namespace that it is started in, says `ready`, and
 * holds them until its stdin closes. Start it in a namespace of its own, with `lo` up.
 *
 * The sockets are spread over forked workers, as the number of descriptors of a process is limited.
 * Each worker makes both ends of its connections, between loopback addresses that no other worker
 * uses, so ports never run out and every endpoint is known beforehand:
 *
 *     client K of worker W    127.16.0.1 + W : 9999 + K      (port 9999: one in each worker)
 *     its server              127.32.0.1 + W : 8443
 *     listener K              127.48.0.1 + W : 1024 + K
 *     UDP socket K            127.64.0.1 + W : 1024 + K
 *
 * Two pipes tie the workers to their parent. `report`: a worker writes a byte once its sockets are
 * there; end of file before all have written means that one failed. `hold`: only the parent has
 * the writing end, so however it ends, the workers see the end of file and go.
 */
#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <getopt.h>
#include <inttypes.h>
#include <netinet/in.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

enum {
    CLIENT_NET = 0x7f100001, /* 127.16.0.1 */
    SERVER_NET = 0x7f200001,
    LISTENER_NET = 0x7f300001,
    UDP_NET = 0x7f400001,
    CLIENT_PORT = 9999,
    SERVER_PORT = 8443,
    LOW_PORT = 1024,
    SPARE_FDS = 16,   /* stdio, the pipes, the accepting socket */
    MOST_FDS = 20000, /* limit even if more are allowed: the ports of one address must suffice */
    MOST_PROCESSES = 1 << 19, /* the nets above are 2^20 addresses apart */
    USUAL_PROCESSES = 20,
    EXIT_USAGE = 2,
};

/* The requested numbers, for the whole crowd or one worker. */
struct crowd {
    unsigned sockets; /* ends of TCP connections, both ends counted: even */
    unsigned listeners;
    unsigned udp;
    unsigned idle_fds;
    unsigned processes;
};

static const char usage[] =
    "usage: crowd [--sockets N] [--listeners N] [--udp N] [--idle-fds N] [--processes N]\n"
    "Makes N ends of TCP connections (even; 200000) and what else is asked for, prints\n"
    "`ready N sockets M processes`, holds them until stdin closes.\n";

static bool complain(const char *what)
{
    fprintf(stderr, "crowd: %s: %s\n", what, strerror(errno));
    return false;
}

/* Returns a new socket bound to the loopback address and port; -1 after an error message. */
static int bound_socket(int type, uint32_t address, unsigned port)
{
    /* RST instead of FIN, so that no TIME-WAIT remains. Accepted sockets inherit the option. */
    const struct linger reset = {.l_onoff = 1, .l_linger = 0};
    const struct sockaddr_in local = {.sin_family = AF_INET,
                                      .sin_port = htons((uint16_t)port),
                                      .sin_addr.s_addr = htonl(address)};
    int fd = socket(AF_INET, type | SOCK_CLOEXEC, 0);

    if (fd < 0) {
        complain("socket");
        return -1;
    }
    if (setsockopt(fd, SOL_SOCKET, SO_LINGER, &reset, sizeof(reset)) != 0 ||
        bind(fd, (const struct sockaddr *)&local, sizeof(local)) != 0) {
        complain("bind");
        close(fd);
        return -1;
    }
    return fd;
}

/* Makes both ends of `count` connections. The listener is closed afterwards, because it is not part
 * of the request. */
static bool make_connections(unsigned worker, unsigned count)
{
    const struct sockaddr_in server = {.sin_family = AF_INET,
                                       .sin_port = htons(SERVER_PORT),
                                       .sin_addr.s_addr = htonl(SERVER_NET + worker)};
    int listener;

    if (count == 0) {
        return true;
    }
    listener = bound_socket(SOCK_STREAM, SERVER_NET + worker, SERVER_PORT);
    if (listener < 0 || listen(listener, 8) != 0) {
        return complain("listen");
    }
    for (unsigned k = 0; k < count; k++) {
        int client = bound_socket(SOCK_STREAM, CLIENT_NET + worker, CLIENT_PORT + k);

        if (client < 0) {
            return false;
        }
        if (connect(client, (const struct sockaddr *)&server, sizeof(server)) != 0) {
            return complain("connect");
        }
        if (accept4(listener, NULL, NULL, SOCK_CLOEXEC) < 0) {
            return complain("accept");
        }
    }
    close(listener);
    return true;
}

static bool make_listeners(unsigned worker, unsigned count)
{
    for (unsigned k = 0; k < count; k++) {
        int fd = bound_socket(SOCK_STREAM, LISTENER_NET + worker, LOW_PORT + k);

        if (fd < 0) {
            return false;
        }
        if (listen(fd, 128) != 0) {
            return complain("listen");
        }
    }
    return true;
}

static bool make_udp(unsigned worker, unsigned count)
{
    for (unsigned k = 0; k < count; k++) {
        if (bound_socket(SOCK_DGRAM, UDP_NET + worker, LOW_PORT + k) < 0) {
            return false;
        }
    }
    return true;
}

/* Opens descriptors that a search for owners must inspect although they are not sockets. */
static bool make_idle_fds(unsigned count)
{
    for (unsigned k = 0; k < count; k++) {
        if (open("/dev/null", O_RDONLY | O_CLOEXEC) < 0) {
            return complain("/dev/null");
        }
    }
    return true;
}

static unsigned share_of(unsigned total, unsigned processes, unsigned worker)
{
    return total / processes + (worker < total % processes ? 1 : 0);
}

/* The share of a worker; the first worker always has the largest share of each kind. */
static struct crowd worker_share(const struct crowd *all, unsigned worker)
{
    return (struct crowd){
        .sockets = 2 * share_of(all->sockets / 2, all->processes, worker),
        .listeners = share_of(all->listeners, all->processes, worker),
        .udp = share_of(all->udp, all->processes, worker),
        .idle_fds = share_of(all->idle_fds, all->processes, worker),
        .processes = 1,
    };
}

static uint64_t descriptors(const struct crowd *crowd)
{
    return (uint64_t)crowd->sockets + crowd->listeners + crowd->udp + crowd->idle_fds;
}

/* A worker: makes its share, reports, waits. Never returns. */
static void work(const struct crowd *all, unsigned worker, int report, int hold)
{
    const struct crowd mine = worker_share(all, worker);
    char byte = 0;
    ssize_t got;

    if (!make_connections(worker, mine.sockets / 2) || !make_listeners(worker, mine.listeners) ||
        !make_udp(worker, mine.udp) || !make_idle_fds(mine.idle_fds)) {
        _exit(EXIT_FAILURE);
    }
    if (write(report, &byte, 1) != 1) {
        _exit(EXIT_FAILURE);
    }
    close(report);
    do {
        got = read(hold, &byte, 1);
    } while (got < 0 && errno == EINTR);
    _exit(EXIT_SUCCESS);
}

/* Reads `count` bytes; false if the file ends before. */
static bool read_reports(int fd, unsigned count)
{
    while (count > 0) {
        char bytes[4096];
        ssize_t got = read(fd, bytes, sizeof(bytes));

        if (got < 0 && errno == EINTR) {
            continue;
        }
        if (got <= 0) {
            return false;
        }
        count -= (unsigned)got;
    }
    return true;
}

static void wait_for_end_of_stdin(void)
{
    char bytes[256];
    ssize_t got;

    do {
        got = read(STDIN_FILENO, bytes, sizeof(bytes));
    } while (got > 0 || (got < 0 && errno == EINTR));
}

static void reap_all(void)
{
    while (wait(NULL) > 0 || errno == EINTR) {
    }
}

/* Forks the workers and waits for their reports. False: one could not make its share. */
static bool start_workers(const struct crowd *all, const int report[2], const int hold[2])
{
    bool forked = true;

    for (unsigned worker = 0; forked && worker < all->processes; worker++) {
        pid_t pid = fork();

        if (pid == 0) {
            close(report[0]);
            close(hold[1]);
            work(all, worker, report[1], hold[0]);
        }
        forked = pid > 0 || complain("fork");
    }
    close(report[1]);
    close(hold[0]);
    return forked && read_reports(report[0], all->processes);
}

static int run(const struct crowd *all)
{
    int report[2];
    int hold[2];
    bool ready;

    if (pipe2(report, O_CLOEXEC) != 0 || pipe2(hold, O_CLOEXEC) != 0) {
        complain("pipe");
        return EXIT_FAILURE;
    }
    ready = start_workers(all, report, hold);
    if (ready) {
        ready = printf("ready %" PRIu64 " sockets %u processes\n", descriptors(all) - all->idle_fds,
                       all->processes) > 0 &&
                fflush(stdout) == 0;
        if (ready) {
            wait_for_end_of_stdin();
        }
    }
    close(hold[1]);
    reap_all();
    return ready ? EXIT_SUCCESS : EXIT_FAILURE;
}

static bool parse_count(const char *text, unsigned *count)
{
    char *end;
    uintmax_t value;

    errno = 0;
    value = strtoumax(text, &end, 10);
    if (*text < '0' || *text > '9' || *end != '\0' || errno != 0 || value > 100000000) {
        fprintf(stderr, "crowd: not a count: %s\n", text);
        return false;
    }
    *count = (unsigned)value;
    return true;
}

static bool parse_options(int argc, char **argv, struct crowd *crowd)
{
    static const struct option options[] = {
        {"sockets", required_argument, NULL, 's'},   {"listeners", required_argument, NULL, 'l'},
        {"udp", required_argument, NULL, 'u'},       {"idle-fds", required_argument, NULL, 'i'},
        {"processes", required_argument, NULL, 'p'}, {NULL, 0, NULL, 0},
    };
    bool good = true;
    int option;

    while (good && (option = getopt_long(argc, argv, "", options, NULL)) != -1) {
        unsigned *count = option == 's'   ? &crowd->sockets
                          : option == 'l' ? &crowd->listeners
                          : option == 'u' ? &crowd->udp
                          : option == 'i' ? &crowd->idle_fds
                          : option == 'p' ? &crowd->processes
                                          : NULL;

        good = count != NULL && parse_count(optarg, count);
    }
    if (good && crowd->sockets % 2 != 0) {
        fputs("crowd: --sockets: a connection has two ends, so the number is even\n", stderr);
        good = false;
    }
    return good && optind == argc;
}

/* Determines the number of processes; false if they would need too many descriptors. */
static bool plan_processes(struct crowd *crowd)
{
    struct rlimit limit;
    struct crowd largest;
    unsigned room;

    if (getrlimit(RLIMIT_NOFILE, &limit) != 0) {
        return complain("RLIMIT_NOFILE");
    }
    limit.rlim_cur = limit.rlim_max;
    if (setrlimit(RLIMIT_NOFILE, &limit) != 0) {
        return complain("RLIMIT_NOFILE");
    }
    if (limit.rlim_max < 2 * SPARE_FDS) {
        fputs("crowd: too few descriptors are allowed (ulimit -Hn)\n", stderr);
        return false;
    }
    room = (limit.rlim_max < MOST_FDS ? (unsigned)limit.rlim_max : MOST_FDS) - SPARE_FDS;
    if (crowd->processes == 0) {
        /* four kinds, each rounded up in the first worker, and connections come in pairs */
        uint64_t needed = descriptors(crowd) / (room - 8) + 1;

        crowd->processes = needed > USUAL_PROCESSES ? (unsigned)needed : USUAL_PROCESSES;
    }
    largest = worker_share(crowd, 0);
    if (crowd->processes > MOST_PROCESSES || descriptors(&largest) > room) {
        fprintf(stderr,
                "crowd: %u processes will not do: %" PRIu64 " descriptors each, %u allowed\n",
                crowd->processes, descriptors(&largest), room);
        return false;
    }
    return true;
}

int main(int argc, char **argv)
{
    struct crowd crowd = {.sockets = 200000};

    if (!parse_options(argc, argv, &crowd)) {
        fputs(usage, stderr);
        return EXIT_USAGE;
    }
    if (!plan_processes(&crowd)) {
        return EXIT_FAILURE;
    }
    return run(&crowd);
}
