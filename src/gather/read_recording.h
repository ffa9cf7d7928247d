/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A recording in place of the live tables. */
#ifndef LSOCK_READ_RECORDING_H
#define LSOCK_READ_RECORDING_H

#include "query.h"
#include "recording.h"

/*
 * Reads the whole file ("-": standard input) into the snapshot, by this importer or, if it is NULL,
 * the one that recognises it. NULL, with *error, if it cannot be read; the arena keeps the line
 * that the error quotes. `earlier`, NULL: not wanted, gets the earlier reading if the recording has
 * one. `system` looks up what the recording does not name.
 */
struct recording *recording_read(const char *path, const struct importer *importer,
                                 const struct names *system, struct snapshot *snapshot,
                                 struct earlier_reading *earlier, struct arena *arena,
                                 struct error *error) NODISCARD;
void recording_free(struct recording *recording);

/* PROTOCOL_BIT: the tables that it has. */
uint32_t recording_protocols(const struct snapshot *snapshot);

/* Whether it says anything about owners. */
bool recording_has_owners(const struct snapshot *snapshot);

/* Adds the columns beside those of JSON that its sockets have: whole groups of details. */
void recording_add_columns(const struct recording *recording, struct column_list *columns);

/* Adds the columns that only it can have, if it has them. */
void recording_add_imported(const struct recording *recording, struct column_list *columns);

/* Adds a note that names the tables and columns of the query that the recording lacks. `need`:
 * NEED_… of the query. */
void recording_note_missing(const struct recording *recording, struct snapshot *snapshot,
                            const struct query *query, unsigned need);

/* Adds a note if the recording says that it lacks sockets that are only bound to a port. */
void recording_note_bound(struct snapshot *snapshot);

#endif
