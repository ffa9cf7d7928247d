/* SPDX-License-Identifier: GPL-2.0-or-later */
/* sock_diag(7): the kernel's socket monitoring by netlink. Linux 3.3 and later. */
#ifndef LSOCK_SOCK_DIAG_H
#define LSOCK_SOCK_DIAG_H

#include "backend.h"

extern const struct backend backend_sock_diag;

#endif
