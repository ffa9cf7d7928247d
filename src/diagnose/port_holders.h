/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Who stands in the way of a program that wants a port, and why others do not get through to it. */
#ifndef LSOCK_PORT_HOLDERS_H
#define LSOCK_PORT_HOLDERS_H

#include "bind_rules.h"
#include "checks.h"

/* Reasons are findings. The first of them decides. */
struct port_answer {
    enum bind_answer answer;
    bool listened; /* somebody listens on the port, or UDP: receives on it, in this namespace */
    struct findings reasons;
};

/* Every reason that there is, by number; NULL past the last one. */
const struct check *port_reason_at(size_t index);

/* The reason with this code, which is a row without a condition; NULL: none has it. */
const struct check *port_reason_find(struct text code);

/* May fill in the options of a socket, where its program may be asked. */
typedef void port_options(const struct evidence *evidence, const struct socket *socket,
                          struct bind_options *options);

/*
 * Judges the rows of the evidence: the sockets with the port, of one network namespace.
 * `privileged`: a port below ip_unprivileged_port_start may be bound. False: out of memory.
 */
bool port_ask(const struct bind_question *question, const struct evidence *evidence,
              bool privileged, port_options *options, struct arena *arena,
              struct port_answer *answer) NODISCARD;

/* Adds what the kernel said to a real bind(); NULL: it let it. Where it depended, that is the
 * answer. */
bool port_tried(const struct bind_question *question, const char *failure, struct arena *arena,
                struct port_answer *answer) NODISCARD;

/* Adds who listens on the port in network namespaces other than `here`. */
bool port_elsewhere(const struct evidence *evidence, uint64_t here, struct arena *arena,
                    struct port_answer *answer) NODISCARD;

#endif
