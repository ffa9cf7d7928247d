/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "terminal.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/ioctl.h>
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

unsigned terminal_columns(FILE *file)
{
    struct winsize size;

    return ioctl(fileno(file), TIOCGWINSZ, &size) == 0 ? size.ws_col : 0;
}

/* Reads the environment like setlocale(3). The locale itself stays "C", so that numbers do not
 * change. */
bool terminal_takes_utf8(void)
{
    static const char *const variables[] = {"LC_ALL", "LC_CTYPE", "LANG"};

    for (size_t i = 0; i < sizeof(variables) / sizeof(variables[0]); i++) {
        const char *value = getenv(variables[i]), *charset;

        if (value == NULL || value[0] == '\0')
            continue;
        charset = strchr(value, '.');
        return charset != NULL &&
               (strncasecmp(charset, ".UTF-8", 6) == 0 || strncasecmp(charset, ".UTF8", 5) == 0);
    }
    return false;
}
