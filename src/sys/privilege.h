/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef LSOCK_PRIVILEGE_H
#define LSOCK_PRIVILEGE_H

#include <stdbool.h>

/*
 * Whether this process may do more than whoever started it: set-user-ID, set-group-ID, file
 * capabilities (getauxval(3), AT_SECURE). Then it must open no file that the caller names.
 */
bool privilege_is_raised(void);

#endif
