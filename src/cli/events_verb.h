/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What the default verb does with -E: it shows sockets as they end. */
#ifndef LSOCK_EVENTS_VERB_H
#define LSOCK_EVENTS_VERB_H

#include "run.h"

/* What -E cannot go with, before anything is opened or read. `chosen`: it is the verb. */
bool events_allowed(const struct run *run, struct error *error) NODISCARD;

/* As list_run, but it goes on until somebody wants an end. */
enum exit_status events_run(const struct run *run, struct error *error) NODISCARD;

#endif
