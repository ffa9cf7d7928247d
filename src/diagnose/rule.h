/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A rule: a code, a condition on a socket and its evidence, and a sentence. */
#ifndef LSOCK_RULE_H
#define LSOCK_RULE_H

#include "examined.h"

struct rule {
    const char *code;
    uint32_t states; /* STATE_BIT of the TCP states that it is about; 0: it is about UDP */

    /* False also if something that it takes is unknown. NULL: it holds of each of these states. */
    bool (*holds)(const struct examined *examined);

    const char *text; /* NULL: `say` says it all */
    void (*say)(const struct examined *examined, struct annotation *out); /* adds to the text */
};

/* Of one table only the first rule that holds speaks. */
struct rule_table {
    const struct rule *rules;
    size_t count;
};

/* The first rule with this code; NULL: none has it. */
const struct rule *rule_find(struct text code);

extern const struct rule_table state_rules, queue_rules, timer_rules;

#endif
