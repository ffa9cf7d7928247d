/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "startup.h"

bool startup_begin(struct startup *startup, int argc, char **argv, struct error *error)
{
    (void)error;
    *startup = (struct startup){argc, argv};
    return true;
}

void startup_end(struct startup *startup)
{
    (void)startup;
}
