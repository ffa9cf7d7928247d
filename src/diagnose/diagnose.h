/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Applies the rules to evidence. */
#ifndef LSOCK_DIAGNOSE_H
#define LSOCK_DIAGNOSE_H

#include "annotation.h"
#include "evidence.h"

/* Adds what the rules say about one socket; nothing if its fields prove nothing. */
void diagnose_socket(const struct evidence *evidence, const struct socket *socket,
                     struct annotations *annotations);

/* Returns the codes of the rules by number, some of them twice; NULL past the last one. */
const char *diagnose_codes(size_t index);

#endif
