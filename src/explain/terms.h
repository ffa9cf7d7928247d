/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The glossary. One row a term; printable ASCII, whole sentences; a table a subject. */
#ifndef LSOCK_TERMS_H
#define LSOCK_TERMS_H

#include <stddef.h>

struct term {
    const char *name;    /* as a person writes it: "accept queue" */
    const char *aliases; /* further names, separated by ';'; NULL: none */
    const char *text;    /* what it is */
    const char *more;    /* what is worth knowing besides; NULL: nothing */
    const char *source;  /* where that is written */
    const char *see;     /* names of other topics, separated by ';'; NULL: none */
};

struct term_table {
    const struct term *terms;
    size_t count;
};

extern const struct term_table connection_terms; /* opening, closing, what goes wrong */
extern const struct term_table segment_terms;    /* segments, timers, queues of a connection */
extern const struct term_table socket_terms;     /* sockets, ports, addresses, calls */

/* All of them: 0 to term_count() - 1. */
size_t term_count(void);
const struct term *term_at(size_t index);

#endif
