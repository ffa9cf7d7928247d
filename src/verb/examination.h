/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What `lsock doctor` decides by: two readings, live or from recordings, and what checks find. */
#ifndef LSOCK_EXAMINATION_H
#define LSOCK_EXAMINATION_H

#include "checks.h"
#include "gather.h"
#include "progress.h"
#include "recording.h"
#include "run.h"

struct examination {
    const struct run *run;
    struct gathering *gathering;    /* the later reading, or the only one */
    struct gathering first;         /* the recording of an earlier one: --read A --read B */
    struct earlier_reading earlier; /* live, or in the same recording */
    struct cookie_index before;     /* of the earlier reading */
    struct host_reading host;       /* at the later one */
    struct evidence evidence;
    struct findings findings;
    struct progress progress;
};

/* The gathering must be zeroed. Free the examination, and close the gathering, also after a
 * failure. */
void examination_init(struct examination *examination, struct gathering *gathering,
                      const struct run *run);
void examination_free(struct examination *examination);

/* Reads twice, or what the recordings have. */
bool examination_read(struct examination *examination, struct error *error) NODISCARD;

/* Applies these checks to what was read, and notes which could not be applied. */
bool examination_judge(struct examination *examination, check_set which,
                       struct error *error) NODISCARD;

/* --record: writes what was read to a file that --read takes. */
bool examination_record(const struct examination *examination, struct error *error) NODISCARD;

#endif
