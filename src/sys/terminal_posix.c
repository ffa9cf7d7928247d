/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "terminal.h"

#include <errno.h>
#include <unistd.h>

bool terminal_is(FILE *file)
{
    return isatty(fileno(file)) == 1;
}

bool terminal_has_colour(FILE *file)
{
    return terminal_is(file);
}

int terminal_write(void *writer, const char *bytes, size_t length)
{
    FILE *file = ((struct terminal_writer *)writer)->file;

    errno = 0;
    if (fwrite(bytes, 1, length, file) == length)
        return 0;
    return errno != 0 ? errno : EIO;
}
