/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A table of typed cells in the form that the options ask for. */
#ifndef LSOCK_PRINTING_H
#define LSOCK_PRINTING_H

#include "document.h"
#include "run.h"

bool format_is_json(enum format format);

/* How tables look for people. */
struct text_style printing_style(const struct run *run);

/* As text, CSV, or as rows of the document. */
bool print_table(const struct run *run, const struct document *document, const struct table *table,
                 struct error *error) NODISCARD;

#endif
