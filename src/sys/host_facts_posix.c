/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "host_facts.h"

#include <stdio.h>
#include <sys/utsname.h>

#include "text.h"

void host_read(struct host *host)
{
    struct utsname system;

    *host = (struct host){{0}, {0}};
    if (uname(&system) != 0)
        return;
    snprintf(host->os, sizeof(host->os), "%.*s", (int)sizeof(host->os) - 1, system.sysname);
    snprintf(host->kernel, sizeof(host->kernel), "%s", system.release);
    for (char *c = host->os; *c != '\0'; c++)
        *c = ascii_lower(*c);
}
