/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A system without live tables, to start ports from. It is compiled with every change. */
#include "backend.h"

/* A copy of another machine's /proc can be read on any system. */
const struct backend *const backends[] = {&backend_procfs};
const size_t backend_count = COUNT_OF(backends);
