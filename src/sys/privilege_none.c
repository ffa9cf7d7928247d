/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A system where a program has the rights of its caller, all of them and for good. */
#include "privilege.h"

bool privilege_is_raised(void)
{
    return false;
}

bool privilege_limit(unsigned needs, struct error *error)
{
    (void)needs;
    (void)error;
    return true;
}

bool privilege_use(unsigned needs, struct error *error)
{
    (void)needs;
    (void)error;
    return true;
}

bool privilege_advise(int failure, struct error *error)
{
    (void)failure;
    (void)error;
    return false;
}
