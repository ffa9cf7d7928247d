/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef LSOCK_RFC3339_H
#define LSOCK_RFC3339_H

#include <stdbool.h>
#include <time.h>

#include "text.h"

/* Parses "2026-11-21T02:19:12.431670Z", or with an offset such as +01:00; rejects leap seconds. */
bool rfc3339_parse(struct text text, struct timespec *time);

#endif
