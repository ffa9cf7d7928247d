/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Converts paths of the Windows kernel, \Device\HarddiskVolume3\x, to the usual form C:\x. */
#ifndef LSOCK_NT_PATH_H
#define LSOCK_NT_PATH_H

#include "text.h"

/* The drives A to Z. */
struct nt_drives {
    struct text devices[26]; /* such as \Device\HarddiskVolume3; length 0: no such drive */
};

/* Writes a zero-terminated path, truncated to `size`. A path on no drive and no share stays
 * unchanged. */
void nt_path_translate(const struct nt_drives *drives, struct text path, char *out, size_t size);

#endif
