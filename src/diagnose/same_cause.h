/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef LSOCK_SAME_CAUSE_H
#define LSOCK_SAME_CAUSE_H

#include "finding.h"

/* Merges findings about the same listener. They must be sorted, strongest first. */
void join_same_causes(struct findings *findings);

#endif
