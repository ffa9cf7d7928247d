/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The one table of options. The parser, --help, the man page and the completions are all made from
 * it.
 */
#ifndef LSOCK_OPTION_TABLE_H
#define LSOCK_OPTION_TABLE_H

#include "completion.h"
#include "errors.h"
#include "mode.h"
#include "options.h"

enum option_argument {
    ARGUMENT_NONE,
    ARGUMENT_REQUIRED, /* -c X, -cX, --name X, --name=X */
    ARGUMENT_OPTIONAL, /* --name, --name=X */
};

/* Headings of --help and the man page, in this order; --help leaves GROUP_TESTS out. */
enum option_group {
    GROUP_WHAT,
    GROUP_SHOW,
    GROUP_FORMAT,
    GROUP_SOURCE,
    GROUP_OTHER,
    GROUP_TESTS,
    GROUP_COUNT
};

struct option {
    char letter;      /* '\0': none */
    const char *name; /* without dashes; NULL: none */
    enum option_argument argument;
    const char *metavar; /* "LIST"; NULL where there is no argument */
    enum option_group group;
    enum completion completion;
    const char *choices; /* COMPLETE_CHOICES: words separated by blanks */
    uint32_t modes;      /* MODE_BIT: a run in another mode refuses it */
    const char *summary; /* --help: fits a line */
    const char *text;    /* man page: whole sentences of mdoc, may be NULL: the summary is all */
    bool (*set)(struct options *options, struct text argument, struct error *error);
};

const struct option *options_all(size_t *count);
const char *option_group_title(enum option_group group);

/* Flags of ss that are not offered, with the reason and what to use. */
struct option_refused {
    char letter;
    const char *name;
    const char *reason;
};
const struct option_refused *options_refused(size_t *count);

#endif
