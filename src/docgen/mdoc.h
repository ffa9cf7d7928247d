/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Writes text as mdoc(7) source that passes mandoc -W all and groff without warnings. */
#ifndef LSOCK_MDOC_H
#define LSOCK_MDOC_H

#include "builder.h"

/* Escapes plain text so that it appears unchanged within a line of text. */
void mdoc_escape(struct builder *out, struct text plain);

/* Escapes plain text, and breaks lines before 80 bytes and after a sentence. */
void mdoc_text(struct builder *out, struct text plain);

/* The same, and frees the text. */
void mdoc_spill(struct builder *out, struct builder *plain);

/* Writes a phrase as a sentence: "TCP sockets" becomes "TCP sockets." */
void mdoc_sentence(struct builder *out, const char *phrase);

/* Escapes text for a macro line: no word is read as a macro, such as the In of "In which form". */
void mdoc_arguments(struct builder *out, struct text plain);

/* Writes a line of a display; blanks are preserved. */
void mdoc_literal(struct builder *out, struct text line);

/* Writes an item of a list: a word and its meaning. */
void mdoc_item(struct builder *out, const char *name, const char *text);

#endif
