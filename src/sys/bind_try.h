/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Asks the kernel whether a port can be bound, by a real bind() that is undone at once. */
#ifndef LSOCK_BIND_TRY_H
#define LSOCK_BIND_TRY_H

#include <stdbool.h>

#include "address.h"

struct bind_trial {
    bool udp;
    enum family family;
    struct address address;
    uint16_t port; /* host byte order */
    bool v6only, reuse;
};

/* 0, or an errno: EADDRINUSE, EACCES, EADDRNOTAVAIL, …; ENOSYS where this system is not supported.
 */
int bind_try(const struct bind_trial *trial);

#endif
