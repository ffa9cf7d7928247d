/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "machine_facts.h"

#include <stdio.h>
#include <sys/utsname.h>

#include "text.h"

void machine_read(struct machine *machine)
{
    struct utsname system;

    *machine = (struct machine){{0}, {0}};
    if (uname(&system) != 0)
        return;
    snprintf(machine->os, sizeof(machine->os), "%.*s", (int)sizeof(machine->os) - 1, system.sysname);
    snprintf(machine->kernel, sizeof(machine->kernel), "%s", system.release);
    for (char *c = machine->os; *c != '\0'; c++)
        *c = ascii_lower(*c);
}
