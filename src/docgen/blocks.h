/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Blocks of text generated from the tables. Each function appends whole lines to *out. */
#ifndef LSOCK_BLOCKS_H
#define LSOCK_BLOCKS_H

#include "builder.h"

/* The blocks of man/lsock.8, in mdoc(7), and of README.md. Function man_columns writes block
 * `columns` of the man page. */
/* clang-format off */
#define MAN_BLOCKS(EACH)                                                                      \
    EACH(synopsis) EACH(examples) EACH(verbs) EACH(options) EACH(schemas)         \
    EACH(habits) EACH(windows_letters) EACH(windows_refused)                                 \
    EACH(filter_tests) EACH(filter_comparisons) EACH(filter_operators) EACH(filter_groups)    \
    EACH(filter_examples) EACH(states) EACH(dialects) EACH(extras)                            \
    EACH(columns) EACH(metrics) EACH(recipes) EACH(notes) EACH(backends) EACH(formats)        \
    EACH(exit_status)
#define README_BLOCKS(EACH) EACH(examples) EACH(recipes) EACH(exit_status) EACH(privileges)
/* clang-format on */

#define DECLARE_MAN(name)    void man_##name(struct builder *out);
#define DECLARE_README(name) void readme_##name(struct builder *out);
MAN_BLOCKS(DECLARE_MAN)
README_BLOCKS(DECLARE_README)

#endif
