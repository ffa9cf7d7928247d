/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Options per platform: letters with another meaning, and options that are refused. */
#ifndef LSOCK_OPTION_PLATFORM_H
#define LSOCK_OPTION_PLATFORM_H

#include "option_table.h"

/* A letter that stands for another option, as in the netstat of this system. */
struct option_alias {
    char letter;
    const char *option;  /* the option it stands for */
    bool units;          /* also shows systemd units or Windows services */
    const char *summary; /* as in struct option */
};

struct option_platform {
    const char *name; /* NULL: every option works as documented */
    const struct option_alias *aliases;
    size_t alias_count;
    const char *more; /* the last line of --help: what to read next */
};

extern const struct option_platform option_platform_any, option_platform_windows;

/* The platform of this build. */
extern const struct option_platform *const option_platform;

/* Returns the reason why the option is not supported there, or NULL if it is. */
const char *option_platform_refusal(const struct option_platform *platform,
                                    const struct option *option);

/* Returns NULL if the letter stands for itself. */
const struct option_alias *option_platform_alias(const struct option_platform *platform,
                                                 char letter);

#endif
