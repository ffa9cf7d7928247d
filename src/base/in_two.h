/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Runs two halves of a task in parallel if the C library has C11 threads (section 7.26), otherwise
 * one after the other. */
#ifndef LSOCK_IN_TWO_H
#define LSOCK_IN_TWO_H

/* Calls work(one) and work(other), in any order, and returns when both are done. */
void in_two(void (*work)(void *half), void *one, void *other);

/* A critical section between the halves: only one of them is inside at a time. Not nestable. */
void in_turn_begin(void);
void in_turn_end(void);

#endif
