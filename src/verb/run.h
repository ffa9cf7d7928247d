/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What main passes to a verb. */
#ifndef LSOCK_RUN_H
#define LSOCK_RUN_H

#include "names.h"
#include "options.h"

struct verb;

struct run {
    const struct verb *verb;
    const struct options *options;
    const struct names *names;
    struct arena *arena; /* lives until the last error has been printed */
    struct presentation presentation;
    const struct text *words; /* the words of the command line after the verb */
    size_t word_count;
};

#endif
