/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "file.h"

#include <errno.h>

#include "windows_compat.h"

const bool file_has_backslashes = true;

/* More than MAX_PATH, the limit of fopen without \\?\ or a manifest. */
#define PATH_ROOM 1024

FILE *file_open(const char *path, const char *mode)
{
    wchar_t wide[PATH_ROOM], wide_mode[8];

    if (MultiByteToWideChar(CP_UTF8, MB_ERR_INVALID_CHARS, path, -1, wide, PATH_ROOM) == 0 ||
        MultiByteToWideChar(CP_UTF8, 0, mode, -1, wide_mode, 8) == 0) {
        errno = ENOENT;
        return NULL;
    }
    return _wfopen(wide, wide_mode);
}
