/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Groups sockets by the values of columns, counts them, and sums other columns. Linear. A socket
 * with several owners counts once in each of its owners' groups. IPv4 as v4-mapped IPv6 counts as
 * IPv4. Unknown values form a group, and so do values that do not apply.
 */
#ifndef LSOCK_GROUPS_H
#define LSOCK_GROUPS_H

#include "distinct.h"
#include "order.h"

#define GROUPS_BY_MAX 8

/* The number of sockets in a group; a column of groups only. */
extern const struct column groups_sockets;

struct groups {
    struct column_context context;
    const struct column_list *by;   /* at most GROUPS_BY_MAX, no lists */
    const struct column_list *sums; /* with COLUMN_SUM */
    struct group {
        uint32_t row;  /* a socket of the group */
        uint32_t item; /* which of its values */
        uint32_t last; /* the most recently counted row */
        uint64_t sockets;
    } * list;
    /* By group and column. ABSENT if the column applies to none of the sockets, UNKNOWN if any
     * value is unknown. */
    struct group_sum {
        uint64_t sum;
        enum value_presence presence;
    } * totals;
    struct distinct distinct;
    size_t count;
};

/* The lists, and everything the context points to, must outlive it. */
void groups_init(struct groups *groups, const struct column_context *context,
                 const struct column_list *by, const struct column_list *sums);
void groups_free(struct groups *groups);

/* Counts a row of the snapshot; call it once per row. False: out of memory. */
bool groups_add(struct groups *groups, uint32_t row) NODISCARD;

/* Gets a value of a group: of `groups_sockets`, of a column of `by`, or of `sums`. */
void groups_get(const struct groups *groups, uint32_t group, const struct column *column,
                struct value *value);

/* Whether a grouping value is unknown: its sockets may belong to other groups. */
bool groups_is_unknown(const struct groups *groups, uint32_t group);

/* Returns all groups in this order, then the largest first, then by grouping values. NULL: out of
 * memory. The caller frees it. */
uint32_t *groups_sorted(const struct groups *groups, const struct order *order) NODISCARD;

#endif
