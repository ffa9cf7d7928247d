/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What is said of one socket beside its own fields: sentences, each with a stable code. Made when
 * it is asked for, because a million sockets have a million of them; who makes them is handed down
 * as a struct annotator.
 */
#ifndef LSOCK_ANNOTATION_H
#define LSOCK_ANNOTATION_H

#include <stddef.h>

#include "snapshot.h"

#define ANNOTATIONS_MAX 3
#define ANNOTATION_ROOM ((size_t)320)

struct annotation {
    const char *code;           /* for scripts; a literal */
    char text[ANNOTATION_ROOM]; /* for people; may hold bytes of a process's name, any but NUL */
};

struct annotations {
    struct annotation list[ANNOTATIONS_MAX];
    size_t count; /* 0: there is nothing to say */
};

struct evidence;

struct annotator {
    void (*annotate)(const struct evidence *evidence, const struct socket *socket,
                     struct annotations *annotations);
    const struct evidence *evidence;
    struct annotations last; /* where a column keeps those of the row that is being written */
};

#endif
