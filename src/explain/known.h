/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What the rules of --explain ask of a socket, and how they put it into words. */
#ifndef LSOCK_KNOWN_H
#define LSOCK_KNOWN_H

#include "annotation.h"
#include "compiler.h"

/* A socket, and what is known around it. */
struct known {
    const struct socket *socket;
    enum owner_none none; /* why nobody holds it */
    char owner[64];       /* "app[812]", or "its program" */
};

/* What a rule needs to be known it tests: where the system did not say, nobody speaks. */
struct rule {
    const char *code;
    uint32_t states; /* STATE_BIT of TCP's; 0: of UDP */
    bool (*holds)(const struct known *known);
    void (*say)(const struct known *known, struct annotation *out);
};

/* The first of its rules that holds speaks. */
struct rule_table {
    const struct rule *rules;
    size_t count;
};

extern const struct rule_table state_rules, queue_rules, timer_rules;

void sentence(struct annotation *out, const char *format, ...) PRINTF_LIKE(2, 3);

/* Goes on where the last ended. */
void sentence_more(struct annotation *out, const char *format, ...) PRINTF_LIKE(2, 3);

const char *plural(uint64_t count, const char *one, const char *many);

/* HAVE_… */
bool has(const struct known *known, unsigned have);

/* Some process has, or had, a descriptor of it. */
bool is_held(const struct known *known);
bool is_mini(const struct known *known);
bool is_orphan(const struct known *known);

/* A number of struct tcp_info; false: unknown, or there is none. */
bool tcp_number(const struct known *known, enum tcp_field field, uint64_t *number);

/* The timer of this kind runs, and when it runs out is known. */
bool runs_out(const struct known *known, enum timer timer);

/* How often a timer of this kind has run out in a row without an answer; 0 also where unknown. */
unsigned ran_out(const struct known *known, enum timer timer);

/*
 * A span of time in words, cut to its two largest units: "1.2 s", "41 s", "3 h 10 min". The ages of
 * struct tcp_info are milliseconds of 32 bits, which begin anew after 49 days, so that they and
 * what is cut from them are "at least".
 */
#define SPAN_ROOM ((size_t)64)
const char *span(uint64_t milliseconds, char out[SPAN_ROOM]);

/*
 * `before`, "at least", the age that a field tells and `after`; nothing where it is not known, or
 * too young to be of interest.
 */
#define AGE_ROOM ((size_t)160)
const char *age(const struct known *known, enum tcp_field field, const char *before,
                const char *after, char out[AGE_ROOM]);

#endif
