/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Applies the rules to evidence. */
#ifndef LSOCK_DIAGNOSE_H
#define LSOCK_DIAGNOSE_H

#include "annotation.h"
#include "evidence.h"

/* What the rules say about one socket. Nothing if its fields do not prove anything. */
void diagnose_socket(const struct evidence *evidence, const struct socket *socket,
                     struct annotations *annotations);

/* The codes of the rules by number, some of them twice; NULL past the last one. */
const char *diagnose_codes(size_t index);

#endif
