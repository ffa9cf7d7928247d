/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What a socket's own numbers say: a table of rules, each a code, a condition and a sentence. */
#ifndef LSOCK_SENTENCES_H
#define LSOCK_SENTENCES_H

#include "annotation.h"

/* The sentences of a socket. Nothing is said that its fields do not bear out, and nothing where
 * there is nothing to say. */
void sentences_annotate(const struct snapshot *snapshot, const struct socket *socket,
                        struct annotations *annotations);

/* Codes of all rules, for the tests: NULL behind the last one. */
const char *sentence_code(size_t index);

#endif
