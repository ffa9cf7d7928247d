/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Sentences about one socket, each with a stable code. They are made on demand, because a million
 * sockets would have a million of them; the maker is passed as a struct annotator. */
#ifndef LSOCK_ANNOTATION_H
#define LSOCK_ANNOTATION_H

#include <stddef.h>
#include <stdint.h>

#include "snapshot.h"

#define ANNOTATIONS_MAX 4
#define ANNOTATION_ROOM ((size_t)320)

struct annotation {
    const char *code;           /* for scripts; a literal */
    uint64_t shape;             /* equal for texts that differ only in numbers and names */
    char text[ANNOTATION_ROOM]; /* for people; may contain a process's name, any byte but NUL */
};

struct annotations {
    struct annotation list[ANNOTATIONS_MAX];
    size_t count; /* 0: none */
};

struct evidence;

struct annotator {
    void (*annotate)(const struct evidence *evidence, const struct socket *socket,
                     struct annotations *annotations);
    const struct evidence *evidence;
    struct annotations last; /* storage for a column: those of the current row */
};

#endif
