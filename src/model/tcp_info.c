/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "tcp_info.h"

#include <string.h>

#include "number.h"

/* The columns of a row: offset, size; shift, bits; multiply, divide; none, has_none; since. */
#define WHOLE         0, 0, 0, 0, 0, 0
#define PART(s, b)    s, b, 0, 0, 0, 0
#define NONE_IS(n)    0, 0, 0, 0, n, 1
#define MS_OF_US      0, 0, 1, 1000, 0, 0
#define BITS_OF_BYTES 0, 0, 8, 1, UINT64_MAX, 1
/* A bit field of the struct. tcpi_options is a plain number with the same bits on every machine. */
#define FIELD(before, bits, size) PART(BIT_FIELD_SHIFT(before, bits, size), bits)

#define ROW(name, ...) {__VA_ARGS__},

const struct tcp_field_info tcp_fields[] = {TCP_FIELDS(ROW)};

static uint64_t scale(uint64_t number, uint64_t multiply, uint64_t divide)
{
    if (multiply == 0)
        return number;
    if (number > UINT64_MAX / multiply)
        return UINT64_MAX;
    /* Round to the nearest, unless the number is so large that it does not matter. */
    number *= multiply;
    return number > UINT64_MAX - divide / 2 ? number / divide : (number + divide / 2) / divide;
}

static uint64_t bit_of(enum tcp_field field)
{
    return UINT64_C(1) << (field % 64);
}

enum tcp_answer tcp_info_get(const struct tcp_info_bytes *info, enum tcp_field field,
                             uint64_t *number)
{
    const struct tcp_field_info *how = &tcp_fields[field];
    uint64_t stored;

    if (info->length < how->offset + how->size || (info->missing[field / 64] & bit_of(field)) != 0)
        return TCP_FIELD_UNKNOWN;
    stored = number_load(info->bytes + how->offset, how->size);
    if (how->bits != 0)
        stored = (stored >> how->shift) & ((UINT64_C(1) << how->bits) - 1);
    if (how->has_none != 0 && stored == how->none)
        return TCP_FIELD_NONE;
    *number = scale(stored, how->multiply, how->divide);
    return TCP_FIELD_KNOWN;
}

void tcp_info_begin(struct tcp_info_bytes *info)
{
    memset(info, 0, sizeof(*info));
    info->gathered = true;
    info->length = TCP_INFO_SIZE;
    memset(info->missing, 0xff, sizeof(info->missing));
}

static uint64_t largest_of(const struct tcp_field_info *how)
{
    unsigned bits = how->bits != 0 ? how->bits : 8u * how->size;

    return bits == 64 ? UINT64_MAX : (UINT64_C(1) << bits) - 1;
}

static void put(struct tcp_info_bytes *info, enum tcp_field field, uint64_t stored)
{
    const struct tcp_field_info *how = &tcp_fields[field];
    size_t end = (size_t)how->offset + how->size;

    if (how->bits != 0) {
        uint64_t whole = number_load(info->bytes + how->offset, how->size);

        stored = (whole & ~(largest_of(how) << how->shift)) | stored << how->shift;
    }
    (void)number_store(info->bytes + how->offset, how->size, stored);
    info->missing[field / 64] &= ~bit_of(field);
    if (info->length < end)
        info->length = (uint16_t)end;
}

void tcp_info_set(struct tcp_info_bytes *info, enum tcp_field field, uint64_t number)
{
    const struct tcp_field_info *how = &tcp_fields[field];
    uint64_t largest = largest_of(how);
    uint64_t stored = how->multiply == 0 ? number : scale(number, how->divide, how->multiply);

    /* tcp_info_get returns UINT64_MAX for a number that is too large after scaling. */
    if (stored > largest || (number == UINT64_MAX && how->multiply > how->divide))
        stored = largest - (how->has_none != 0 && how->none == largest);
    put(info, field, stored);
}

bool tcp_info_set_none(struct tcp_info_bytes *info, enum tcp_field field)
{
    if (tcp_fields[field].has_none != 0)
        put(info, field, tcp_fields[field].none);
    return tcp_fields[field].has_none != 0;
}
