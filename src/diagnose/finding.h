/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What a check has found: who, how many, and what to do. */
#ifndef LSOCK_FINDING_H
#define LSOCK_FINDING_H

#include <stddef.h>
#include <stdint.h>

#include "text.h"

/* In the order of their weight. */
enum severity {
    SEVERITY_HINT,    /* worth knowing; nobody need act */
    SEVERITY_WARNING, /* will become a problem, or is one for a few */
    SEVERITY_PROBLEM, /* connections or data are being lost or are stuck now */
    SEVERITY_COUNT
};

/* "hint", "warning", "problem" */
extern const char *const severity_names[SEVERITY_COUNT];

#define FINDING_ROWS_MAX 5

struct finding {
    const struct check *check;
    const struct snapshot *snapshot; /* whose rows they are */
    enum severity severity;
    uint64_t count;                  /* sockets that it is about; 0: it is about the host */
    uint32_t rows[FINDING_ROWS_MAX]; /* some of them, the worst first, of the snapshot */
    size_t row_count;
    struct text title;   /* one line, with the number that matters; any bytes */
    struct text command; /* shows more; length 0: none does */
};

struct findings {
    struct finding *list; /* malloc; the worst first */
    size_t count;
    size_t more;       /* found and not kept: see FINDINGS_PER_CHECK */
    unsigned checked;  /* how many checks were applied */
    unsigned left_out; /* how many were not … */
    unsigned lacking;  /* … for want of these EVIDENCE_… */
};

/* Of one check, the worst so many. */
#define FINDINGS_PER_CHECK 20

void findings_free(struct findings *findings);

#endif
