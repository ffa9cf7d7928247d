/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The files with the output of --json-schema. */
#ifndef LSOCK_SCHEMA_FILE_H
#define LSOCK_SCHEMA_FILE_H

#include "builder.h"
#include "verb.h"

/* Returns each schema once; NULL past the last one. */
const struct schema *schema_at(size_t index);

/* File name: "lsock-diff-1.schema.json". */
#define SCHEMA_FILE "%s-1.schema.json"

void schema_file_content(struct builder *out, const struct schema *schema);

#endif
