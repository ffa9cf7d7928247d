/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * JSON documents of a snapshot (DESIGN: lsock/1): what made them, how whole they are, and one table
 * of typed cells.
 */
#ifndef LSOCK_DOCUMENT_H
#define LSOCK_DOCUMENT_H

#include <time.h>

#include "host.h"
#include "snapshot.h"
#include "table.h"

enum json_mode {
    JSON_COMPACT, /* one document, no blanks */
    JSON_PRETTY,  /* one document, indented */
    JSON_LINES,   /* header, rows, end: one object a line */
};

struct document {
    const char *schema;   /* "lsock/1" */
    const char *rows_key; /* "sockets" */
    const char *row_type; /* "socket": `type` of a line in JSON lines */
    const char *version;  /* of the lsock that read the tables; NULL: this one; "": unknown */
    struct timespec time; /* when it did, UTC; tv_nsec -1: unknown */
    struct host host;
    const struct snapshot *snapshot; /* sources, notes */
    const struct document *before;   /* a diff's other side; else NULL */
};

/* The members that every document begins with, into an object that is open. */
struct json;
void document_write_head(struct json *json, const struct document *document);

/* False: out of memory, and nothing is written. */
bool document_write(const struct document *document, const struct table *table, enum json_mode mode,
                    struct output *output) NODISCARD;

#endif
