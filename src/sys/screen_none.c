/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A system whose terminals are not driven: --watch writes one table after another. */
#include "screen.h"

bool screen_is_there(void)
{
    return false;
}

bool screen_begin(struct error *error)
{
    return error_set(error, STATUS_FAILED, "--watch on a terminal is not supported on this system");
}

void screen_end(void)
{
}

void screen_size(size_t *rows, size_t *columns)
{
    *rows = *columns = 1;
}

bool screen_write(struct text bytes UNUSED)
{
    return false;
}

enum screen_event screen_wait(int milliseconds UNUSED, int *key UNUSED)
{
    return SCREEN_ENDS;
}

void screen_host(char name[SCREEN_HOST_ROOM])
{
    name[0] = '\0';
}
