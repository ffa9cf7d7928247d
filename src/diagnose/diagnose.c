/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "diagnose.h"

#include "rule.h"

/* Each table adds at most one sentence. */
static const struct rule_table *const tables[] = {&open_rules, &close_rules, &queue_rules,
                                                  &timer_rules};

_Static_assert(COUNT_OF(tables) <= ANNOTATIONS_MAX, "there is room for a sentence of each table");

const char *diagnose_codes(size_t index)
{
    for (size_t i = 0; i < COUNT_OF(tables); index -= tables[i++]->count)
        if (index < tables[i]->count)
            return tables[i]->rules[index].code;
    return NULL;
}

const struct rule *rule_find(struct text code)
{
    for (size_t t = 0; t < COUNT_OF(tables); t++)
        for (size_t i = 0; i < tables[t]->count; i++)
            if (text_equal(code, text_of(tables[t]->rules[i].code)))
                return &tables[t]->rules[i];
    return NULL;
}

static bool is_about(const struct rule *rule, const struct socket *socket)
{
    if (socket->protocol == PROTOCOL_TCP)
        return socket->state != STATE_NONE && (rule->about & STATE_BIT(socket->state)) != 0;
    return (socket->protocol == PROTOCOL_UDP && (rule->about & RULE_UDP) != 0) ||
           (socket->protocol == PROTOCOL_UNIX && (rule->about & RULE_UNIX) != 0);
}

static void apply(const struct rule_table *table, const struct examined *examined,
                  struct annotations *annotations)
{
    for (size_t i = 0; i < table->count; i++) {
        const struct rule *rule = &table->rules[i];
        struct annotation *out = &annotations->list[annotations->count];

        if (!is_about(rule, examined->socket) || (rule->holds != NULL && !rule->holds(examined)))
            continue;
        out->code = rule->code;
        out->shape = (uintptr_t)rule->code;
        out->text[0] = '\0';
        if (rule->text != NULL)
            sentence(out, "%s", rule->text);
        if (rule->say != NULL)
            rule->say(examined, out);
        annotations->count++;
        return;
    }
}

void diagnose_socket(const struct evidence *evidence, const struct socket *socket,
                     struct annotations *annotations)
{
    struct examined examined = examined_socket(evidence, socket);

    annotations->count = 0;
    for (size_t i = 0; i < COUNT_OF(tables); i++)
        apply(tables[i], &examined, annotations);
}
