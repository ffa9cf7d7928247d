/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Names of topics: how they are compared, and lists of them separated by ';'. */
#ifndef LSOCK_TOPIC_NAMES_H
#define LSOCK_TOPIC_NAMES_H

#include <stdbool.h>

#include "text.h"

/* Equal but for case, blanks and - _ / ( ): "SYN cookie", "syn-cookie", "bind()" and "bind". */
bool topic_name_equal(struct text a, struct text b);

/* Takes the first name off a list; false at the end. */
bool topic_name_next(struct text *list, struct text *name);

/* Whether the list (NULL: none) has the name. */
bool topic_name_in(const char *list, struct text name);

#endif
