/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Reading a line of /proc from left to right, never past its end. */
#ifndef LSOCK_FIELDS_H
#define LSOCK_FIELDS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "text.h"

/* Zero or more blanks are skipped before each field. */
struct fields {
    const char *at, *end;
};

static inline struct fields fields_of(struct text line)
{
    return (struct fields){line.bytes, line.bytes + line.length};
}

static inline bool fields_at_end(struct fields *fields)
{
    while (fields->at < fields->end && *fields->at == ' ')
        fields->at++;
    return fields->at == fields->end;
}

/* Each takes something and says whether it was there, or there was room for it in `max`. */
bool fields_word(struct fields *fields, struct text *word); /* up to the next blank */
bool fields_decimal(struct fields *fields, uint64_t max, uint64_t *number);
bool fields_hex(struct fields *fields, uint64_t max, uint64_t *number);

/* A number that Linux writes with at least eight hex digits; any count of them is taken. */
bool fields_hex_long(struct fields *fields, uint64_t max, uint64_t *number);

/* Exactly 8 hex digits: a 32-bit word. Skips no blanks, and below neither. */
bool fields_hex32(struct fields *fields, uint32_t *number);

static inline bool fields_byte(struct fields *fields, char byte)
{
    if (fields->at == fields->end || *fields->at != byte)
        return false;
    fields->at++;
    return true;
}

#endif
