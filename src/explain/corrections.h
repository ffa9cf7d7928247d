/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What many notes and courses say a little wrong, put gently: "Many notes say …. Strictly, …". */
#ifndef LSOCK_CORRECTIONS_H
#define LSOCK_CORRECTIONS_H

#include <stddef.h>
#include <stdint.h>

struct correction {
    uint32_t states;      /* STATE_BIT of those under which it is told */
    const char *topics;   /* names of terms and ladders, separated by ';'; NULL: none */
    const char *notes;    /* completes "Many notes say …" */
    const char *strictly; /* completes "Strictly, …" */
    const char *source;
};

extern const struct correction correction_table[];
extern const size_t correction_count;

#endif
