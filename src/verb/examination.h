/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The input and results of `lsock doctor`: two readings, live or recorded, and the findings. */
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
    struct gathering first;         /* the earlier recording, with --read A --read B */
    struct earlier_reading earlier; /* live, or from the same recording */
    struct cookie_index before;     /* of the earlier reading */
    struct evidence evidence;
    struct findings findings;
    struct progress progress;
    uint64_t interval; /* seconds between two live readings; 0: one reading */
};

/* The gathering must be zeroed. Free the examination and close the gathering even after a
 * failure. */
void examination_init(struct examination *examination, struct gathering *gathering,
                      const struct run *run, uint64_t interval);
void examination_free(struct examination *examination);

/* Reads twice, or reads the recordings. */
bool examination_read(struct examination *examination, struct error *error) NODISCARD;

/* Applies these checks to what was read. */
bool examination_judge(struct examination *examination, check_set which,
                       struct error *error) NODISCARD;

/* Adds a note of what the checks that were not applied lack. */
void examination_note_left_out(struct examination *examination);

/* --record: writes both readings to a file for --read. */
bool examination_record(const struct examination *examination, struct error *error) NODISCARD;

#endif
