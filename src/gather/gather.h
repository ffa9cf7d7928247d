/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * From a query to sockets: filter and request -> tables or a recording -> filter, first pass ->
 * snapshot -> owners and peers -> filter, final pass -> order.
 */
#ifndef LSOCK_GATHER_H
#define LSOCK_GATHER_H

#include <time.h>

#include "column.h"
#include "places.h"
#include "read_recording.h"
#include "scope.h"

struct gathering {
    struct query query;        /* a verb may complete it until the rows are gathered */
    const struct names *names; /* of the live system or of the recording */
    struct places places;
    struct scope scope;
    struct recording *recording; /* NULL: live tables */

    unsigned need;       /* NEED_…, decided when the rows are gathered */
    bool peers_unknown;  /* a row was judged as if it had no peer */
    struct text unknown; /* the test that was unknown, of one undecided row */
    size_t undecided;    /* how many rows are: the filter may accept each of them or not */
    bool whole;          /* no other socket can be missing */

    struct snapshot
        snapshot; /* also has rows that the filter rejects, with NEED_PEERS, NEED_LISTENERS */
    struct timespec time;
    uint32_t *rows;      /* of the snapshot, in order */
    size_t count, total; /* within the limit; all */
};

/*
 * Enters the namespace or reads the recording, and compiles the filter. The arena, and what the
 * query points to, must outlive the gathering, which must not be moved. Close it even after a
 * failure.
 */
bool gather_open(struct gathering *gathering, const struct query *query, const struct names *names,
                 struct arena *arena, struct error *error) NODISCARD;
void gather_close(struct gathering *gathering);

/* Fills in the rows. Of live tables it may be called again: then they are read once more. */
bool gather_rows(struct gathering *gathering, struct error *error) NODISCARD;

/* Collects of the rows what the query did not ask for: NEED_… of owners. */
bool gather_late(struct gathering *gathering, unsigned need, struct error *error) NODISCARD;

/* The two halves of gather_rows for a verb that reads the tables itself: decides what must be
 * collected and drops every privilege that this does not take; reads by a request of its own and
 * seals the snapshot. */
bool gather_prepare(struct gathering *gathering, struct error *error) NODISCARD;
bool gather_tables(const struct gathering *gathering, const struct backend *only,
                   const struct request *request, const struct collector *collector,
                   struct error *error) NODISCARD;

/* Owners and peers of the snapshot's sockets, if the query needs them. */
bool gather_owners(const struct gathering *gathering, struct snapshot *snapshot,
                   struct error *error) NODISCARD;

/* What columns look at, in the words of RFC 9293. */
struct column_context gather_context(const struct gathering *gathering);

#endif
