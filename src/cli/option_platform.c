/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "option_platform.h"

/* For netstat -ano, -anob, -anof, -anoq. */
static const struct option_alias windows_aliases[] = {
    {'o', "processes", false, "same as -p, as in netstat"},
    {'b', "processes", true, "same, with the services of each process"},
    {'f', "resolve", false, "same as -r, as in netstat"},
    {'q', "all", false, "same as -a, which includes bound sockets"},
};

const struct option_platform option_platform_any = {.more = "Details: man lsock"};
const struct option_platform option_platform_windows = {
    "Windows",
    windows_aliases,
    COUNT_OF(windows_aliases),
    "All columns, which are also filter words: lsock --columns help",
};

const char *option_platform_refusal(const struct option_platform *platform,
                                    const struct option *option)
{
    return platform == &option_platform_windows ? option->not_on_windows : NULL;
}

const struct option_alias *option_platform_alias(const struct option_platform *platform,
                                                 char letter)
{
    for (size_t i = 0; i < platform->alias_count; i++)
        if (platform->aliases[i].letter == letter)
            return &platform->aliases[i];
    return NULL;
}
