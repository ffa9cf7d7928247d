/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <errno.h>
#include <string.h>

#include "follow.h"
#include "interrupt.h"

static unsigned long long pause_after(unsigned long long reading)
{
    unsigned long long pause = 20 * reading;

    return pause < 50 ? 50 : pause > 10000 ? 10000 : pause;
}

bool follow_read(struct follow *follow, follow_reading *read, void *context, struct error *error)
{
    unsigned long long begin = interrupt_clock(), end;
    struct error reason = {.status = STATUS_DONE};
    bool done = read(context, &reason);

    end = interrupt_clock();
    follow->due =
        end + (follow->interval == FOLLOW_BY_COST ? pause_after(end - begin) : follow->interval);
    if (!done && (!follow->has_read || reason.out_of_memory)) {
        *error = reason;
        return false;
    }
    follow->has_read = true;
    follow->passing = reason;
    return true;
}

bool follow_is_due(const struct follow *follow, unsigned long long milliseconds)
{
    return follow->interval != 0 && interrupt_clock() >= follow->due + milliseconds;
}

static int milliseconds_until(unsigned long long moment)
{
    unsigned long long now = interrupt_clock();

    if (now >= moment)
        return 0;
    return moment - now < INT_MAX ? (int)(moment - now) : INT_MAX;
}

int follow_pause(const struct follow *follow)
{
    return follow->interval == 0 ? -1 : milliseconds_until(follow->due);
}

enum follow_end follow_until(struct follow *follow, unsigned long long deadline,
                             follow_reading *read, void *context, struct error *error)
{
    for (;;) {
        bool is_last = interrupt_clock() >= deadline;

        if (!follow_read(follow, read, context, error))
            return FOLLOW_FAILED;
        if (follow->reached)
            return FOLLOW_REACHED;
        if (interrupt_came())
            return FOLLOW_INTERRUPTED;
        if (is_last)
            return FOLLOW_TIMEOUT;
        switch (interrupt_wait(
            -1, milliseconds_until(follow->due < deadline ? follow->due : deadline))) {
        case WOKEN_END:
            return FOLLOW_INTERRUPTED;
        case WOKEN_FAILED:
            error_set(error, STATUS_FAILED, "cannot wait: %s", strerror(errno));
            return FOLLOW_FAILED;
        default:
            break;
        }
    }
}
