/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Chooses the columns of a listing. */
#ifndef LSOCK_SHOWN_H
#define LSOCK_SHOWN_H

#include "gather.h"
#include "options.h"

/*
 * Chooses the columns of the format, of options and of --columns. Adds what they need to the query
 * of the gathering, which must be open.
 */
bool shown_choose(struct column_list *columns, const struct options *options,
                  struct gathering *gathering, struct error *error) NODISCARD;

#endif
