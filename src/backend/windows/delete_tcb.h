/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Closes connections with SetTcpEntry, which supports only TCP over IPv4. */
#ifndef LSOCK_DELETE_TCB_H
#define LSOCK_DELETE_TCB_H

#include "api.h"
#include "backend.h"

/* See `destroy` in struct backend; `failure` is a number of winerror.h. */
void delete_tcb_sockets(const struct api *api, struct destruction *const *list, size_t count);

extern const char *const delete_tcb_words[DESTROYED_COUNT];

#endif
