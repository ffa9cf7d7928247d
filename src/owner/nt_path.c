/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "nt_path.h"

#include <stdio.h>

/* Returns the path after the device, from its backslash on; length 0: the path is on another
 * device. */
static struct text below(struct text path, struct text device)
{
    if (device.length == 0 || path.length <= device.length ||
        path.bytes[device.length] != '\\' ||
        !text_equal_nocase((struct text){path.bytes, device.length}, device))
        return (struct text){NULL, 0};
    return text_from(path, device.length);
}

void nt_path_translate(const struct nt_drives *drives, struct text path, char *out, size_t size)
{
    struct text rest = below(path, TEXT("\\Device\\Mup"));
    char before[3] = "\\";

    for (char letter = 'A'; letter <= 'Z' && rest.length == 0; letter++) {
        rest = below(path, drives->devices[letter - 'A']);
        before[0] = letter;
        before[1] = ':';
    }
    if (rest.length == 0) {
        rest = path;
        before[0] = '\0';
    }
    snprintf(out, size, "%s%.*s", before, (int)rest.length, rest.bytes);
}
