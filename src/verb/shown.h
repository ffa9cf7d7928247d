/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Which columns a listing shows. */
#ifndef LSOCK_SHOWN_H
#define LSOCK_SHOWN_H

#include "gather.h"
#include "options.h"

/*
 * The columns of the format, of the options that add some, and of --columns. The query of the
 * gathering, which is open, gets what they need.
 */
bool shown_choose(struct column_list *columns, const struct options *options,
                  struct gathering *gathering, struct error *error) NODISCARD;

#endif
