/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Enables escape sequences on a Windows console. All processes on a console share its mode, and any
 * of them may reset it. So it is checked before each write, and restored only by the process that
 * set it.
 */
#ifndef LSOCK_CONSOLE_MODE_H
#define LSOCK_CONSOLE_MODE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define CONSOLE_SEQUENCES 4u /* ENABLE_VIRTUAL_TERMINAL_PROCESSING */

/* GetConsoleMode and SetConsoleMode, or a test's functions. */
struct console_api {
    bool (*get)(void *handle, uint32_t *mode);
    bool (*set)(void *handle, uint32_t mode);
};

/* Which of standard output and standard error this process changed. Zeroed: neither. */
struct console_changes {
    void *handles[2];
    size_t count;
};

/* Whether the console supports escape sequences, now or after enabling them. Does not change the
 * mode. */
bool console_knows_sequences(const struct console_api *api, void *handle);

/* Enables escape sequences. */
void console_enable_sequences(const struct console_api *api, struct console_changes *changes,
                              void *handle);

/* Undoes what console_enable_sequences changed. */
void console_restore(const struct console_api *api, struct console_changes *changes);

#endif
