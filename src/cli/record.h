/* SPDX-License-Identifier: GPL-2.0-or-later */
/* --record: what a query saw, into a file that --read takes. */
#ifndef LSOCK_RECORD_H
#define LSOCK_RECORD_H

#include "column.h"
#include "document.h"

/* Writes the rows as JSON lines with every column of JSON, and these. */
bool record_write(const char *path, const struct document *document, const struct column_list *also,
                  const struct column_context *context, const uint32_t *rows, size_t count,
                  struct error *error) NODISCARD;

#endif
