/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A system without live tables of its own: the seam that every port fills, compiled on every
 * change. */
#include "backend.h"

/* A copy of another machine's /proc can be read anywhere. */
const struct backend *const backends[] = {&backend_procfs};
const size_t backend_count = COUNT_OF(backends);
