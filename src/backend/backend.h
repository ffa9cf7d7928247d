/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Where live tables come from. A backend reads one table at a time: one protocol in this process's
 * network namespace, whole; a try that fails is thrown away, and the next backend is asked.
 */
#ifndef LSOCK_BACKEND_H
#define LSOCK_BACKEND_H

#include "builder.h"
#include "collector.h"
#include "event.h"
#include "input.h"
#include "request.h"

enum backend_result {
    BACKEND_DONE,      /* read; a note and source->complete tell where it was not whole */
    BACKEND_FAILED,    /* not read, *error says why; what was offered must be thrown away */
    BACKEND_NO_MEMORY, /* pointless to try elsewhere */
};

/* What became of a socket that was to be closed. */
enum destroyed {
    DESTROYED,
    DESTROY_KEPT,      /* its program was told, and keeps it: no backend says it, another reading */
    DESTROY_NOT_FOUND, /* gone, or not found by its ends: only another reading can tell */
    DESTROY_NOT_PERMITTED,
    DESTROY_UNSUPPORTED, /* the system closes none of this kind */
    DESTROY_UNSURE,      /* nothing would tell it from another with the same ends */
    DESTROY_FAILED,      /* for `failure` */
    DESTROYED_COUNT
};

struct destruction {
    const struct socket *socket; /* as it was read */
    enum destroyed result;
    int failure; /* of the system, for its text: errno, or winerror.h's */
};

/* Tells of sockets as they end. */
struct event_stream;

enum event_result {
    EVENT_TOLD,
    EVENT_NONE, /* none is there yet: wait for the descriptor */
    EVENT_LOST, /* some were lost; more may be there */
    EVENT_FAILED,
};

struct backend_events {
    uint32_t protocols; /* PROTOCOL_BIT: whose sockets it can tell of */

    /* From now on, where this process stands now. NULL: *error says why. */
    struct event_stream *(*open)(uint32_t protocols, uint32_t details, struct error *error);
    void (*close)(struct event_stream *stream);
    int (*descriptor)(const struct event_stream *stream); /* readable when one is there */

    /*
     * The next one, without waiting: a socket with what the system still knows of it, which is
     * neither state nor queues nor who had it, and its details, good until the next call; and what
     * became of it, without the time.
     */
    enum event_result (*next)(struct event_stream *stream, struct socket *socket,
                              struct event *event, struct error *error);
};

struct backend {
    const char *name;   /* --backend NAME; `source` in JSON */
    const char *help;   /* one line */
    const char *lacks;  /* what the best backend has and this one has not; NULL: nothing */
    uint32_t protocols; /* PROTOCOL_BIT: what it can read */

    /* Whether the system certainly does not support this protocol, so that it has no sockets of it.
     * NULL: unknown. */
    bool (*is_unsupported)(const struct request *request, enum protocol protocol);
    enum state_dialect dialect;

    /* In words, one line without its end: how it would ask for this table. NULL: in the only way.
     */
    void (*plan)(const struct request *request, enum protocol protocol, struct builder *out);

    /* The newest source of the collector's snapshot is this table's. */
    enum backend_result (*collect)(const struct request *request, enum protocol protocol,
                                   const struct collector *collector, struct error *error);

    /*
     * Closes sockets that it has read, and writes what became of each. One that has got the same
     * ends in the meantime stays. NULL: it closes none.
     */
    void (*destroy)(struct destruction *const *list, size_t count);
    const char *const *destroyed_words; /* by enum destroyed: "3 sockets not closed: …"; or NULL */

    const struct backend_events *events; /* NULL: it tells of none */
    /* What a failure says; NULL: strerror(). */
    void (*failure_text)(int failure, char *text, size_t size);
};

/* sock_diag(7), and the tables of /proc/net or of a copy of it. */
extern const struct backend backend_sock_diag, backend_procfs;

/* Those of this build, the best first. */
extern const struct backend *const backends[];
extern const size_t backend_count;

const struct backend *backend_find(struct text name);

/*
 * Reads every table of the request, by `only` where it is not NULL, else by the first backend that
 * succeeds: then a note says what is lost. False, with *error, when no table at all could be read
 * or memory ran out; a table that is missing beside others is a note.
 */
bool backend_collect(const struct backend *only, const struct request *request,
                     const struct collector *collector, struct error *error) NODISCARD;

/* Whether a file begins like a raw dump of this system's sockets (Linux: `ss -D`); it is not taken.
 */
bool backend_is_dump(struct input *input);

/* Reads it, as a source of its own; `name` is what errors and notes call it. What is not whole is a
 * note. */
bool backend_read_dump(struct input *input, const char *name, const struct collector *collector,
                       struct error *error) NODISCARD;

/* Inode of the network namespace that live tables are read from; 0: unknown. */
uint64_t backend_netns(void);

/* As above of the one that a tree like /proc shows; 0 also where it is only a copy of one. */
uint64_t backend_netns_under(const char *proc_root);

#endif
