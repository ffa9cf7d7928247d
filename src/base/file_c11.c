/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "file.h"

const bool file_has_backslashes = false;

FILE *file_open(const char *path, const char *mode)
{
    return fopen(path, mode);
}
