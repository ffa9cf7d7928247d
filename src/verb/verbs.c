/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "verb.h"

#include "namespaces.h"
#include "privilege.h"

/* The default first, then those that a word names, then those that an option chooses. */
static const struct verb *const verbs[] = {
    &verb_list, &verb_explain, &verb_diff, &verb_kill, &verb_events, &verb_summary,
};

#define VERBS_NAMED 3

const struct verb *const *verbs_all(size_t *count)
{
    *count = VERBS_NAMED;
    return verbs;
}

const struct verb *verb_find(const struct text *words, size_t count, const struct options *options)
{
    for (size_t i = 1; i < VERBS_NAMED && count > 0; i++)
        if (text_equal(words[0], text_of(verbs[i]->name)))
            return verbs[i];
    for (size_t i = VERBS_NAMED; i < COUNT_OF(verbs); i++)
        if (verbs[i]->chosen(options))
            return verbs[i];
    return &verb_list;
}

unsigned verb_privileges(const struct verb *verb, const struct run *run)
{
    const struct options *options = run->options;
    bool recorded =
        options->read != NULL || (verb->recordings > 0 && run->word_count >= verb->recordings);
    unsigned privileges = options->record != NULL ? PRIVILEGE_RECORD : 0;

    if (options->netns.length != 0)
        privileges |= PRIVILEGE_NETNS;
    if (recorded)
        return privileges;
    if (text_equal(options->netns, TEXT("all")) || namespace_inode(options->netns) != 0)
        privileges |= PRIVILEGE_ALL_NETNS;
    return privileges | verb->privileges;
}
