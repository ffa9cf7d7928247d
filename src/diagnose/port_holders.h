/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Decides whether a program can bind a port, what prevents it, and why clients may not reach it. */
#ifndef LSOCK_PORT_HOLDERS_H
#define LSOCK_PORT_HOLDERS_H

#include "bind_rules.h"
#include "port_reasons.h"

/* Reasons are findings; the first one decides. */
struct port_answer {
    enum bind_answer answer;
    bool listened; /* a socket listens on the port (UDP: receives on it) in this namespace */
    struct findings reasons;
};

/* Fills in the options of a socket, if its process can be inspected. */
typedef void port_options(const struct evidence *evidence, const struct socket *socket,
                          struct bind_options *options);

/*
 * Judges the rows of the evidence: the sockets with the port, in one network namespace.
 * `privileged`: ports below ip_unprivileged_port_start are allowed. False: out of memory.
 */
bool port_ask(const struct bind_question *question, const struct evidence *evidence,
              bool privileged, port_options *options, struct arena *arena,
              struct port_answer *answer) NODISCARD;

/* Adds the result of a real bind(): `failure`, or NULL if it succeeded. It replaces the answer
 * DEPENDS. */
bool port_tried(const struct bind_question *question, const char *failure, struct arena *arena,
                struct port_answer *answer) NODISCARD;

/* Adds the listeners on the port in network namespaces other than `here`. */
bool port_elsewhere(const struct evidence *evidence, uint64_t here, struct arena *arena,
                    struct port_answer *answer) NODISCARD;

/* Adds that the firewall sends connections to the port elsewhere, and no listener is needed. */
bool port_redirected(const struct bind_question *question, const char *to, struct arena *arena,
                     struct port_answer *answer) NODISCARD;

/* What is at a path of the file system, where a unix socket is to be bound. */
enum path_there {
    PATH_FREE,
    PATH_TAKEN,
    PATH_UNKNOWN,
    PATH_ABSTRACT, /* no path: sockets alone decide */
};

/* The same for a unix socket: the rows are unix sockets. */
bool path_ask(struct text path, enum path_there there, const struct evidence *evidence,
              struct arena *arena, struct port_answer *answer) NODISCARD;

#endif
