/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The details of a socket for people: named lines of phrases with units, in the order in which
 * somebody looks who is after trouble. What is unknown, or zero where zero is the rule, is left
 * out: columns and JSON have everything.
 */
#ifndef LSOCK_DETAIL_TEXT_H
#define LSOCK_DETAIL_TEXT_H

#include "builder.h"
#include "names.h"
#include "socket.h"

/* Appends the lines of these groups (DETAILS_BIT), a line break between them and none at the end.
 * `names` may be NULL. */
void detail_text(struct builder *out, const struct socket *socket, uint32_t groups,
                 const struct names *names);

#endif
