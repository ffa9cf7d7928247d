/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What must be collected for what is shown, sorted by and filtered by, and the privilege for it. */
#ifndef LSOCK_NEEDS_H
#define LSOCK_NEEDS_H

#include "query.h"
#include "scope.h"

/* Returns NEED_… of the query, and sets in the request of the scope what serves them. */
unsigned needs_decide(const struct query *query, struct scope *scope);

/* PRIVILEGE_… of reading the tables, once the needs are decided. */
unsigned needs_privileges(const struct query *query, const struct scope *scope, unsigned need);

#endif
