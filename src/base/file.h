/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef LSOCK_FILE_H
#define LSOCK_FILE_H

#include <stdbool.h>
#include <stdio.h>

/* Whether this system uses backslashes in paths (Windows). */
extern const bool file_has_backslashes;

/* As fopen; on Windows the path is UTF-8, whatever the code page of the system. */
FILE *file_open(const char *path, const char *mode);

#endif
