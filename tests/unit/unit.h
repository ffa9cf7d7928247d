/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What every unit test shares: it defines unit_suite(), and unit.c runs it. */
#ifndef LSOCK_UNIT_H
#define LSOCK_UNIT_H

#include <check.h>

#include "compiler.h"

Suite *unit_suite(void);

#endif
