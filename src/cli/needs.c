/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "needs.h"

#include "diff_verb.h"
#include "privilege.h"

static bool is_live(const struct run *run, const struct verb *verb)
{
    return run->options->read == NULL && (verb->run != diff_run || run->word_count == 1);
}

unsigned needs_of_places(const struct options *options)
{
    return text_equal(options->netns, TEXT("all")) ? PRIVILEGE_NETNS | PRIVILEGE_ALL_NETNS : 0;
}

unsigned needs_of_record(const struct options *options)
{
    return options->record != NULL ? PRIVILEGE_RECORD : 0;
}

unsigned needs_possible(const struct run *run, const struct verb *verb)
{
    const struct options *options = run->options;
    unsigned needs = needs_of_record(options);

    if (is_live(run, verb))
        needs |= PRIVILEGE_OWNERS | PRIVILEGE_MARKS | needs_of_places(options);
    if (options->netns.length != 0)
        needs |= PRIVILEGE_NETNS;
    if (options->kill)
        needs |= PRIVILEGE_DESTROY;
    if (options->events)
        needs |= PRIVILEGE_EVENTS;
    return needs;
}

unsigned needs_of_listing(const struct listing *listing)
{
    unsigned needs = needs_of_places(listing->run->options);

    if ((listing->need & NEED_OWNERS) != 0)
        needs |= PRIVILEGE_OWNERS;
    if (listing->scope.request.details != 0 || (listing->need & NEED_MARK) != 0)
        needs |= PRIVILEGE_MARKS;
    if (listing->run->options->kill)
        needs |= PRIVILEGE_DESTROY;
    if (listing->run->options->events)
        needs |= PRIVILEGE_EVENTS;
    return needs;
}
