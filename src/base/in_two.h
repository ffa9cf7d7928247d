/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Long work done in two halves at the same time, where the C library has the threads of C11
 * (section 7.26); elsewhere one after the other.
 */
#ifndef LSOCK_IN_TWO_H
#define LSOCK_IN_TWO_H

/* Does work(one) and work(other), in any order, and returns when both are done. */
void in_two(void (*work)(void *half), void *one, void *other);

/* What halves share and change stands between these two: one of them is there at a time. Not to be
 * nested. */
void in_turn_begin(void);
void in_turn_end(void);

#endif
