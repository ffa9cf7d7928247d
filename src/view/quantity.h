/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Quantities for people: two or three significant digits and a unit. JSON has exact values. */
#ifndef LSOCK_QUANTITY_H
#define LSOCK_QUANTITY_H

#include <stdint.h>

#include "builder.h"

void quantity_number(struct builder *builder, uint64_t number);

/* Adds 17 B, 1.2 kB, 340 MB: powers of 1000. */
void quantity_bytes(struct builder *builder, uint64_t bytes);

/* Adds 850 bit/s, 1.2 Mbit/s. */
void quantity_rate(struct builder *builder, uint64_t bits_per_second);

/* Adds 0.045 ms, 12.3 ms, 1.5 s, 119 min, 26 h, 12 d. */
void quantity_microseconds(struct builder *builder, uint64_t microseconds);
void quantity_milliseconds(struct builder *builder, uint64_t milliseconds);

/* Adds 0.45 ms ±0.02. */
void quantity_deviation(struct builder *builder, uint64_t microseconds, uint64_t deviation);

/* Adds 0.25 %; nothing if `whole` is 0. */
void quantity_share(struct builder *builder, uint64_t part, uint64_t whole);

#endif
