/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Text as mdoc(7) source that neither mandoc nor groff has a word to say about. */
#ifndef LSOCK_MDOC_H
#define LSOCK_MDOC_H

#include "builder.h"

/* Plain text, so that it is shown as it stands within a line of text. */
void mdoc_escape(struct builder *out, struct text plain);

/* Plain text, escaped; lines are broken before 80 bytes and after a sentence. */
void mdoc_text(struct builder *out, struct text plain);

/* The same, and frees it. */
void mdoc_spill(struct builder *out, struct builder *plain);

/* Half a sentence as a whole one: "TCP sockets" as "TCP sockets." */
void mdoc_sentence(struct builder *out, const char *phrase);

/* The same on a line of macros: no word is taken for one, such as the In of "In which form". */
void mdoc_arguments(struct builder *out, struct text plain);

/* A line of a display: every byte counts. */
void mdoc_literal(struct builder *out, struct text line);

/* An item of a list: a word, and what it means. */
void mdoc_item(struct builder *out, const char *name, const char *text);

#endif
