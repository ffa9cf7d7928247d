/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Reads the fields of a /proc line from left to right, never past its end. */
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

/* Each takes one field. False: it is missing, malformed or larger than `max`. */
bool fields_word(struct fields *fields, struct text *word); /* up to the next blank */
bool fields_decimal(struct fields *fields, uint64_t max, uint64_t *number);
bool fields_hex(struct fields *fields, uint64_t max, uint64_t *number);

/* For numbers that Linux writes with at least eight hex digits; accepts any number of digits. */
bool fields_hex_long(struct fields *fields, uint64_t max, uint64_t *number);

/* Exactly 8 hex digits: a 32-bit word. This function and those below skip no blanks. */
bool fields_hex32(struct fields *fields, uint32_t *number);

static inline bool fields_byte(struct fields *fields, char byte)
{
    if (fields->at == fields->end || *fields->at != byte)
        return false;
    fields->at++;
    return true;
}

#endif
