/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The findings of checks: who, how many, and what to do. */
#ifndef LSOCK_FINDING_H
#define LSOCK_FINDING_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "text.h"

/* In rising order. */
enum severity {
    SEVERITY_HINT,    /* worth knowing; no action required */
    SEVERITY_WARNING, /* will become a problem, or affects a few connections */
    SEVERITY_PROBLEM, /* connections or data are lost or stuck now */
    SEVERITY_COUNT
};

/* "hint", "warning", "problem" */
extern const char *const severity_names[SEVERITY_COUNT];

#define FINDING_ROWS_MAX 5
#define FINDING_ALSO_MAX 12

/* Another finding with the same cause. */
struct finding_also {
    const struct check *check;
    enum severity severity;
    struct text title;
};

struct finding {
    const struct check *check;
    const struct snapshot *snapshot; /* the snapshot that has the rows */
    enum severity severity;
    uint64_t count;                  /* number of sockets concerned; 0: concerns the host */
    uint32_t rows[FINDING_ROWS_MAX]; /* some of them, worst first */
    size_t row_count;
    struct text title;   /* one line, with the key number; may contain any bytes */
    struct text command; /* shows more; length 0: none */
    bool of_listener;    /* its cause is a listener */
    struct finding_also also[FINDING_ALSO_MAX];
    size_t also_count;
};

struct findings {
    struct finding *list; /* malloc; worst first */
    size_t count;
    size_t more;       /* number of findings dropped: see FINDINGS_PER_CHECK */
    unsigned checked;  /* number of checks applied */
    unsigned left_out; /* number of checks not applied … */
    unsigned lacking;  /* … because these EVIDENCE_… were missing */
};

/* Maximum findings per check; the worst are kept. */
#define FINDINGS_PER_CHECK 20

/* Sorts them from this one on, worst first. */
void findings_sort(struct findings *findings, size_t first);

void findings_free(struct findings *findings);

#endif
