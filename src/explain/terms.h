/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The glossary: printable ASCII, whole sentences. */
#ifndef LSOCK_TERMS_H
#define LSOCK_TERMS_H

#include <stddef.h>

struct term {
    const char *name;    /* as a person writes it: "accept queue" */
    const char *aliases; /* further names, separated by ';'; NULL: none */
    const char *text;    /* what it is */
    const char *more;    /* further facts; NULL: none */
    const char *source;
    const char *see;     /* names of other topics, separated by ';'; NULL: none */
};

/* All of them: 0 to term_count() - 1. */
size_t term_count(void);
const struct term *term_at(size_t index);

#endif
