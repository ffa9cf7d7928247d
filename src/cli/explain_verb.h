/* SPDX-License-Identifier: GPL-2.0-or-later */
/* `lsock explain [WORD...]`. */
#ifndef LSOCK_EXPLAIN_VERB_H
#define LSOCK_EXPLAIN_VERB_H

#include "run.h"

/* STATUS_DONE; STATUS_NO, with *error, where nothing is known of a word. That sockets could not be
 * counted is a note. */
enum exit_status explain_run(const struct run *run, struct error *error) NODISCARD;

#endif
