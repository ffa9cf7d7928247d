/* SPDX-License-Identifier: GPL-2.0-or-later */
/* INET_DIAG_ULP_INFO: the upper layer protocol that the kernel runs over a TCP connection. */
#ifndef LSOCK_INET_ULP_H
#define LSOCK_INET_ULP_H

#include <stdbool.h>
#include <stddef.h>

#include "detail.h"

/* The attributes nested in it; false where they have no name. */
bool inet_ulp_read(const void *bytes, size_t length, struct ulp_detail *ulp);

#endif
