/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A rule of --explain: a code, a condition on a socket and its evidence, and a sentence. */
#ifndef LSOCK_RULE_H
#define LSOCK_RULE_H

#include "examined.h"

/* Beside the states of TCP: sockets of other protocols, in any state. */
#define RULE_UDP  (1u << 30)
#define RULE_UNIX (1u << 31)

struct rule {
    const char *code;
    uint32_t about; /* STATE_BIT of its TCP states, RULE_… */

    /* False also if something it needs is unknown. NULL: always true in these states. */
    bool (*holds)(const struct examined *examined);

    const char *meaning; /* what it proves or leaves open, for `lsock explain CODE` */
    const char *text;    /* NULL: `say` writes everything */
    void (*say)(const struct examined *examined, struct annotation *out); /* appends to the text */
};

/* In each table only the first rule that holds is used. */
struct rule_table {
    const struct rule *rules;
    size_t count;
};

/* Returns the first rule with this code; NULL if there is none. */
const struct rule *rule_find(struct text code);

extern const struct rule_table open_rules, close_rules, queue_rules, timer_rules;

#endif
