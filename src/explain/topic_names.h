/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Names of topics: comparison, and lists of names separated by ';'. */
#ifndef LSOCK_TOPIC_NAMES_H
#define LSOCK_TOPIC_NAMES_H

#include <stdbool.h>

#include "text.h"

/* Compares names, ignoring case, blanks and - _ / ( ): "SYN cookie" equals "syn-cookie", "bind()"
 * equals "bind". */
bool topic_name_equal(struct text a, struct text b);

/* Removes the first name from the list; false at the end. */
bool topic_name_next(struct text *list, struct text *name);

/* Whether the list (NULL: empty) contains the name. */
bool topic_name_in(const char *list, struct text name);

/* Whether the list has the name as it is, or with letters of either case. */
bool topic_name_exactly_in(const char *list, struct text name, bool nocase);

#endif
