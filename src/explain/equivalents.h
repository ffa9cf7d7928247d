/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What is typed for other tools, and what to type here. */
#ifndef LSOCK_EQUIVALENTS_H
#define LSOCK_EQUIVALENTS_H

#include <stddef.h>

struct equivalent {
    const char *there;
    const char *here;
    const char *remark; /* NULL: the same */
};

/* One tool on one kind of system. */
struct equivalent_tool {
    const char *topic; /* "netstat": several tables may have one */
    const char *title; /* "netstat on Windows" */
    const struct equivalent *rows;
    size_t count;
};

extern const struct equivalent_tool equivalent_table[];
extern const size_t equivalent_count;

#endif
