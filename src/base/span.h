/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A span of time in words, for people. */
#ifndef LSOCK_SPAN_H
#define LSOCK_SPAN_H

#include <stddef.h>
#include <stdint.h>

/*
 * Cut to its two largest units: "41 ms", "1.2 s", "5 s", "41 s", "3 h 10 min". The ages of struct
 * tcp_info are milliseconds of 32 bits, which start again at zero after 49 days, so that they and
 * what is cut from them are "at least".
 */
#define SPAN_ROOM ((size_t)64)
const char *span(uint64_t milliseconds, char out[SPAN_ROOM]);

#endif
