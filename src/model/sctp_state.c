/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "sctp_state.h"

const char *const sctp_state_names[SCTP_STATE_COUNT] = {
    [SCTP_CLOSED] = "CLOSED",
    [SCTP_COOKIE_WAIT] = "COOKIE-WAIT",
    [SCTP_COOKIE_ECHOED] = "COOKIE-ECHOED",
    [SCTP_ESTABLISHED] = "ESTABLISHED",
    [SCTP_SHUTDOWN_PENDING] = "SHUTDOWN-PENDING",
    [SCTP_SHUTDOWN_SENT] = "SHUTDOWN-SENT",
    [SCTP_SHUTDOWN_RECEIVED] = "SHUTDOWN-RECEIVED",
    [SCTP_SHUTDOWN_ACK_SENT] = "SHUTDOWN-ACK-SENT",
};

const char *sctp_state_name(int16_t number)
{
    return number >= 0 && number < SCTP_STATE_COUNT ? sctp_state_names[number] : NULL;
}

int16_t sctp_state_by_name(struct text name)
{
    for (int16_t number = 0; number < SCTP_STATE_COUNT; number++)
        if (text_equal(name, text_of(sctp_state_names[number])))
            return number;
    return -1;
}
