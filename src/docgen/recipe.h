/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Recipes for scripts, in README.md and in the man page. A test runs them. */
#ifndef LSOCK_RECIPE_H
#define LSOCK_RECIPE_H

#include <stddef.h>

#define RECIPE_LINES 8

struct recipe {
    const char *title;               /* a question or a noun phrase */
    const char *lines[RECIPE_LINES]; /* of shell; ends at NULL, or when full */
};

extern const struct recipe recipes[];
extern const size_t recipe_count;

#endif
