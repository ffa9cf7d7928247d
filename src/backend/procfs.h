/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The tables of Linux's /proc/net, or of a copy of it: what remains where sock_diag is missing. */
#ifndef LSOCK_PROCFS_H
#define LSOCK_PROCFS_H

#include "backend.h"

extern const struct backend backend_procfs;

/*
 * Reads the files of one protocol in the directory `net`, such as /proc/812/net, which shows the
 * namespace of process 812. As backend.collect: a source of the snapshot must have been begun.
 */
enum backend_result procfs_collect_in(const char *net, const struct request *request,
                                      enum protocol protocol, const struct collector *collector,
                                      struct error *error);

#endif
