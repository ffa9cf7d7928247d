/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Findings as a report for people and as a table for scripts. */
#ifndef LSOCK_FINDINGS_H
#define LSOCK_FINDINGS_H

#include "checks.h"
#include "column.h"
#include "report.h"
#include "table.h"

struct findings_table {
    struct table table;
    const struct findings *findings;
    const struct column_context *contexts;
};

/* The table keeps pointers to the findings and to `contexts`, one per snapshot with rows in
 * findings. */
void findings_table_init(struct findings_table *table, const struct findings *findings,
                         const struct column_context *contexts);
/* Writes one finding; `word` and `role` replace its severity. */
void finding_report(struct report *report, const char *word, enum role role,
                    const struct finding *finding, const struct column_context *contexts);
void findings_report(struct report *report, const struct findings *findings,
                     const struct column_context *contexts);

/* A line that says who holds a socket: process, user, unit, container, network namespace if there
 * are several. Without `same_process` only the namespace. */
void holder_brief(struct report *report, const struct socket *socket,
                  const struct column_context *context, bool same_process);

/* Writes --list: all checks, with what they find and why. */
void checks_report(struct report *report);

extern const struct schema findings_schema; /* lsock-findings/1 */

#endif
