/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef LSOCK_BASE64_H
#define LSOCK_BASE64_H

#include <stdbool.h>
#include <stddef.h>

/* Decodes RFC 4648 section 4 in place; false: invalid, and the bytes are destroyed. */
bool base64_decode(char *bytes, size_t *length);

#endif
