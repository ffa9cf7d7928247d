/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Escape sequences on a Windows console. Its mode belongs to every process on it, and each of them
 * may set it back at any time: it is looked at before each write, and undone only by who set it.
 */
#ifndef LSOCK_CONSOLE_MODE_H
#define LSOCK_CONSOLE_MODE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define CONSOLE_SEQUENCES 4u /* ENABLE_VIRTUAL_TERMINAL_PROCESSING */

/* GetConsoleMode and SetConsoleMode, or a test's. */
struct console_api {
    bool (*get)(void *handle, uint32_t *mode);
    bool (*set)(void *handle, uint32_t mode);
};

/* Standard output and standard error, if this process changed them. Zeroed: neither. */
struct console_changes {
    void *handles[2];
    size_t count;
};

/* Whether the console understands escape sequences, or can be told to. Leaves it as it was. */
bool console_knows_sequences(const struct console_api *api, void *handle);

/* Makes the console understand escape sequences. */
void console_enable_sequences(const struct console_api *api, struct console_changes *changes,
                              void *handle);

/* Undoes what console_enable_sequences changed. */
void console_restore(const struct console_api *api, struct console_changes *changes);

#endif
