/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The order of a listing, in linear time. A key is cut into pairs of 64-bit words; the rows are
 * sorted by one pair after the other, the least significant first, with a stable radix sort over
 * those bits in which not all rows are equal. Texts count by their first 512 bytes.
 *
 * Without --sort, and for rows that --sort finds equal: listeners first; then by protocol; by state
 * in the order of RFC 9293 (UDP: unconnected, connected); by local port; by local address (IPv4
 * first); by remote address; by remote port; by interface; by cookie.
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
    } keys[2 * ORDER_KEYS_MAX]; /* with room for those that a listing adds */
    size_t count;
};

/* A comma-separated LIST of column names, each with '-' before it for descending. Rows in which a
 * column is unknown or absent come last either way. `own`: a column beside those of sockets, or
 * NULL. */
bool order_parse(struct order *order, struct text text, const struct column *own,
                 struct error *error) NODISCARD;

/*
 * Sorts `rows`, numbers of rows of the snapshot, in place. False: out of memory, and the rows are
 * as they were.
 */
bool order_rows(const struct order *order, const struct column_context *context, uint32_t *rows,
                size_t count) NODISCARD;

/* The value of a row for a key of the order. */
typedef void order_value(const void *context, uint32_t row, size_t key, struct value *value);

/* 0 to count - 1 in this order, by malloc; those that are equal in every key keep theirs. NULL: out
 * of memory. */
uint32_t *order_numbers(const struct order *order, order_value *value, const void *context,
                        size_t count) NODISCARD;

/* What --sort compares: the value of a column, or its rank. */
void order_get(const struct column *column, const struct column_context *context,
               const struct socket *socket, struct value *value);

#endif
