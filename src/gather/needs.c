/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "needs.h"

#include "places.h"
#include "privilege.h"

static enum queues_wanted queues_wanted(unsigned filter_need, unsigned need)
{
    if ((filter_need & NEED_QUEUES) != 0)
        return QUEUES_OF_ALL;
    return (need & NEED_QUEUES) != 0 ? QUEUES_OF_KEPT : QUEUES_UNWANTED;
}

const struct column *needs_rate(const struct query *query)
{
    for (size_t i = 0; i < query->asked.count; i++)
        if ((query->asked.columns[i]->flags & COLUMN_RATE) != 0)
            return query->asked.columns[i];
    for (size_t i = 0; i < query->order.count; i++)
        if ((query->order.keys[i].column->flags & COLUMN_RATE) != 0)
            return query->order.keys[i].column;
    return NULL;
}

unsigned needs_decide(const struct query *query, struct scope *scope)
{
    struct request *request = &scope->request;
    unsigned need = query->need | column_list_need(&query->asked) | scope->filter.need;

    for (size_t i = 0; i < query->order.count; i++)
        need |= query->order.keys[i].column->need;
    request->created = (need & NEED_CREATED) != 0;
    request->modules = (need & NEED_OWNER_CGROUPS) != 0;
    request->queues = queues_wanted(scope->filter.need, need);
    request->details = (uint32_t)(need >> NEED_DETAILS_SHIFT);
    if ((need & NEED_PEERS) != 0)
        request_both_ends(request);
    if ((need & NEED_LISTENERS) != 0)
        request_listeners(request);
    scope->judges |= (need & (NEED_PEERS | NEED_LISTENERS)) != 0;
    return need;
}

/* Returns PRIVILEGE_… for reading every namespace. */
static unsigned needs_of_places(const struct query *query)
{
    return places_are_all(query) ? PRIVILEGE_NETNS | PRIVILEGE_ALL_NETNS : 0;
}

unsigned needs_privileges(const struct query *query, const struct scope *scope, unsigned need)
{
    unsigned privileges = query->privileges | needs_of_places(query);

    if ((need & NEED_OWNERS) != 0)
        privileges |= PRIVILEGE_OWNERS;
    if (scope->request.details != 0 || (need & NEED_MARK) != 0)
        privileges |= PRIVILEGE_MARKS;
    return privileges;
}
