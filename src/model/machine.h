/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The machine that a document describes. */
#ifndef LSOCK_MACHINE_H
#define LSOCK_MACHINE_H

#include <stdbool.h>

/* Zero-terminated and truncated if too long; empty: unknown. */
struct machine {
    char os[16];     /* "linux", "windows" */
    char kernel[96]; /* its release, such as "6.1.0-18-amd64" */
};

/* Whether a kernel release such as "6.1.0-18-amd64" is at least this version; false if it cannot be
 * parsed. */
bool kernel_at_least(const char *release, unsigned long major, unsigned long minor);

#endif
