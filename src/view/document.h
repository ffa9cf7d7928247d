/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Writes JSON documents of a snapshot: their origin, their completeness, and one table of typed
 * cells.
 */
#ifndef LSOCK_DOCUMENT_H
#define LSOCK_DOCUMENT_H

#include <time.h>

#include "format.h"
#include "host_reading.h"
#include "json.h"
#include "machine.h"
#include "schema.h"
#include "snapshot.h"
#include "table.h"

struct document {
    const struct schema *schema;
    const char *version;  /* of the lsock that read the tables; NULL: this one; "": unknown */
    struct timespec time; /* time of reading, UTC; tv_nsec -1: unknown */
    struct machine machine;
    const struct snapshot *snapshot; /* has sources and notes */
    const struct document *before;   /* a diff's other side, an earlier reading; else NULL */
    const struct host_reading *host; /* of doctor or --explain; NULL: unknown */
};

/*
 * Writes a document row by row. The table must outlive the writer; it is NULL if the caller writes
 * the members of each row.
 */
struct document_writer {
    const struct table *table;
    const struct schema *schema;
    bool lines;
    const char *type; /* of a line */
    uint64_t count;
    struct json json;
    struct json_name type_name;
    struct document_member *members; /* one per column */
};

/* Writes everything before the rows. False: out of memory, nothing was written. */
bool document_begin(struct document_writer *writer, const struct document *document,
                    const struct table *table, enum format format, struct output *output) NODISCARD;
void document_row(struct document_writer *writer, size_t row);

/* Without a table: call these two around the members of each row. */
void document_begin_row(struct document_writer *writer);
void document_end_row(struct document_writer *writer);

/* Goes on with rows of another table of the same columns, whose lines have this type. The end does
 * not count them. */
void document_continue(struct document_writer *writer, const struct table *table, const char *type);

/* Writes the end and frees the writer. `notes`: all notes, including those in the header, if more
 * may have been added since; otherwise NULL. */
void document_end(struct document_writer *writer, const struct notes *notes);

/* Frees the writer without writing an end, so the document is incomplete. Does nothing after
 * document_end. */
void document_free(struct document_writer *writer);

#endif
