/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The tables of Linux's /proc/net, or of a copy of it: what remains where sock_diag is missing. */
#ifndef LSOCK_PROCFS_H
#define LSOCK_PROCFS_H

#include "backend.h"

extern const struct backend backend_procfs;

#endif
