/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What the program must do on this system before anything else, and undo at its end. Linux:
 * descriptors 0 to 2 are reserved. Windows: DLLs come from System32 only; the command line becomes
 * UTF-8.
 */
#ifndef LSOCK_STARTUP_H
#define LSOCK_STARTUP_H

#include <stdbool.h>

#include "errors.h"

struct startup {
    int argc;
    char **argv; /* UTF-8 on Windows, the bytes as they came elsewhere */
};

/* argc and argv are main's. */
bool startup_begin(struct startup *startup, int argc, char **argv, struct error *error) NODISCARD;
void startup_end(struct startup *startup);

/*
 * Makes the allocator keep what is given back. A listing takes a few large pieces one after the
 * other, each as large as the last; handed back to the system and asked for again, every page of
 * them would be faulted in anew, which costs a long listing a tenth of its time.
 */
void memory_keep_freed(void);

#endif
