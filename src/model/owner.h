/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Who holds a socket: processes, and the descriptors by which they hold it. Kept beside the
 * sockets of a snapshot, because most listings ask for none of it.
 */
#ifndef LSOCK_OWNER_H
#define LSOCK_OWNER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "arena.h"
#include "compiler.h"
#include "map.h"
#include "text.h"

struct socket;

/* Why a socket has, or shows, no owner. The words are owner_status_names. */
enum owner_status {
    OWNER_NOT_REQUESTED,
    OWNER_PENDING,           /* asked for, not looked for yet */
    OWNER_UNKNOWN,           /* this system, or this build, cannot say */
    OWNER_FOUND,             /* at least one process holds it */
    OWNER_PERMISSION_DENIED, /* not found, and some process could not be looked at */
    OWNER_NOT_FOUND,         /* every process was looked at: a kernel service, another pid
                                namespace, a descriptor on its way through a unix socket */
    OWNER_NONE,              /* nobody can hold it: see enum owner_none */
    OWNER_STATUS_COUNT
};

/* Why nobody can hold a socket. */
enum owner_none {
    OWNER_NONE_UNSAID,
    OWNER_NONE_TIME_WAIT,    /* a record of the kernel, after both ends have closed */
    OWNER_NONE_SYN_RECEIVED, /* a handshake that is not finished: there is no socket yet */
    OWNER_NONE_ORPHAN,       /* its program has closed it; the kernel finishes it */
    OWNER_NONE_ACCEPT_QUEUE, /* connected; no program has called accept() yet */
    OWNER_NONE_COUNT
};

/* A process, or with --threads one of its threads, that holds a socket. Texts are raw bytes of the
 * system, owned by the snapshot's arena; .bytes NULL: not asked for, or it could not be read. */
struct process {
    uint32_t pid;
    uint32_t tid; /* 0: the process as a whole */
    uint32_t uid; /* effective */
    bool has_uid;
    struct text command; /* what it calls itself: at most 15 bytes on Linux, any but NUL */
    struct text path;    /* of its program; Linux: " (deleted)" behind that of a deleted file */
    struct text command_line; /* Linux: quoted as for a shell; Windows: as the process got it */
    struct text user;         /* its user, where users are no numbers (Windows) */
    struct text context;      /* security context */
    struct text cgroup;       /* path of its control group */
    struct text unit;         /* of systemd; Windows: services, separated by commas */
    struct text container;
    struct text container_runtime; /* "docker", … */
    uint64_t descriptors;          /* open ones; 0: unknown */
    uint64_t descriptor_limit;     /* its soft limit of them; 0: unknown, or none */
    uint8_t unknown;               /* PROCESS_…: what was asked for and could not be read */
};

enum process_part {
    PROCESS_CGROUP = 1 << 0, /* and unit and container */
    PROCESS_CONTEXT = 1 << 1,
    PROCESS_PATH = 1 << 2,
    PROCESS_COMMAND_LINE = 1 << 3,
};

/* The system does not say by which descriptor a process holds a socket. */
#define OWNER_NO_FD UINT32_MAX

/* One descriptor. Those of one socket follow one another, in the order of pid, tid and fd. */
struct owner {
    uint32_t process; /* of the owners' processes */
    uint32_t fd;      /* or OWNER_NO_FD */
    uint32_t context; /* 1 + number of the socket's own security context; 0: unknown */
    uint32_t more;    /* how many of the same socket follow */
};

/* What a look for owners gave. Zeroed: nobody asked. */
struct owners {
    bool requested;
    bool partial; /* some process was not looked at: a found socket may have more owners */
    struct process *processes; /* malloc */
    size_t process_count;
    struct owner *list; /* malloc */
    size_t count;
    struct map unix_peers; /* inode of a socket's peer to its first owner; see peers.h */
    struct text *contexts; /* malloc */
    size_t context_count;
    /* Windows: what a process has a socket for: a service, a program; malloc */
    struct text *modules;
    size_t module_count;

    /* Processes that could not be looked at: those that can hold no socket (kernel threads, dead
     * ones) are not counted. */
    struct {
        size_t count;
        size_t of_others;          /* of other users */
        int failure;               /* the first errno other than lack of permission; 0: none */
        uint32_t first;            /* pid; 0: none */
        struct text first_command; /* may be empty */
        bool unseen;               /* /proc is mounted with hidepid: nobody knows how many */
    } refused;
    bool is_root; /* who looked was root */
};

void owners_free(struct owners *owners);

/* A new zeroed process; NULL: out of memory. Good until the next call. */
struct process *owners_add_process(struct owners *owners) NODISCARD;

/* For whoever adds them one by one. False: out of memory. */
bool owners_add(struct owners *owners, const struct owner *owner) NODISCARD;

/* 1 + the number of this context, copied if it is new; 0: out of memory. */
uint32_t owners_context(struct owners *owners, struct arena *arena, struct text context) NODISCARD;

/* 1 + the number of a new module, whose bytes stay the caller's; 0: out of memory. */
uint32_t owners_add_module(struct owners *owners, struct text module) NODISCARD;

/* What is known of a socket's owners. A definite OWNER_NONE needs no look. */
enum owner_status owner_status(const struct owners *owners, const struct socket *socket);

/* Why nobody can hold it; OWNER_NONE_UNSAID where somebody can. */
enum owner_none owner_none(const struct socket *socket);

/* The first of a socket's owners, `more` more behind it; NULL: none is known. */
const struct owner *owner_first(const struct owners *owners, const struct socket *socket);

/* "found", …; NULL for pending and unknown. */
extern const char *const owner_status_names[OWNER_STATUS_COUNT];

/* What stands in a table in the place of an owner: "(time-wait)", … */
extern const char *const owner_none_titles[OWNER_NONE_COUNT];

/* "time_wait", …; NULL for OWNER_NONE_UNSAID. */
extern const char *const owner_none_names[OWNER_NONE_COUNT];

#endif
