/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Predicates as the kernel runs them over a dump (linux/inet_diag.h, net/ipv4/inet_diag.c:
 * inet_diag_bc_run): each operation jumps forward by `yes` or `no` bytes; a row whose jumps end
 * exactly behind the last operation is given, one that ends 4 bytes further is not.
 */
#ifndef LSOCK_BYTECODE_H
#define LSOCK_BYTECODE_H

#include <stddef.h>

#include "predicate.h"

/* Whether a program chose the port, which the kernel only tests and does not report. */
enum bytecode_autobound { AUTOBOUND_EITHER, AUTOBOUND_ONLY, AUTOBOUND_NOT };

struct bytecode_wish {
    const struct predicate *predicate; /* NULL: any */
    enum bytecode_autobound autobound;
    unsigned without;       /* 1 << PREDICATE_…: tests that this kernel refused */
    uint16_t local, remote; /* ports that the request pins: no need to test them; 0: none */
};

/* A jump has 16 bits, and the attribute that carries it as well. */
#define BYTECODE_MAX ((size_t)60000)

struct bytecode {
    unsigned char *bytes; /* malloc; NULL: nothing to test */
    size_t length;
    bool too_large; /* longer than BYTECODE_MAX: not made */
};

/* Tests as much of the wish as can be tested. False: out of memory. */
bool bytecode_make(struct bytecode *bytecode, const struct bytecode_wish *wish) NODISCARD;
void bytecode_free(struct bytecode *bytecode);

#endif
