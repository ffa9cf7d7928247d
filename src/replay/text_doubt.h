/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Counts problems in the text, and quotes the first one. */
#ifndef LSOCK_TEXT_DOUBT_H
#define LSOCK_TEXT_DOUBT_H

#include <stdint.h>

#include "text.h"

#define DOUBT_QUOTE_MAX 60

struct doubt {
    uint64_t count, line;            /* number of problems, and line of the first, from 1 */
    char quote[DOUBT_QUOTE_MAX + 4]; /* of the first, printable ASCII, zero-terminated */
};

void doubt_count(struct doubt *doubt, uint64_t line, struct text text);

#endif
