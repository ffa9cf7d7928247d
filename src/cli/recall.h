/* SPDX-License-Identifier: GPL-2.0-or-later */
/* --read and diff: a recording, or a raw dump of `ss -D`, in the place of the live tables. */
#ifndef LSOCK_RECALL_H
#define LSOCK_RECALL_H

#include "recording.h"
#include "run.h"

/* A run as the verbs take it, whose names are those of the recording, and whose options select
 * whatever it holds unless the user selected something. */
struct recall {
    struct run run;
    struct options options;
    uint32_t asked; /* PROTOCOL_BIT: what the user's options named; 0: nothing */
    struct recorded_names names;
    struct recording recording;
};

/*
 * Reads all of the file ("-": standard input) into the snapshot. Must not be moved afterwards; free
 * it also after a failure.
 */
bool recall_read(struct recall *recall, const struct run *run, const char *path,
                 struct snapshot *snapshot, struct error *error) NODISCARD;

/* The columns that its sockets have a word on beside those of JSON: whole groups of details. */
void recall_add_columns(const struct recall *recall, struct column_list *columns);

/* PROTOCOL_BIT: the tables that it has. */
uint32_t recall_protocols(const struct snapshot *snapshot);

/* Notes what of these columns and NEED_…, and of the tables that were asked for, it does not have.
 */
void recall_tell_missing(const struct recall *recall, struct snapshot *snapshot,
                         const struct column_list *columns, unsigned need);

/* Notes that it does not have the sockets that are only bound to a port, if it says so. */
void recall_tell_bound(struct snapshot *snapshot);

void recall_free(struct recall *recall);

#endif
