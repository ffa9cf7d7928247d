/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What main hands to a verb. */
#ifndef LSOCK_RUN_H
#define LSOCK_RUN_H

#include "arena.h"
#include "command_line.h"
#include "names.h"
#include "output.h"

struct run {
    const struct command_line *line;
    const struct options *options;
    const struct names *names;
    struct arena *arena; /* lives until the last error is printed */
    struct output *output;
    const struct text *words; /* of the command line, without the verb */
    size_t word_count;
    struct text *filter_text; /* of the file of -F, which may be a pipe; no bytes: not read yet */
    bool colour;        /* on stdout */
    bool colour_errors; /* on stderr */
};

#endif
