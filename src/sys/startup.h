/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What a system requires at the start and the end of the program. Linux: descriptors 0 to 2 are
 * reserved. Windows: DLLs are loaded only from System32, and the command line becomes UTF-8. */
#ifndef LSOCK_STARTUP_H
#define LSOCK_STARTUP_H

#include <stdbool.h>

#include "errors.h"

struct startup {
    int argc;
    char **argv; /* UTF-8 on Windows, the original bytes elsewhere */
};

/* argc and argv as passed to main. */
bool startup_begin(struct startup *startup, int argc, char **argv, struct error *error) NODISCARD;
void startup_end(struct startup *startup);

/*
 * Makes the allocator keep freed memory. A listing allocates a few large blocks of equal size one
 * after the other. Returning each one to the system would fault in every page again, which takes a
 * tenth of the time of a long listing.
 */
void memory_keep_freed(void);

#endif
