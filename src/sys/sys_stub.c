/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A system that knows no names and has no terminal. */
#include "machine_facts.h"
#include "system_names.h"
#include "terminal.h"

#include <errno.h>

bool terminal_is(FILE *file)
{
    (void)file;
    return false;
}

unsigned terminal_columns(FILE *file)
{
    (void)file;
    return 0;
}

bool terminal_takes_utf8(void)
{
    return false;
}

bool terminal_has_colour(FILE *file)
{
    return terminal_is(file);
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

void system_names_init(struct system_names *names)
{
    *names = (struct system_names){0};
}

void system_names_number_interfaces(const struct names *names)
{
    (void)names;
}

void system_names_free(struct system_names *names)
{
    (void)names;
}
