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

/*
 * JSON lines of a table without end: the header at once, then row by row. NULL: out of memory. The
 * table must live as long as it does.
 */
struct document_stream;
struct document_stream *document_stream(const struct document *document, const struct table *table,
                                        struct output *output) NODISCARD;
void document_stream_row(struct document_stream *stream, size_t row);

/* Its end, with every note since before the begin, also those of the header. Frees it. `notes`
 * NULL: it breaks off, and has no end. */
void document_stream_end(struct document_stream *stream, bool complete, const struct notes *notes);

#endif
