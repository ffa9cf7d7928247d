/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Decides what to collect for display, order and filter, and which privileges that takes. */
#ifndef LSOCK_NEEDS_H
#define LSOCK_NEEDS_H

#include "query.h"
#include "scope.h"

/* Returns a column of COLUMN_RATE that is shown or sorted by; NULL: none. */
const struct column *needs_rate(const struct query *query);

/* Returns NEED_… of the query, and adds the matching parts to the request of the scope. */
unsigned needs_decide(const struct query *query, struct scope *scope);

/* Returns PRIVILEGE_… for reading the tables, once the needs are decided. */
unsigned needs_privileges(const struct query *query, const struct scope *scope, unsigned need);

#endif
