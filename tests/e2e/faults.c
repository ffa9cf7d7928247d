/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Preloaded into the program under test. Makes system calls and allocations fail according to
 * FAULTS, a comma-separated list of CALL:WHEN:WHAT.
 *
 *     CALL  socket (netlink only), sendto (and send), destroy (sendto of SOCK_DESTROY), recv,
 * malloc (and calloc, realloc), fopen, readdir, if_nametoindex WHEN  N, the Nth call; N+, the Nth
 * and all later calls; N*, every Nth call WHAT  an errno; stop, the process stops itself before the
 * call until it is continued; or for recv: intr, the table changed during the dump
 * (NLM_F_DUMP_INTR); trunc, the datagram did not fit; cut, its second half is missing; done=E, a
 * dump that fails in NLMSG_DONE
 *
 * Counts only allocations of the program and of libmnl: glibc's lookup of users crashes if its own
 * allocations fail. Requires glibc: it uses glibc's names of the allocator, because dlsym
 * allocates.
 */
#include <dirent.h>
#include <dlfcn.h>
#include <errno.h>
#include <linux/netlink.h>
#include <linux/sock_diag.h>
#include <net/if.h>
#include <signal.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/auxv.h>
#include <sys/socket.h>

enum call {
    CALL_SOCKET, CALL_SENDTO, CALL_DESTROY, CALL_RECV, CALL_MALLOC, CALL_FOPEN, CALL_READDIR, CALL_IF_INDEX, CALL_COUNT
};

static const char *const call_names[CALL_COUNT] = {"socket", "sendto", "destroy", "recv",
                                                   "malloc", "fopen", "readdir", "if_nametoindex"};

struct fault {
    enum call call;
    unsigned long when;
    char repeat; /* '\0', '+' or '*' */
    char what[16];
};

static struct fault faults[8];
static size_t fault_count;
static unsigned long calls[CALL_COUNT];
static bool ready;

static void add_fault(const char *text, size_t length)
{
    struct fault *fault = &faults[fault_count];
    const char *end = text + length, *colon = memchr(text, ':', length);
    char *rest;

    if (colon == NULL || fault_count == sizeof(faults) / sizeof(*faults))
        abort();
    while (fault->call < CALL_COUNT &&
           (strlen(call_names[fault->call]) != (size_t)(colon - text) ||
            strncmp(text, call_names[fault->call], (size_t)(colon - text)) != 0))
        fault->call++;
    fault->when = strtoul(colon + 1, &rest, 10);
    if (*rest != ':')
        fault->repeat = *rest++;
    if (fault->call == CALL_COUNT || fault->when == 0 || *rest != ':' ||
        (size_t)(end - rest) > sizeof(fault->what))
        abort();
    memcpy(fault->what, rest + 1, (size_t)(end - rest) - 1);
    fault_count++;
}

__attribute__((constructor)) static void read_faults(void)
{
    const char *text = getenv("FAULTS");

    while (text != NULL && *text != '\0') {
        size_t length = strcspn(text, ",");

        add_fault(text, length);
        text += length + (text[length] == ',');
    }
    ready = true;
}

/* Returns the fault for this call; NULL: none. */
static const char *fault_now(enum call call)
{
    unsigned long number = ready ? ++calls[call] : 0;

    for (size_t i = 0; i < fault_count && number > 0; i++)
        if (faults[i].call == call &&
            (number == faults[i].when || (faults[i].repeat == '+' && number > faults[i].when) ||
             (faults[i].repeat == '*' && number % faults[i].when == 0)))
            return faults[i].what;
    return NULL;
}

static bool fails(enum call call)
{
    const char *what = fault_now(call);

    if (what != NULL && strcmp(what, "stop") == 0) {
        raise(SIGSTOP);
        return false;
    }
    if (what != NULL)
        errno = atoi(what);
    return what != NULL;
}

static void next_function(void *pointer, const char *name)
{
    void *function = dlsym(RTLD_NEXT, name);

    memcpy(pointer, &function, sizeof(function));
}

int socket(int domain, int type, int protocol)
{
    int (*next)(int, int, int);

    if (domain == AF_NETLINK && fails(CALL_SOCKET))
        return -1;
    next_function(&next, "socket");
    return next(domain, type, protocol);
}

