/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Reads a recording in place of the live tables. */
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

/* Returns PROTOCOL_BIT of the tables in the recording. */
uint32_t recording_protocols(const struct snapshot *snapshot);

/* Whether the recording has owners. */
bool recording_has_owners(const struct snapshot *snapshot);

/* Adds the groups of details that the recording has, beyond the columns of JSON. */
void recording_add_columns(const struct recording *recording, struct column_list *columns);

/* Adds the columns that only recordings have, if this one has them. */
void recording_add_imported(const struct recording *recording, struct column_list *columns);

/* Adds a note that names tables and columns that the query needs and the recording lacks. `need`:
 * NEED_… of the query. */
void recording_note_missing(const struct recording *recording, struct snapshot *snapshot,
                            const struct query *query, unsigned need);

/* Adds a note if the recording states that it lacks sockets that are only bound to a port. */
void recording_note_bound(struct snapshot *snapshot);

#endif
