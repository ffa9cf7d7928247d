/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "verb.h"

#include "diff_table.h"
#include "diff_verb.h"
#include "events_verb.h"
#include "explain_verb.h"
#include "list.h"
#include "schema.h"
#include "summary_table.h"
#include "summary_verb.h"
#include "topic.h"

/* The default one stands first. */
static const struct verb verbs[] = {
    {NULL, "[OPTIONS] [FILTER]", "list sockets", COMPLETE_FILTER, false, schema_write, list_run},
    {"explain", "[WORD...]", "say what a state, a number or a term means", COMPLETE_STATES, true,
     topic_schema_write, explain_run},
    {"diff", "A [B]", "what changed between two recordings, or since one", COMPLETE_FILE, false,
     diff_schema_write, diff_run},
};

const struct verb *verbs_all(size_t *count)
{
    *count = COUNT_OF(verbs);
    return verbs;
}

const struct verb *verb_find(const struct text *words, size_t count)
{
    for (size_t i = 1; i < COUNT_OF(verbs) && count > 0; i++)
        if (text_equal(words[0], text_of(verbs[i].name)))
            return &verbs[i];
    return &verbs[0];
}

const struct verb *verb_summary(void)
{
    static const struct verb summary = {
        NULL, "", "", COMPLETE_FILTER, false, summary_schema_write, summary_run};

    return &summary;
}

const struct verb *verb_events(void)
{
    static const struct verb events = {
        NULL, "", "", COMPLETE_FILTER, false, event_schema_write, events_run};

    return &events;
}
