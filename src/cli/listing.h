/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What a verb has gathered: the sockets that the command line asks for, from the live tables or a
 * recording, judged and in order. */
#ifndef LSOCK_LISTING_H
#define LSOCK_LISTING_H

#include <time.h>

#include "column.h"
#include "document.h"
#include "order.h"
#include "places.h"
#include "recall.h"
#include "scope.h"

struct listing {
    const struct run *run; /* with --read the recall's, which differs from what was begun with */
    struct places places;
    struct scope scope;
    struct text unknown; /* the test that could not be judged, of one undecided row */
    struct order order;
    unsigned need;               /* NEED_… of the columns, the order and the filter */
    bool peers;                  /* snapshot has rows that are not shown: see NEED_PEERS */
    struct annotator *annotator; /* what --explain says; NULL: nothing; not owned */
    struct snapshot snapshot;
    struct recall recall;
    bool recalled; /* --read: `recall` is in use */
    struct timespec time;
    uint32_t *rows;      /* in the order of the listing */
    size_t count, total; /* shown; with those beyond --limit */
};

/* With --read reads the recording, then makes the filter. Must not be moved afterwards; free it
 * also after a failure. */
bool listing_begin(struct listing *listing, const struct run *run, struct error *error) NODISCARD;

/* What must be collected for what is shown, sorted by and judged; part of gathering. */
void listing_choose_needs(struct listing *listing);

/* Gives up every privilege that this does not take; part of gathering. */
bool listing_take_privilege(const struct listing *listing, struct error *error) NODISCARD;

/* Collects, judges, looks for owners, and puts in order. */
bool listing_gather(struct listing *listing, struct error *error) NODISCARD;

void listing_free(struct listing *listing);

struct column_context listing_columns(const struct listing *listing);

/* As above for the filter: only what is shown uses another dialect. */
struct column_context listing_filter_columns(const struct listing *listing);

/* What a document of it begins with. */
struct document listing_document(const struct listing *listing);

#endif
