/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Owners of sockets: processes and their descriptors. Stored next to the sockets of a snapshot,
 * because most listings do not ask for owners. */
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

/* Why a socket has no owner, or shows none. owner_status_names has the words. */
enum owner_status {
    OWNER_NOT_REQUESTED,
    OWNER_PENDING,           /* requested, not looked up yet */
    OWNER_UNKNOWN,           /* not supported by this system or build */
    OWNER_FOUND,             /* at least one process holds it */
    OWNER_PERMISSION_DENIED, /* not found, and some process could not be inspected */
    OWNER_NOT_FOUND, /* every process was inspected: a kernel service, another pid namespace, or a
                        descriptor in transit through a unix socket */
    OWNER_NONE,      /* no process can hold it: see enum owner_none */
    OWNER_STATUS_COUNT
};

/* Why no process can hold a socket. */
enum owner_none {
    OWNER_NONE_UNSAID,
    OWNER_NONE_TIME_WAIT,    /* a kernel record, after both ends have closed */
    OWNER_NONE_SYN_RECEIVED, /* an unfinished handshake: there is no socket yet */
    OWNER_NONE_ORPHAN,       /* its program has closed it; the kernel finishes the connection */
    OWNER_NONE_ACCEPT_QUEUE, /* connected, but not accepted yet */
    OWNER_NONE_COUNT
};

/* A process, or with --threads a thread, that holds a socket. Texts are raw bytes owned by the
 * snapshot's arena; .bytes NULL: not requested, or not readable. */
struct process {
    uint32_t pid;
    uint32_t tid; /* 0: the process as a whole */
    uint32_t uid; /* effective */
    bool has_uid;
    struct text command;      /* its own name: at most 15 bytes on Linux, any but NUL */
    struct text path;         /* of its executable; Linux appends " (deleted)" for a deleted file */
    struct text command_line; /* Linux: quoted for a shell; Windows: unchanged */
    struct text user;         /* if users are not numbers (Windows) */
    struct text context;      /* security context */
    struct text cgroup;       /* path of its control group */
    struct text unit;         /* systemd unit; Windows: services, separated by commas */
    struct text container;
    struct text container_runtime; /* "docker", … */
    uint64_t descriptors;          /* number of open descriptors; 0: unknown */
    uint64_t descriptor_limit;     /* soft limit; 0: unknown, or unlimited */
    uint8_t unknown;               /* PROCESS_…: requested but not readable */
};

enum process_part {
    PROCESS_CGROUP = 1 << 0, /* and unit and container */
    PROCESS_CONTEXT = 1 << 1,
    PROCESS_PATH = 1 << 2,
    PROCESS_COMMAND_LINE = 1 << 3,
};

/* The system does not report descriptors. */
#define OWNER_NO_FD UINT32_MAX

/* One descriptor. The owners of one socket are adjacent, sorted by pid, tid and fd. */
struct owner {
    uint32_t process; /* index in the owners' processes */
    uint32_t fd;      /* or OWNER_NO_FD */
    uint32_t context; /* 1 + number of the socket's own security context; 0: unknown */
    uint32_t more;    /* number of further owners of the same socket that follow */
};

/* The result of looking for owners. Zeroed: not requested. */
struct owners {
    bool requested;
    bool partial;              /* some process was not inspected: a socket may have more owners */
    struct process *processes; /* malloc */
    size_t process_count;
    struct owner *list; /* malloc */
    size_t count;
    struct map unix_peers; /* inode of a socket's peer to its first owner; see peers.h */
    struct text *contexts; /* malloc */
    size_t context_count;
    /* Windows: services and programs on whose behalf a process has sockets; malloc */
    struct text *modules;
    size_t module_count;

    /* Processes that could not be inspected, except those that cannot hold sockets (kernel threads,
     * dead processes). */
    struct {
        size_t count;
        size_t of_others;          /* of other users */
        int failure;               /* the first errno other than permission denied; 0: none */
        uint32_t first;            /* pid; 0: none */
        struct text first_command; /* may be empty */
        bool unseen;               /* /proc is mounted with hidepid: the number is unknown */
    } refused;
    bool is_root; /* the look-up ran as root */
};

void owners_free(struct owners *owners);

/* Returns a new zeroed process, valid until the next call; NULL: out of memory. */
struct process *owners_add_process(struct owners *owners) NODISCARD;

/* For callers that add owners one by one. False: out of memory. */
bool owners_add(struct owners *owners, const struct owner *owner) NODISCARD;

/* Returns 1 + the number of this context, and copies a new one; 0: out of memory. */
uint32_t owners_context(struct owners *owners, struct arena *arena, struct text context) NODISCARD;

/* Returns 1 + the number of a new module. Its bytes are not copied; 0: out of memory. */
uint32_t owners_add_module(struct owners *owners, struct text module) NODISCARD;

/* The status of a socket's owners. OWNER_NONE is certain even without looking for owners. */
enum owner_status owner_status(const struct owners *owners, const struct socket *socket);

/* Why no process can hold it; OWNER_NONE_UNSAID if one can. */
enum owner_none owner_none(const struct socket *socket);

/* Returns the first of a socket's owners; `more` further ones follow. NULL: none is known. */
const struct owner *owner_first(const struct owners *owners, const struct socket *socket);

/* Returns the process of that owner; NULL: none is known. */
const struct process *owner_first_process(const struct owners *owners, const struct socket *socket);

/* "found", …; NULL for pending and unknown. */
extern const char *const owner_status_names[OWNER_STATUS_COUNT];

/* What a table shows instead of an owner: "(time-wait)", … */
extern const char *const owner_none_titles[OWNER_NONE_COUNT];

/* "time_wait", …; NULL for OWNER_NONE_UNSAID. */
extern const char *const owner_none_names[OWNER_NONE_COUNT];

#endif
