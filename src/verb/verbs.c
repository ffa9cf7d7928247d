/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "verb.h"

#include <string.h>

#include "namespaces.h"
#include "privilege.h"

/* main implements this verb, because it needs the table of options. */
static const struct verb verb_help = {
    .name = "help",
    .usage = "[VERB]",
    .summary = "show the help of a verb",
    .words = COMPLETE_VERBS,
};

/* The default comes first. If options choose several verbs, the first in this table wins. */
static const struct verb *const verbs[] = {
    &verb_list, &verb_explain, &verb_diff,    &verb_doctor, &verb_why, &verb_wait, &verb_assert,
    &verb_kill, &verb_events,  &verb_summary, &verb_group,  &verb_map, &verb_help,
};

const struct verb *verb_at(size_t index)
{
    return index < COUNT_OF(verbs) ? verbs[index] : NULL;
}

bool verb_is_word(const struct verb *verb)
{
    return verb->name != NULL && verb->chosen == 0;
}

const char *verb_title(const struct verb *verb)
{
    return verb->name == NULL ? "a listing" : verb->name;
}

bool verb_takes(const struct verb *verb, uint32_t sets, struct text option)
{
    const char *at = verb->options == NULL ? "" : verb->options;

    if (((verb->takes | OPTIONS_ALWAYS) & sets) != 0)
        return true;
    for (size_t length; *at != '\0'; at += length + (at[length] == ' ')) {
        length = strcspn(at, " ");
        if (text_equal(option, (struct text){at, length}))
            return true;
    }
    return false;
}

const struct verb *verb_find(const struct text *words, size_t count, const struct options *options)
{
    for (size_t i = 0; i < COUNT_OF(verbs) && count > 0; i++)
        if (verb_is_word(verbs[i]) && text_equal(words[0], text_of(verbs[i]->name)))
            return verbs[i];
    for (size_t i = 0; i < COUNT_OF(verbs); i++)
        if ((verbs[i]->chosen & options->chosen) != 0)
            return verbs[i];
    return &verb_list;
}

bool verb_reads_recording(const struct verb *verb, const struct options *options, size_t word_count)
{
    return options->read != NULL || (verb->recordings > 0 && word_count >= verb->recordings);
}

unsigned verb_privileges(const struct verb *verb, const struct run *run)
{
    const struct options *options = run->options;
    unsigned privileges = options->record != NULL ? PRIVILEGE_RECORD : 0;

    if (options->netns.length != 0)
        privileges |= PRIVILEGE_NETNS;
    if (verb_reads_recording(verb, options, run->word_count))
        return privileges;
    if (text_equal(options->netns, TEXT("all")) || namespace_inode(options->netns) != 0)
        privileges |= PRIVILEGE_ALL_NETNS;
    return privileges | verb->privileges;
}