static bool is_destroy(const void *buffer, size_t length)
{
    const struct nlmsghdr *header = buffer;

    return length >= sizeof(*header) && header->nlmsg_type == SOCK_DESTROY;
}

ssize_t sendto(int fd, const void *buffer, size_t length, int flags, __CONST_SOCKADDR_ARG to,
               socklen_t size)
{
    ssize_t (*next)(int, const void *, size_t, int, __CONST_SOCKADDR_ARG, socklen_t);

    if (fails(CALL_SENDTO) || (is_destroy(buffer, length) && fails(CALL_DESTROY)))
        return -1;
    next_function(&next, "sendto");
    return next(fd, buffer, length, flags, to, size);
}

ssize_t send(int fd, const void *buffer, size_t length, int flags)
{
    ssize_t (*next)(int, const void *, size_t, int);

    if (fails(CALL_SENDTO))
        return -1;
    next_function(&next, "send");
    return next(fd, buffer, length, flags);
}

/* Turns the first message of a received buffer into the end of a failed dump. */
static void end_dump(struct nlmsghdr *header, const char *number)
{
    int status = -atoi(number);

    if (header->nlmsg_len < NLMSG_HDRLEN + sizeof(status))
        return;
    header->nlmsg_type = NLMSG_DONE;
    memcpy((char *)header + NLMSG_HDRLEN, &status, sizeof(status));
}

static ssize_t spoil(struct nlmsghdr *header, ssize_t length, const char *what)
{
    if (length < (ssize_t)sizeof(*header))
        return length;
    if (strcmp(what, "intr") == 0)
        header->nlmsg_flags |= NLM_F_DUMP_INTR;
    else if (strcmp(what, "trunc") == 0)
        return 1 << 20; /* as MSG_TRUNC reports a datagram longer than the buffer */
    else if (strcmp(what, "cut") == 0)
        return length / 2 | 2; /* in the middle of a message */
    else if (strncmp(what, "done=", 5) == 0)
        end_dump(header, what + 5);
    return length;
}

ssize_t recv(int fd, void *buffer, size_t size, int flags)
{
    ssize_t (*next)(int, void *, size_t, int), length;
    const char *what = fault_now(CALL_RECV);

    if (what != NULL && *what >= '0' && *what <= '9') {
        errno = atoi(what);
        return -1;
    }
    next_function(&next, "recv");
    length = next(fd, buffer, size, flags);
    return what == NULL ? length : spoil(buffer, length, what);
}

FILE *fopen(const char *path, const char *mode)
{
    FILE *(*next)(const char *, const char *);

    if (fails(CALL_FOPEN))
        return NULL;
    next_function(&next, "fopen64");
    return next(path, mode);
}

struct dirent *readdir(DIR *directory)
{
    struct dirent *(*next)(DIR *);

    if (fails(CALL_READDIR))
        return NULL;
    next_function(&next, "readdir64");
    return next(directory);
}

unsigned if_nametoindex(const char *name)
{
    unsigned (*next)(const char *);

    if (fails(CALL_IF_INDEX))
        return 0;
    next_function(&next, "if_nametoindex");
    return next(name);
}

#ifndef WITHOUT_MALLOC /* a sanitizer has its own, which must come first */

extern void *__libc_malloc(size_t size);
extern void *__libc_calloc(size_t count, size_t size);
extern void *__libc_realloc(void *old, size_t size);

static bool is_ours(const void *caller)
{
    Dl_info here, program;

    /* The program headers are part of the program. */
    return dladdr(caller, &here) != 0 &&
           ((dladdr((const void *)getauxval(AT_PHDR), &program) != 0 &&
             here.dli_fbase == program.dli_fbase) ||
            strstr(here.dli_fname, "libmnl") != NULL);
}

static bool refuses(const void *caller)
{
    return ready && is_ours(caller) && fails(CALL_MALLOC);
}

void *malloc(size_t size)
{
    return refuses(__builtin_return_address(0)) ? NULL : __libc_malloc(size);
}

void *calloc(size_t count, size_t size)
{
    return refuses(__builtin_return_address(0)) ? NULL : __libc_calloc(count, size);
}

void *realloc(void *old, size_t size)
{
    return refuses(__builtin_return_address(0)) ? NULL : __libc_realloc(old, size);
}

#endif
