/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Sockets grouped by the values of some columns, and counted, with sums of other columns. Linear.
 *
 * A socket with several owners counts once in each group that one of them puts it in. IPv4 spoken
 * as v4-mapped IPv6 counts as IPv4. What is unknown, and what does not apply, are groups of their
 * own.
 */
#ifndef LSOCK_GROUPS_H
#define LSOCK_GROUPS_H

#include "distinct.h"
#include "order.h"

#define GROUPS_BY_MAX 8

/* How many sockets a group has: a column of groups only. */
extern const struct column groups_sockets;

struct groups {
    struct column_context context;
    const struct column_list *by;   /* GROUPS_BY_MAX at most, no lists */
    const struct column_list *sums; /* with COLUMN_SUM */
    struct group {
        uint32_t row;  /* a socket of it */
        uint32_t item; /* of its values */
        uint32_t last; /* the row that was counted last */
        uint64_t sockets;
    } * list;
    /* By group and column. ABSENT if the column applies to none of the sockets, UNKNOWN if the
     * value of one of them is. */
    struct group_sum {
        uint64_t sum;
        enum value_presence presence;
    } * totals;
    struct distinct distinct;
    size_t count;
};

/* The lists, and what the context points to, must outlive it. */
void groups_init(struct groups *groups, const struct column_context *context,
                 const struct column_list *by, const struct column_list *sums);
void groups_free(struct groups *groups);

/* Counts a row of the snapshot, which must not come twice. False: out of memory. */
bool groups_add(struct groups *groups, uint32_t row) NODISCARD;

/* The value of a group: of `groups_sockets`, of a column of `by`, else of `sums`. */
void groups_get(const struct groups *groups, uint32_t group, const struct column *column,
                struct value *value);

/* Whether a value that makes the group is unknown: its sockets may belong to other groups. */
bool groups_is_unknown(const struct groups *groups, uint32_t group);

/*
 * All groups in this order, then the largest first, then by what makes them. NULL: out of memory.
 * Free it.
 */
uint32_t *groups_sorted(const struct groups *groups, const struct order *order) NODISCARD;

#endif
