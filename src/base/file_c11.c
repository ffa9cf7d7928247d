/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "file.h"

FILE *file_open(const char *path, const char *mode)
{
    return fopen(path, mode);
}
