/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The table of formats that --read and diff accept. */
#ifndef LSOCK_IMPORTERS_H
#define LSOCK_IMPORTERS_H

#include "importer.h"
#include "table.h"

size_t importer_count(void);
const struct importer *importer_at(size_t index);

/* Returns the format that recognises the input, or NULL. */
const struct importer *importer_of(struct input *input);

/* Returns the format with this name; NULL with *error if there is none. */
const struct importer *importer_named(struct text name, struct error *error);

/* Fills the table for --format help. */
void formats_table_init(struct table *table);

#endif
