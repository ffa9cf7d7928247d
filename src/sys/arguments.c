/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "arguments.h"

#include <stdbool.h>
#include <stddef.h>
#include <string.h>

static bool is_blank(char byte)
{
    return byte == ' ' || byte == '\t';
}

/* A path: backslashes are literal, and quotes only group blanks. */
static char *take_program(char *line)
{
    char *out = line;
    bool quoted = false;

    for (; *line != '\0' && (quoted || !is_blank(*line)); line++) {
        if (*line == '"')
            quoted = !quoted;
        else
            *out++ = *line;
    }
    if (*line != '\0')
        line++;
    *out = '\0';
    return line;
}

/* Backslashes are literal except before a quote: there, two become one, and an odd one makes the
 * quote literal. Within quotes a pair of quotes is a literal one, too. */
static char *take_argument(char *at)
{
    char *out = at;
    bool quoted = false;

    while (*at != '\0' && (quoted || !is_blank(*at))) {
        size_t slashes = strspn(at, "\\"), kept;

        at += slashes;
        kept = *at == '"' ? slashes / 2 : slashes;
        memset(out, '\\', kept);
        out += kept;
        if (*at == '"' && slashes % 2 == 0 && !(quoted && at[1] == '"')) {
            quoted = !quoted;
            at++;
        } else if (*at == '"' || slashes == 0) {
            at += *at == '"' && slashes % 2 == 0;
            *out++ = *at++;
        }
    }
    if (*at != '\0')
        at++;
    *out = '\0';
    return at;
}

int arguments_split(char *line, char **argv)
{
    int argc = 0;

    argv[argc++] = line;
    line = take_program(line);
    for (line += strspn(line, " \t"); *line != '\0'; line += strspn(line, " \t")) {
        argv[argc++] = line;
        line = take_argument(line);
    }
    argv[argc] = NULL;
    return argc;
}
