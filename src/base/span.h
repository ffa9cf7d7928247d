/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Formats durations for people. */
#ifndef LSOCK_SPAN_H
#define LSOCK_SPAN_H

#include <stddef.h>
#include <stdint.h>

/*
 * Rounds down to the two largest units: "41 ms", "1.2 s", "5 s", "41 s", "3 h 10 min". The ages in
 * struct tcp_info are 32-bit milliseconds that wrap after 49 days, so write "at least" before them.
 */
#define SPAN_ROOM ((size_t)64)
const char *span(uint64_t milliseconds, char out[SPAN_ROOM]);

#endif
