/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Where sockets are read: this process's network namespace, or those that --netns says. */
#ifndef LSOCK_PLACES_H
#define LSOCK_PLACES_H

#include "backend.h"
#include "column.h"
#include "options.h"

/* Reads the tables, and names the namespaces that they are from. */
bool places_collect(const struct options *options, const struct names *names,
                    const struct request *request, const struct collector *collector,
                    struct error *error) NODISCARD;

/* Adds the column that tells namespaces apart where there may be several. */
void places_add_columns(struct column_list *list, const struct options *options);

#endif
