/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "console_mode.h"

bool console_knows_sequences(const struct console_api *api, void *handle)
{
    uint32_t mode;

    if (!api->get(handle, &mode))
        return false;
    if ((mode & CONSOLE_SEQUENCES) != 0)
        return true;
    return api->set(handle, mode | CONSOLE_SEQUENCES) && api->set(handle, mode);
}

void console_enable_sequences(const struct console_api *api, struct console_changes *changes,
                              void *handle)
{
    uint32_t mode;

    if (!api->get(handle, &mode) || (mode & CONSOLE_SEQUENCES) != 0 ||
        !api->set(handle, mode | CONSOLE_SEQUENCES))
        return;
    for (size_t i = 0; i < changes->count; i++)
        if (changes->handles[i] == handle)
            return;
    if (changes->count < sizeof(changes->handles) / sizeof(changes->handles[0]))
        changes->handles[changes->count++] = handle;
}

void console_restore(const struct console_api *api, struct console_changes *changes)
{
    uint32_t mode;

    for (size_t i = 0; i < changes->count; i++)
        if (api->get(changes->handles[i], &mode))
            (void)api->set(changes->handles[i], mode & ~CONSOLE_SEQUENCES);
    changes->count = 0;
}
