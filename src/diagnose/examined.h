/* SPDX-License-Identifier: GPL-2.0-or-later */
/* One socket under examination: what rules ask about it, and how they put it into words. */
#ifndef LSOCK_EXAMINED_H
#define LSOCK_EXAMINED_H

#include "annotation.h"
#include "compiler.h"
#include "evidence.h"
#include "span.h"

struct examined {
    const struct evidence *evidence;
    const struct socket *socket;
    enum owner_none none; /* why no process holds it */
    char owner[64];       /* "app[812]", or "its program" */
};

/* Adds to the text. */
void sentence(struct annotation *out, const char *format, ...) PRINTF_LIKE(2, 3);

const char *plural(uint64_t count, const char *one, const char *many);

/* HAVE_… */
bool has(const struct examined *examined, unsigned have);

/* Some process has, or had, a descriptor of it. */
bool is_held(const struct examined *examined);
bool is_mini(const struct examined *examined);
bool is_orphan(const struct examined *examined);

/* Both ends are this socket. */
bool is_own_peer(const struct examined *examined);

/* A number of struct tcp_info; false: unknown. */
bool tcp_number(const struct examined *examined, enum tcp_field field, uint64_t *number);

/* A number of struct sk_meminfo; false: unknown. */
bool memory_number(const struct examined *examined, enum memory which, uint64_t *number);

/* The timer of this kind runs, and when it runs out is known. */
bool runs_out(const struct examined *examined, enum timer timer);

/* How often a timer of this kind has run out in a row without an answer; 0 also where unknown. */
unsigned ran_out(const struct examined *examined, enum timer timer);

/*
 * `before`, "at least", the age in a field, and `after`; empty if the age is unknown or under a
 * second.
 */
#define AGE_ROOM ((size_t)160)
const char *age(const struct examined *examined, enum tcp_field field, const char *before,
                const char *after, char out[AGE_ROOM]);

#endif
