/* SPDX-License-Identifier: GPL-2.0-or-later */
/* One socket under examination: questions that rules ask about it, and phrases to describe it. */
#ifndef LSOCK_EXAMINED_H
#define LSOCK_EXAMINED_H

#include "annotation.h"
#include "compiler.h"
#include "evidence.h"
#include "span.h"

#define BIT(name) STATE_BIT(STATE_##name)

/* Behind the handshake, with something of this end's that can be on the way. */
#define STATES_SENDING \
    (BIT(ESTABLISHED) | BIT(CLOSE_WAIT) | BIT(FIN_WAIT_1) | BIT(CLOSING) | BIT(LAST_ACK))

struct examined {
    const struct evidence *evidence;
    const struct socket *socket;
    enum owner_none none; /* why no process holds it */
    bool is_named;
    char owner[64]; /* "app[812]", or "its program" */
};

/* Returns the socket with the name of its owner. */
struct examined examined_socket(const struct evidence *evidence, const struct socket *socket);

/* Returns the socket of a row, without that name. */
struct examined examined_row(const struct evidence *evidence, uint32_t row);

/* Appends to the text. Formats are literals: they are the shape of the text. */
void sentence(struct annotation *out, const char *format, ...) PRINTF_LIKE(2, 3);

const char *plural(uint64_t count, const char *one, const char *many);

/* Returns the owner at the start of a sentence: "app[812]", "Its program". */
const char *subject(const struct examined *examined);

/* Whether these fields (HAVE_…) are known. */
bool has(const struct examined *examined, unsigned have);

/* Whether a process has, or had, a descriptor of the socket. */
bool is_held(const struct examined *examined);

/* Whether it is connected to a loopback address. */
bool is_loopback(const struct examined *examined);
bool is_mini(const struct examined *examined);
bool is_orphan(const struct examined *examined);

/* Whether no program has accepted the connection yet. */
bool is_unaccepted(const struct examined *examined);

/* Whether a program has received bytes, a FIN or datagrams that it has not read. */
bool is_unread(const struct examined *examined);

/* Whether the peer cannot send because of that. */
bool is_own_window_zero(const struct examined *examined);

/* Whether the peer is alive and accepts no data. */
bool is_peer_window_zero(const struct examined *examined);

/* Whether both ends are this socket. */
bool is_own_peer(const struct examined *examined);

/* Returns a number of struct tcp_info; false: unknown. */
bool tcp_number(const struct examined *examined, enum tcp_field field, uint64_t *number);

/* Returns a number of struct sk_meminfo; false: unknown. */
bool memory_number(const struct examined *examined, enum memory which, uint64_t *number);

/* Whether a timer of this kind runs with a known expiry. */
bool runs_out(const struct examined *examined, enum timer timer);

/* Returns how often a timer of this kind expired in a row without an answer; 0 if unknown. */
unsigned ran_out(const struct examined *examined, enum timer timer);

/* Younger ages are not printed. */
#define AGE_MIN_MS 1000

/*
 * Returns `before`, "at least", the age in a field, and `after`; empty if the age is unknown or
 * below 1 s.
 */
#define AGE_ROOM ((size_t)160)
const char *age(const struct examined *examined, enum tcp_field field, const char *before,
                const char *after, char out[AGE_ROOM]);

#endif
