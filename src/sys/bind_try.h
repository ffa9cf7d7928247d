/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Tests whether a port can be bound, with a real bind() that is undone immediately. */
#ifndef LSOCK_BIND_TRY_H
#define LSOCK_BIND_TRY_H

#include <stdbool.h>
#include <stddef.h>

#include "address.h"

struct bind_trial {
    bool udp;
    enum family family;
    struct address address;
    uint16_t port; /* host byte order */
    bool v6only, reuse;
};

/* NULL: the port can be bound. Otherwise the reason in the system's words, possibly in `room`. */
#define BIND_TRY_ROOM ((size_t)512)
const char *bind_try(const struct bind_trial *trial, char room[BIND_TRY_ROOM]);

/* Whether a unix socket can be bound to the path: ENOENT if nothing is there, 0 if something is, or
 * why that is unknown. */
int path_check(const char *path);

#endif
