/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Sorts a listing in linear time. A key is split into pairs of 64-bit words. Rows are sorted by
 * each pair, the least significant first, with a stable radix sort over the bits that vary. Only
 * the first 512 bytes of texts count.
 *
 * The default order, also for rows that --sort leaves equal: listeners first; then by protocol; by
 * state in the order of RFC 9293 (UDP: unconnected, connected); by local port; by local address
 * (IPv4 first); by remote address; by remote port; by interface; by cookie.
 */
#ifndef LSOCK_ORDER_H
#define LSOCK_ORDER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "column.h"

#define ORDER_KEYS_MAX 16 /* of --sort */

/* Zeroed: the default order. */
struct order {
    struct order_key {
        const struct column *column;
        bool descending;
    } keys[2 * ORDER_KEYS_MAX]; /* with room for keys that a listing adds */
    size_t count;
};

/* Parses a comma-separated LIST of column names, with '-' before a name for descending order. Rows
 * with an unknown or absent value come last either way. `own`: an additional column, or NULL. */
bool order_parse(struct order *order, struct text text, const struct column *own,
                 struct error *error) NODISCARD;

/* Sorts `rows`, row numbers of the snapshot, in place. False: out of memory; the rows are
 * unchanged. */
bool order_rows(const struct order *order, const struct column_context *context, uint32_t *rows,
                size_t count) NODISCARD;

/* Gets the value of a row for a key of the order. */
typedef void order_value(const void *context, uint32_t row, size_t key, struct value *value);

/* Returns the numbers 0 to count - 1 in this order, from malloc; equal ones keep their order. NULL:
 * out of memory. */
uint32_t *order_numbers(const struct order *order, order_value *value, const void *context,
                        size_t count) NODISCARD;

/* Gets the value that --sort compares: the value of a column, or its rank. */
void order_get(const struct column *column, const struct column_context *context,
               const struct socket *socket, struct value *value);

#endif
