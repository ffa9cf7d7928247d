/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Restores sockets from recordings: writes column values into a socket, so that the getters return
 * them again. */
#ifndef LSOCK_COLUMN_RESTORE_H
#define LSOCK_COLUMN_RESTORE_H

#include "column.h"

/* What a setter may write to besides the socket. The hooks are never NULL. */
struct column_target {
    struct snapshot *snapshot;
    enum state_dialect dialect; /* of the socket's source */
    struct detail_room *room;   /* for the socket's details; cleared before the first column */
    void *context;              /* for the hooks */

    /* Returns the index for an interface name; 0: out of memory. */
    uint32_t (*interface)(void *context, struct text name);
    /* Stores a user's name. False: out of memory. */
    bool (*user)(void *context, uint32_t uid, struct text name);
};

/* Restores a value, which has the column's type and is KNOWN, or UNKNOWN for null. Call it in the
 * order of the columns, on a zeroed socket. Columns without a setter are skipped. */
enum column_set column_restore(const struct column *column, const struct column_target *target,
                               struct socket *socket, const struct value *value);

/* Restores a group of details that is null: none of it applies, unlike an unknown group. Call it
 * after the setters. */
void column_restore_no_group(const struct column_target *target, const struct socket *socket,
                             enum detail_group group);

#endif
