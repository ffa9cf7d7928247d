/* SPDX-License-Identifier: GPL-2.0-or-later */
/* -s: how many sockets there are. */
#ifndef LSOCK_SUMMARY_VERB_H
#define LSOCK_SUMMARY_VERB_H

#include "run.h"

enum exit_status summary_run(const struct run *run, struct error *error) NODISCARD;

#endif
