/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * From query to sockets: filter and request -> tables or recording -> filter, first pass ->
 * snapshot -> owners and peers -> filter, final pass -> order.
 */
#ifndef LSOCK_GATHER_H
#define LSOCK_GATHER_H

#include <time.h>

#include "column.h"
#include "cookie_index.h"
#include "diff.h"
#include "places.h"
#include "read_recording.h"
#include "scope.h"

struct gathering {
    struct query query;        /* a verb may add to it until the rows are gathered */
    const struct names *names; /* names of the live system or of the recording */
    struct places places;
    struct scope scope;
    struct recording *recording; /* NULL: live tables */

    unsigned need;       /* NEED_…, decided when the rows are gathered */
    bool peers_unknown;  /* a row was judged as if it had no peer */
    struct text unknown; /* the unknown test of one undecided row */
    size_t undecided;    /* number of rows that could not be judged */
    bool whole;          /* no other socket can be missing */

    struct snapshot snapshot; /* also has rejected rows, with NEED_PEERS, NEED_LISTENERS */
    struct timespec time;
    unsigned long long clock; /* the same moment by interrupt_clock */
    uint32_t *rows;      /* of the snapshot, in order */
    size_t count, total; /* within the limit; in total */

    const struct gathering *earlier; /* the reading before this one; NULL: none */
    bool held;                       /* gather_rows keeps the rows that are there */
    struct cookie_index index;       /* of the earlier one, where rates need it */
    struct column_earlier rates;     /* the same for columns */
    struct diff changes;             /* by gather_compare */
    bool compared;

    struct host_reading host; /* of doctor with --watch */
    bool has_host;
};

/*
 * Enters the namespace or reads the recording, and compiles the filter. The arena and everything
 * the query points to must outlive the gathering, which must not be moved. Call gather_close even
 * after a failure.
 */
bool gather_open(struct gathering *gathering, const struct query *query, const struct names *names,
                 struct arena *arena, struct error *error) NODISCARD;
void gather_close(struct gathering *gathering);

/* Gathers the rows. For live tables it may be called again to read them again. */
bool gather_rows(struct gathering *gathering, struct error *error) NODISCARD;

/* Compares all rows with those of the earlier reading, if there is one and it was not done. */
bool gather_compare(struct gathering *gathering, struct error *error) NODISCARD;

/* Collects NEED_… of owners that the query did not request, for the gathered rows. */
bool gather_late(struct gathering *gathering, unsigned need, struct error *error) NODISCARD;

/*
 * The two halves of gather_rows, for verbs that read the tables themselves. The first decides what
 * to collect and drops all other privileges; the second reads with a request of its own and seals
 * the snapshot.
 */
bool gather_prepare(struct gathering *gathering, struct error *error) NODISCARD;
bool gather_tables(const struct gathering *gathering, const struct backend *only,
                   const struct request *request, const struct collector *collector,
                   struct error *error) NODISCARD;

/* Collects owners and peers of the snapshot's sockets, if the query needs them. */
bool gather_owners(const struct gathering *gathering, struct snapshot *snapshot,
                   struct error *error) NODISCARD;

/* Returns the context of columns, with states named as in RFC 9293. */
struct column_context gather_context(const struct gathering *gathering);

#endif
