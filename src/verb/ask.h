/* SPDX-License-Identifier: GPL-2.0-or-later */
/* From the options of a run to a query. */
#ifndef LSOCK_ASK_H
#define LSOCK_ASK_H

#include "gather.h"
#include "verb.h"

/* Which sockets, from where, in what order, how many. */
bool ask(struct query *query, const struct run *run, struct error *error) NODISCARD;

/* Opens a gathering of this query. */
bool ask_open(struct gathering *gathering, const struct run *run, struct error *error) NODISCARD;

/* Lets the rules explain the rows of the gathering, which is open: --explain, column `explain`. */
bool ask_annotated(struct gathering *gathering, struct arena *arena, struct error *error) NODISCARD;

/* Does it and closes the gathering. Fails also if the snapshot is incomplete. */
enum exit_status ask_run(gathering_work *work, const struct run *run, struct error *error);

/* The same with the `work` of the run's verb. */
enum exit_status ask_run_verb(const struct run *run, struct error *error);

/* What a document about gathered sockets starts with. */
struct document ask_document(const struct gathering *gathering, const struct run *run);

/* What columns look at, in the words that the options ask for. */
struct column_context ask_context(const struct gathering *gathering, const struct options *options);

/* Whether owners are shown, by -p or by default: of live tables if no option chooses protocols (as
 * users of ss expect), of a recording if it has any. */
bool ask_wants_owners(const struct gathering *gathering, const struct options *options);

/* False, and *error says why: --no-processes contradicts another option or has no effect. */
bool ask_check_owners(const struct gathering *gathering, const struct options *options,
                      struct error *error) NODISCARD;

#endif
