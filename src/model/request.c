/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "request.h"

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
