/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "text_doubt.h"

#include <string.h>

void doubt_count(struct doubt *doubt, uint64_t line, struct text text)
{
    size_t length = text.length < DOUBT_QUOTE_MAX ? text.length : DOUBT_QUOTE_MAX;

    if (doubt->count++ > 0)
        return;
    doubt->line = line;
    for (size_t i = 0; i < length; i++) {
        char c = text.bytes[i];

        doubt->quote[i] = (char)(c == '\t' ? ' ' : c < ' ' || c > '~' ? '?' : c);
    }
    if (text.length > DOUBT_QUOTE_MAX)
        memcpy(doubt->quote + length, "...", 3);
}
