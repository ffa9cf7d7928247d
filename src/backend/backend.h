/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Reads live tables. A backend reads one complete table at a time: one protocol in this process's
 * network namespace. If it fails, its rows are discarded and the next backend is tried. */
#ifndef LSOCK_BACKEND_H
#define LSOCK_BACKEND_H

#include "builder.h"
#include "collector.h"
#include "event.h"
#include "input.h"
#include "request.h"

enum backend_result {
    BACKEND_DONE,      /* read; if incomplete, a note and source->complete say so */
    BACKEND_FAILED,    /* not read, see *error; the caller must discard all offered rows */
    BACKEND_NO_MEMORY, /* trying another backend is pointless */
};

/* The result of closing a socket. */
enum destroyed {
    DESTROYED,
    DESTROY_KEPT,      /* its program got an error but keeps the socket; set by rereading, not by a
                          backend */
    DESTROY_NOT_FOUND, /* ended, or not found by its ends; only rereading can tell */
    DESTROY_NOT_PERMITTED,
    DESTROY_UNSUPPORTED, /* the system cannot close this kind of socket */
    DESTROY_UNSURE,      /* indistinguishable from another socket with the same ends */
    DESTROY_FAILED,      /* with `failure` */
    DESTROYED_COUNT
};

struct destruction {
    const struct socket *socket; /* as read before */
    enum destroyed result;
    int failure; /* the system's number for failure_text: errno, or from winerror.h */
};

/* Reports sockets when they end. */
struct event_stream;

enum event_result {
    EVENT_TOLD,
    EVENT_NONE, /* none yet: wait for the descriptor */
    EVENT_LOST, /* some were lost; more may follow */
    EVENT_FAILED,
};

struct backend_events {
    uint32_t protocols; /* PROTOCOL_BIT of the supported protocols */

    /* Subscribes to events in this process's current namespace. NULL: see *error. */
    struct event_stream *(*open)(uint32_t protocols, uint32_t details, struct error *error);
    void (*close)(struct event_stream *stream);
    int (*descriptor)(const struct event_stream *stream); /* readable when an event is available */

    /*
     * Returns the next event without waiting: the socket with what the system still knows (not its
     * state, queues or owner), its details, which are valid until the next call, and the result,
     * without the time.
     */
    enum event_result (*next)(struct event_stream *stream, struct socket *socket,
                              struct event *event, struct error *error);
};

struct backend {
    const char *name;   /* --backend NAME; `source` in JSON */
    const char *help;   /* one line */
    const char *lacks;  /* features of the best backend that this one lacks; NULL: none */
    uint32_t protocols; /* PROTOCOL_BIT of the readable protocols */

    /* Whether the system definitely does not support this protocol and so has no such sockets.
     * NULL: unknown. */
    bool (*is_unsupported)(const struct request *request, enum protocol protocol);
    enum state_dialect dialect;

    /* Describes in one line, without a newline, how it would read this table. NULL: there is only
     * one way. */
    void (*plan)(const struct request *request, enum protocol protocol, struct builder *out);

    /* Reads a table into the newest source of the collector's snapshot. */
    enum backend_result (*collect)(const struct request *request, enum protocol protocol,
                                   const struct collector *collector, struct error *error);

    /* Closes sockets that it has read, and stores each result. A different socket that now has the
     * same ends is left alone. NULL: not supported. */
    void (*destroy)(struct destruction *const *list, size_t count);
    const char *const *destroyed_words; /* by enum destroyed: "3 sockets not closed: …"; or NULL */

    const struct backend_events *events; /* NULL: not supported */
    /* The text for a failure number; NULL: strerror(). */
    void (*failure_text)(int failure, char *text, size_t size);
};

/* sock_diag(7), and the tables of /proc/net or of a copy of it. */
extern const struct backend backend_sock_diag, backend_procfs;

/* The backends of this build, best first. */
extern const struct backend *const backends[];
extern const size_t backend_count;

const struct backend *backend_find(struct text name);

/*
 * Reads every table of the request with `only`, or if NULL with the first backend that succeeds;
 * then a note says what it lacks. False, with *error: no table could be read, or out of memory. If
 * only some tables are missing, a note says so.
 */
bool backend_collect(const struct backend *only, const struct request *request,
                     const struct collector *collector, struct error *error) NODISCARD;

/* Whether a file starts like a raw dump of this system's sockets (Linux: `ss -D`); takes no bytes.
 */
bool backend_is_dump(struct input *input);

/* Reads a raw dump as a new source; `name` is its name in errors and notes. If it is incomplete, a
 * note says so. */
bool backend_read_dump(struct input *input, const char *name, const struct collector *collector,
                       struct error *error) NODISCARD;

/* Inode of the network namespace of live tables; 0: unknown. */
uint64_t backend_netns(void);

/* As backend_netns, for a tree like /proc; also 0 if it is only a copy. */
uint64_t backend_netns_under(const char *proc_root);

#endif
