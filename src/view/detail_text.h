/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The details of a socket for people: named lines of phrases with units, the most useful for
 * troubleshooting first. Unknown values, and zeros where zero is normal, are omitted; columns and
 * JSON have everything.
 */
#ifndef LSOCK_DETAIL_TEXT_H
#define LSOCK_DETAIL_TEXT_H

#include "builder.h"
#include "names.h"
#include "socket.h"

/* Appends the lines of these groups (DETAILS_BIT), separated by line breaks. `names` may be
 * NULL. */
void detail_text(struct builder *out, const struct socket *socket, uint32_t groups,
                 const struct names *names);

#endif
