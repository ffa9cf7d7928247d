/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Shared by all unit tests: each defines unit_suite(), and unit.c runs it. */
#ifndef LSOCK_UNIT_H
#define LSOCK_UNIT_H

#include <check.h>
#include <stdint.h>

#include "compiler.h"

Suite *unit_suite(void);

/* The next pseudo-random number of a fixed sequence; its high bits are the better ones. */
static inline uint64_t unit_random(uint64_t last)
{
    return last * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
}

#endif
