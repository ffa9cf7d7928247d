/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Reading a line of /proc from left to right, never past its end. */
#ifndef LSOCK_FIELDS_H
#define LSOCK_FIELDS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "text.h"

/* Zero or more blanks have been skipped before each field. */
struct fields {
    const char *at, *end;
};

struct fields fields_of(struct text line);

bool fields_at_end(struct fields *fields);

/* Each takes something and says whether it was there, or there was room for it in `max`. */
bool fields_word(struct fields *fields, struct text *word); /* up to the next blank */
bool fields_byte(struct fields *fields, char byte);         /* without skipping blanks */
bool fields_decimal(struct fields *fields, uint64_t max, uint64_t *number);
bool fields_hex(struct fields *fields, uint64_t max, uint64_t *number);

/* Exactly 8 hex digits: a 32-bit word. Skips no blanks. */
bool fields_hex32(struct fields *fields, uint32_t *number);

#endif
