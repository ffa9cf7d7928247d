/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The way back: what a recording says of a column into a socket; the getter then gives it again. */
#ifndef LSOCK_COLUMN_RESTORE_H
#define LSOCK_COLUMN_RESTORE_H

#include "column.h"

/* What a setter may write to beside the socket. The hooks are never NULL. */
struct column_target {
    struct snapshot *snapshot;
    enum state_dialect dialect; /* of the socket's source */
    struct detail_room *room;   /* for the details of the socket; cleared before the first column */
    void *context;              /* of the hooks */

    /* The index that stands for the interface of this name; 0: out of memory. */
    uint32_t (*interface)(void *context, struct text name);
    /* Keeps the name of a user. False: out of memory. */
    bool (*user)(void *context, uint32_t uid, struct text name);
};

/*
 * `value` has the column's type and is KNOWN or, for null, UNKNOWN. Called in the order of the
 * columns, on a socket that was zeroed before the first. A column without a setter is skipped.
 */
enum column_set column_restore(const struct column *column, const struct column_target *target,
                               struct socket *socket, const struct value *value);

/*
 * A group of details that is null: nothing of it applies, which is more than that it is unknown.
 * Called after the setters.
 */
void column_restore_no_group(const struct column_target *target, const struct socket *socket,
                             enum detail_group group);

#endif
