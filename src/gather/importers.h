/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The one table of formats that --read and diff take. */
#ifndef LSOCK_IMPORTERS_H
#define LSOCK_IMPORTERS_H

#include "importer.h"
#include "table.h"

size_t importer_count(void);
const struct importer *importer_at(size_t index);

/* The first one that recognises the input; NULL: none does. */
const struct importer *importer_of(struct input *input);

/* By its name; NULL, with *error, if there is none of this name. */
const struct importer *importer_named(struct text name, struct error *error);

/* The table of all formats, for --format help. */
void formats_table_init(struct table *table);

#endif
