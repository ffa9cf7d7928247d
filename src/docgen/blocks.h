/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What is made from the tables, block by block. Each appends to *out, whole lines only. */
#ifndef LSOCK_BLOCKS_H
#define LSOCK_BLOCKS_H

#include "builder.h"

/* man/lsock.8, in mdoc(7) */
void man_synopsis(struct builder *out);
void man_examples(struct builder *out);
void man_verbs(struct builder *out);
void man_options(struct builder *out);
void man_taken(struct builder *out);
void man_schemas(struct builder *out);
void man_refused(struct builder *out);
void man_windows_letters(struct builder *out);
void man_windows_refused(struct builder *out);
void man_filter_tests(struct builder *out);
void man_filter_comparisons(struct builder *out);
void man_filter_operators(struct builder *out);
void man_filter_groups(struct builder *out);
void man_filter_examples(struct builder *out);
void man_states(struct builder *out);
void man_dialects(struct builder *out);
void man_extras(struct builder *out);
void man_columns(struct builder *out);
void man_recipes(struct builder *out);
void man_notes(struct builder *out);
void man_backends(struct builder *out);
void man_formats(struct builder *out);
void man_exit_status(struct builder *out);

/* README.md */
void readme_examples(struct builder *out);
void readme_recipes(struct builder *out);
void readme_privileges(struct builder *out);
void readme_exit_status(struct builder *out);

#endif
