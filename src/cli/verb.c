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

/* The default one stands first, those without a name of their own last. */
static const struct verb verbs[] = {
    {MODE_LIST, NULL, "[OPTIONS] [FILTER]", "list sockets", COMPLETE_FILTER, false, schema_write,
     list_run},
    {MODE_EXPLAIN, "explain", "[WORD...]", "say what a state, a number or a term means",
     COMPLETE_STATES, true, topic_schema_write, explain_run},
    {MODE_DIFF, "diff", "A [B]", "what changed between two recordings, or since one", COMPLETE_FILE,
     false, diff_schema_write, diff_run},
    {MODE_KILL, NULL, "", "", COMPLETE_FILTER, false, schema_write, list_run},
    {MODE_EVENTS, NULL, "", "", COMPLETE_FILTER, false, event_schema_write, events_run},
    {MODE_SUMMARY, NULL, "", "", COMPLETE_FILTER, false, summary_schema_write, summary_run},
};

const struct verb *verbs_all(size_t *count)
{
    *count = 1;
    while (verbs[*count].name != NULL)
        ++*count;
    return verbs;
}

const struct verb *verb_find(const struct text *words, size_t count)
{
    for (size_t i = 1; verbs[i].name != NULL && count > 0; i++)
        if (text_equal(words[0], text_of(verbs[i].name)))
            return &verbs[i];
    return &verbs[0];
}

const struct verb *verb_choose(const struct command_line *line, const struct options *options)
{
    const struct verb *named = verb_find(line->words, line->word_count);
    enum mode mode = options->kill      ? MODE_KILL
                     : options->events  ? MODE_EVENTS
                     : options->summary ? MODE_SUMMARY
                                        : MODE_LIST;
    size_t i = 0;

    if (named->name != NULL)
        return named;
    while (verbs[i].mode != mode)
        i++;
    return &verbs[i];
}
