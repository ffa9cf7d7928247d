/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Closing sockets by SOCK_DESTROY. */
#ifndef LSOCK_DESTROY_H
#define LSOCK_DESTROY_H

#include "backend.h"

/* As struct backend says. */
void destroy_sockets(struct destruction *const *list, size_t count);
extern const char *const destroyed_words[DESTROYED_COUNT];

#endif
