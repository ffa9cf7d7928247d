/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What every unit test shares: it defines unit_suite(), and unit.c runs it. */
#ifndef LSOCK_UNIT_H
#define LSOCK_UNIT_H

#include <check.h>

#define COUNT_OF(array) (sizeof(array) / sizeof((array)[0])) /* as in compiler.h */

Suite *unit_suite(void);

#endif
