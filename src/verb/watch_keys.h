/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What keys do to --watch. */
#ifndef LSOCK_WATCH_KEYS_H
#define LSOCK_WATCH_KEYS_H

#include "watching.h"

/* Does what the key says, and sets what is due. */
void watch_key(struct watch *watch, int key);

#endif
