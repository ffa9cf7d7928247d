/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Compiles predicates to the bytecode that the kernel runs over a dump (linux/inet_diag.h,
 * net/ipv4/inet_diag.c: inet_diag_bc_run). Each operation jumps forward by `yes` or `no` bytes. A
 * row is sent if its jumps end exactly after the last operation, and skipped if they end 4 bytes
 * further.
 */
#ifndef LSOCK_BYTECODE_H
#define LSOCK_BYTECODE_H

#include <stddef.h>

#include "predicate.h"

/* Whether a program chose the port. The kernel can test this but does not report it. */
enum bytecode_autobound { AUTOBOUND_EITHER, AUTOBOUND_ONLY, AUTOBOUND_NOT };

struct bytecode_wish {
    const struct predicate *predicate; /* NULL: any */
    enum bytecode_autobound autobound;
    unsigned without;       /* 1 << PREDICATE_…: tests that this kernel refused */
    uint16_t local, remote; /* ports already fixed by the request, which need no test; 0: none */
};

/* Jumps and the length of the attribute have 16 bits. */
#define BYTECODE_MAX ((size_t)60000)

struct bytecode {
    unsigned char *bytes; /* malloc; NULL: nothing to test */
    size_t length;
    bool too_large; /* longer than BYTECODE_MAX, so not generated */
};

/* Compiles as many of the tests as possible. False: out of memory. */
bool bytecode_make(struct bytecode *bytecode, const struct bytecode_wish *wish) NODISCARD;
void bytecode_free(struct bytecode *bytecode);

#endif
