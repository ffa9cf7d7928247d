/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Recipes for scripts: in README.md and in the man page, and run by a test as they stand there. */
#ifndef LSOCK_RECIPE_H
#define LSOCK_RECIPE_H

#include <stddef.h>

#define RECIPE_LINES 8

struct recipe {
    const char *title;               /* a sentence; ends with a period or a colon */
    const char *lines[RECIPE_LINES]; /* of shell; ends at a NULL, or when full */
};

extern const struct recipe recipes[];
extern const size_t recipe_count;

#endif
