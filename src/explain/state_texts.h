/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What there is to say of each of the eleven states. Printable ASCII, whole sentences. */
#ifndef LSOCK_STATE_TEXTS_H
#define LSOCK_STATE_TEXTS_H

#include "state.h"

struct state_text {
    const char *sentence; /* what it is */
    const char *side;     /* which end sees it */
    const char *next;     /* who must act */
    const char *lasts;    /* how long it normally does */
    const char *pile;     /* what many of them mean, or one that stays */
    const char *proof;    /* how to be sure */
    const char *remedy;   /* the usual one */
    const char *rfc;      /* sections of RFC 9293: "3.3.2, 3.6.1" */
};

/* NULL for STATE_NONE. */
const struct state_text *state_text(enum state state);

#endif
