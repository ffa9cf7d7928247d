/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Blocks about states: the eleven states with the words of all systems, the systems, and the states
 * that the RFC does not have. */
#include "blocks.h"
#include "mdoc.h"
#include "state.h"
#include "texts.h"

static const char *spelling_of(unsigned dialect, unsigned state)
{
    return state_dialects[dialect].spelling[state];
}

static bool same_spelling(unsigned a, unsigned b, unsigned state)
{
    const char *one = spelling_of(a, state), *other = spelling_of(b, state);

    return one != NULL && other != NULL && strcmp(one, other) == 0;
}

static bool said_before(unsigned dialect, unsigned state)
{
    for (unsigned i = 0; i < dialect; i++)
        if (same_spelling(i, dialect, state))
            return true;
    return false;
}

/* Writes ESTAB (ss), established (ss-filter, mib): each word that differs from the RFC, with its
 * systems. */
static void add_spellings(struct builder *out, unsigned state)
{
    struct builder line = {0};

    for (unsigned i = DIALECT_RFC + 1; i < DIALECT_COUNT; i++) {
        if (spelling_of(i, state) == NULL || said_before(i, state))
            continue;
        builder_printf(&line, "%s%s (%s", line.length == 0 ? "Elsewhere: " : "; ",
                       spelling_of(i, state), state_dialects[i].name);
        for (unsigned j = i + 1; j < DIALECT_COUNT; j++)
            if (same_spelling(i, j, state))
                builder_printf(&line, ", %s", state_dialects[j].name);
        builder_add_byte(&line, ')');
    }
    if (line.length > 0)
        builder_add_byte(&line, '.');
    mdoc_spill(out, &line);
}

void man_states(struct builder *out)
{
    for (unsigned state = STATE_LISTEN; state < STATE_COUNT; state++) {
        mdoc_item(out, state_name((enum state)state), state_texts[state].sentence);
        add_spellings(out, state);
    }
}

void man_dialects(struct builder *out)
{
    for (unsigned i = 0; i < DIALECT_COUNT; i++) {
        const struct state_dialect_info *info = &state_dialects[i];

        mdoc_item(out, info->name, info->title);
    }
}

static bool same_meaning(const struct state_extra *a, const struct state_extra *b)
{
    return a->state == b->state && strcmp(a->meaning, b->meaning) == 0;
}

static bool meant_before(const struct state_extra *extras, size_t index)
{
    for (size_t i = 0; i < index; i++)
        if (same_meaning(&extras[i], &extras[index]))
            return true;
    return false;
}

/* States that correspond to one of the eleven. */
void man_extras(struct builder *out)
{
    for (size_t i = 0; i < state_extra_count; i++) {
        if (state_extras[i].state == STATE_NONE || meant_before(state_extras, i))
            continue;
        builder_add(out, TEXT(".It"));
        for (size_t j = i; j < state_extra_count; j++)
            if (same_meaning(&state_extras[i], &state_extras[j]))
                builder_printf(out, "%s Cm %s Po %s Pc", j > i ? " ," : "",
                               state_extras[j].spelling,
                               state_dialects[state_extras[j].dialect].name);
        builder_add_byte(out, '\n');
        mdoc_text(out, text_of(state_extras[i].meaning));
        builder_printf(out, "It counts as\n.Cm %s .\n", state_name(state_extras[i].state));
    }
}
