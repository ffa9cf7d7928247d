/* SPDX-License-Identifier: GPL-2.0-or-later */
/* For a system without names, terminal and random numbers. */
#include <errno.h>

#include "machine_facts.h"
#include "random.h"
#include "startup.h"
#include "system_names.h"
#include "terminal.h"

bool terminal_is(FILE *file UNUSED)
{
    return false;
}

unsigned terminal_columns(FILE *file UNUSED)
{
    return 0;
}

bool terminal_takes_utf8(void)
{
    return false;
}

bool terminal_has_colour(FILE *file UNUSED)
{
    return false;
}

int terminal_write(void *writer, const char *bytes, size_t length)
{
    FILE *file = ((struct terminal_writer *)writer)->file;

    return fwrite(bytes, 1, length, file) == length ? 0 : EIO;
}

void machine_read(struct machine *machine)
{
    *machine = (struct machine){"", ""};
}

bool random_bytes(void *bytes UNUSED, size_t size UNUSED)
{
    return false;
}

bool startup_begin(struct startup *startup, int argc, char **argv, struct error *error UNUSED)
{
    *startup = (struct startup){argc, argv};
    return true;
}

void startup_end(struct startup *startup UNUSED)
{
}

void system_names_init(struct system_names *names)
{
    *names = (struct system_names){0};
}

void system_names_number_interfaces(const struct names *names UNUSED)
{
}

void system_names_free(struct system_names *names UNUSED)
{
}
