/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "option_platform.h"

#define NO_DETAILS    "the tables of Windows have no such details"
#define NO_NAMESPACES "Windows has no network namespaces"
#define NOT_LISTED    "Windows does not list such sockets"

static const struct option_refused windows_refused[] = {
    {'w', "raw", NOT_LISTED},
    {'x', "unix", NOT_LISTED},
    {'0', "packet", NOT_LISTED},
    {'M', "mptcp", NOT_LISTED},
    {'S', "sctp", NOT_LISTED},
    {'\0', "udplite", NOT_LISTED},
    {'\0', "netlink", NOT_LISTED},
    {'\0', "vsock", NOT_LISTED},
    {'\0', "tipc", NOT_LISTED},
    {'\0', "xdp", NOT_LISTED},
    {'e', "extended", NO_DETAILS},
    {'i', "info", NO_DETAILS},
    {'m', "memory", NO_DETAILS},
    {'\0', "options", NO_DETAILS},
    {'\0', "timers", NO_DETAILS},
    {'\0', "bpf", NO_DETAILS},
    {'\0', "tos", NO_DETAILS},
    {'\0', "cgroup", NO_DETAILS},
    {'\0', "inet-sockopt", NO_DETAILS},
    {'T', "threads", "a socket is its process's, and no thread's"},
    {'Z', "context", "Windows has no security contexts"},
    {'z', "contexts", "Windows has no security contexts"},
    {'N', "net", NO_NAMESPACES},
    {'\0', "netns", NO_NAMESPACES},
    {'E', "events", "Windows does not tell when sockets end"},
    {'\0', "proc-root", "Windows has no /proc"},
};

/* netstat -ano and -anob. */
static const struct option_alias windows_aliases[] = {
    {'o', false, "the same as -p, as in netstat"},
    {'b', true, "the same, and the services that they run"},
};

const struct option_platform option_platform_any = {NULL, NULL, 0,
                                                    NULL, 0,    "The whole story: man lsock"};

const struct option_platform option_platform_windows = {
    "Windows",
    windows_refused,
    COUNT_OF(windows_refused),
    windows_aliases,
    COUNT_OF(windows_aliases),
    "All columns, which are words of a filter, too: lsock --columns help",
};

const struct option_refused *option_platform_refused(const struct option_platform *platform,
                                                     char letter, struct text name)
{
    for (size_t i = 0; i < platform->refused_count; i++) {
        const struct option_refused *option = &platform->refused[i];

        if ((letter != '\0' && option->letter == letter) || text_equal(name, text_of(option->name)))
            return option;
    }
    return NULL;
}

static const struct option_alias *find_alias(const struct option_platform *platform, char letter)
{
    for (size_t i = 0; i < platform->alias_count; i++)
        if (platform->aliases[i].letter == letter)
            return &platform->aliases[i];
    return NULL;
}

char option_platform_letter(const struct option_platform *platform, char letter)
{
    return find_alias(platform, letter) != NULL ? 'p' : letter;
}

bool option_platform_shows_units(const struct option_platform *platform, char letter)
{
    const struct option_alias *alias = find_alias(platform, letter);

    return alias != NULL && alias->units;
}
