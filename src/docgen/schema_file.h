/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The files that hold what --json-schema prints. */
#ifndef LSOCK_SCHEMA_FILE_H
#define LSOCK_SCHEMA_FILE_H

#include "builder.h"
#include "verb.h"

/* The verbs that have a schema that none before them has; NULL past the last one. */
const struct verb *schema_verb(size_t index);

/* "man/lsock-diff-1.schema.json" */
#define SCHEMA_FILE_ROOM ((size_t)80)
void schema_file_name(char path[SCHEMA_FILE_ROOM], const char *directory, const struct verb *verb);

void schema_file_content(struct builder *out, const struct verb *verb);

#endif
