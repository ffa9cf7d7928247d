/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Names to numbers, for the filter: asked once for each word that is typed, and not remembered. */
#ifndef LSOCK_NAME_SEARCH_H
#define LSOCK_NAME_SEARCH_H

#include "names.h"

/* Fills in those that this system has; the others stay NULL. */
void name_search_init(struct names *names);

#endif
