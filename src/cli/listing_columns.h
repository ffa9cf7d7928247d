/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Which columns a listing shows. */
#ifndef LSOCK_LISTING_COLUMNS_H
#define LSOCK_LISTING_COLUMNS_H

#include "column.h"
#include "options.h"

/* Those of the format, of the options that add some, and of --columns. */
bool listing_columns_choose(struct column_list *columns, const struct options *options,
                            struct error *error) NODISCARD;

#endif
