/* SPDX-License-Identifier: GPL-2.0-or-later */
/* `lsock diff A [B]`: what changed between two recordings, or one and now. */
#ifndef LSOCK_DIFF_VERB_H
#define LSOCK_DIFF_VERB_H

#include "run.h"

/* STATUS_NO where they differ; STATUS_FAILED where either side may not be whole. */
enum exit_status diff_run(const struct run *run, struct error *error);

#endif
