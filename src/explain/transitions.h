/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What moves a connection from one state to another: RFC 9293, and where Linux does otherwise. */
#ifndef LSOCK_TRANSITIONS_H
#define LSOCK_TRANSITIONS_H

#include <stddef.h>
#include <stdint.h>

#include "state.h"

enum transition_on_linux {
    LINUX_SAME,    /* as the RFC has it */
    LINUX_DIFFERS, /* the note says how */
    LINUX_NEVER,   /* the note says what happens instead */
    LINUX_ONLY,    /* not in the RFC */
};

struct transition {
    uint32_t from;        /* STATE_BIT of one state, or of several that do the same */
    uint32_t to;          /* STATE_BIT of one or more possible ones; 0: the state stays as it is */
    const char *event;    /* a call, a timer, …; NULL: the segment is all */
    const char *receives; /* the segment; NULL: none */
    const char *sends;    /* NULL: nothing */
    const char *rfc;      /* "3.10.4" */
    enum transition_on_linux on_linux;
    const char *note; /* about Linux, or NULL */
};

extern const struct transition transition_table[];
extern const size_t transition_count;

#endif
