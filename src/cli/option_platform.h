/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What options mean elsewhere: those that have no meaning on a system are refused by name. */
#ifndef LSOCK_OPTION_PLATFORM_H
#define LSOCK_OPTION_PLATFORM_H

#include "option_table.h"

/* Letters that mean another option here, as in the netstat of the system. */
struct option_alias {
    char letter;
    const char *option;  /* that they stand for */
    bool units;          /* it also shows what the processes run */
    const char *summary; /* as that of an option */
};

struct option_platform {
    const char *name; /* NULL: every option means what it says */
    const struct option_alias *aliases;
    size_t alias_count;
    const char *more; /* where --help ends: what to read next */
};

extern const struct option_platform option_platform_any, option_platform_windows;

/* That of this build. */
extern const struct option_platform *const option_platform;

/* Why the option has no meaning there; NULL: it has. */
const char *option_platform_refusal(const struct option_platform *platform,
                                    const struct option *option);

/* NULL: the letter stands for itself. */
const struct option_alias *option_platform_alias(const struct option_platform *platform,
                                                 char letter);

#endif
