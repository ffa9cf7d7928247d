/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "request.h"

#include <string.h>

void request_everything(struct request *request)
{
    *request = (struct request){
        .protocols = PROTOCOLS_ALL,
        .families = FAMILIES_ALL,
    };
    for (unsigned i = 0; i < PROTOCOL_COUNT; i++)
        request->states[i] = i == PROTOCOL_UDP
                                 ? STATE_BIT(STATE_ESTABLISHED) | STATE_BIT(STATE_CLOSED)
                                 : STATES_ALL | STATE_BIT_BOUND;
    request->states[PROTOCOL_SCTP] |= STATE_BIT_OTHER;
}

void request_any_fate(struct request *request)
{
    struct request everything;

    request_everything(&everything);
    memcpy(request->states, everything.states, sizeof(request->states));
    request->remote = everything.remote;
    request->predicate = NULL;
}

/* Removes all conditions except protocol and state. */
static void widen(struct request *request)
{
    request->families |= FAMILY_BIT(FAMILY_INET) | FAMILY_BIT(FAMILY_INET6);
    request->local = request->remote = (struct request_end){.port = 0};
    request->interface_given = false;
    request->predicate = NULL;
}

void request_both_ends(struct request *request)
{
    if ((request->protocols & PROTOCOL_BIT(PROTOCOL_TCP)) == 0)
        return;
    request->states[PROTOCOL_TCP] |= STATES_ALL & ~STATE_BIT(STATE_LISTEN);
    widen(request);
}

void request_listeners(struct request *request)
{
    for (unsigned i = 0; i < PROTOCOL_COUNT; i++)
        request->states[i] |= STATE_BIT(protocol_has_states(i) ? STATE_LISTEN : STATE_CLOSED);
    widen(request);
}
