/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Turns the options of a run into a query. */
#ifndef LSOCK_ASK_H
#define LSOCK_ASK_H

#include "gather.h"
#include "verb.h"

/* Fills in the query: which sockets, from where, in what order, how many. */
bool ask(struct query *query, const struct run *run, struct error *error) NODISCARD;

/* The same, with a copy of these words as the filter instead of the words of the run. */
bool ask_words(struct query *query, const struct run *run, const struct text *words, size_t count,
               struct error *error) NODISCARD;

/* Opens a gathering of this query, unless it is open. */
bool ask_open(struct gathering *gathering, const struct run *run, struct error *error) NODISCARD;

/* Whether the tables are those of this system, whose settings and counters can be read. */
bool ask_has_host(const struct gathering *gathering);

/* Whether every TCP socket is requested, so that one missing from a complete snapshot does not
 * exist. */
bool ask_wants_every_tcp(const struct gathering *gathering);

/* Attaches the rules that explain rows (--explain, column `explain`) to the open gathering. */
bool ask_annotated(struct gathering *gathering, const struct run *run,
                   struct error *error) NODISCARD;

/* Gathers, calls `work` and closes the gathering. Also fails if the snapshot is incomplete. */
enum exit_status ask_run(gathering_work *work, const struct run *run, struct error *error);

/* As ask_run, with the `work` of the run's verb. */
enum exit_status ask_run_verb(const struct run *run, struct error *error);

/* Returns the document head for gathered sockets. */
struct document ask_document(const struct gathering *gathering, const struct run *run);

/* Returns the context of columns, with state names as the options request. */
struct column_context ask_context(const struct gathering *gathering, const struct options *options);

/* Whether owners are shown, by -p or by default. Default: for live tables if no option selects
 * protocols (as users of ss expect), for a recording if it has owners. */
bool ask_wants_owners(const struct gathering *gathering, const struct options *options);

/* False, with *error set: --no-processes contradicts another option or has no effect. */
bool ask_check_owners(const struct gathering *gathering, const struct options *options,
                      struct error *error) NODISCARD;

#endif
