/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Paths of the Windows kernel, \Device\HarddiskVolume3\x, as programs write them: C:\x. */
#ifndef LSOCK_NT_PATH_H
#define LSOCK_NT_PATH_H

#include "text.h"

/* The drives A to Z. */
struct nt_drives {
    struct text devices[26]; /* such as \Device\HarddiskVolume3; length 0: no such drive */
};

/* Zero-terminated and cut at `size`; a path on no drive and no share stays as it is. */
void nt_path_translate(const struct nt_drives *drives, struct text path, char *out, size_t size);

#endif
