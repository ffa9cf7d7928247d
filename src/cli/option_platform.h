/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What options mean elsewhere: those that have no meaning on a system are refused by name. */
#ifndef LSOCK_OPTION_PLATFORM_H
#define LSOCK_OPTION_PLATFORM_H

#include "option_table.h"

/* Letters that mean -p here, as in the netstat of the system. */
struct option_alias {
    char letter;
    bool units;          /* it also shows what the processes run */
    const char *summary; /* as that of an option */
};

struct option_platform {
    const char *name; /* NULL: every option means what it says */
    const struct option_refused *refused;
    size_t refused_count;
    const struct option_alias *aliases;
    size_t alias_count;
    const char *more; /* where --help ends: what to read next */
};

extern const struct option_platform option_platform_any, option_platform_windows;

/* That of this build. */
extern const struct option_platform *const option_platform;

/* By letter ('\0': none) or name (empty: none); NULL: it is not refused. */
const struct option_refused *option_platform_refused(const struct option_platform *platform,
                                                     char letter, struct text name);

/* The letter that it stands for: mostly itself. */
char option_platform_letter(const struct option_platform *platform, char letter);

/* Whether it also shows units or services. */
bool option_platform_shows_units(const struct option_platform *platform, char letter);

#endif
