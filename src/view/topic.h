/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Writes a report for people, or as a JSON document (lsock-topic/1). */
#ifndef LSOCK_TOPIC_H
#define LSOCK_TOPIC_H

#include "document.h"
#include "report.h"

#define TOPIC_WIDTH_MAX 80 /* longer lines are hard to read */
#define TOPIC_WIDTH_MIN 40 /* on narrower terminals lines break anyway */

/* `names` may be NULL. Preformatted lines ignore the terminal width. False: out of memory. */
bool topic_write_text(const struct report *report, const struct text_style *style,
                      const struct names *names, struct output *output) NODISCARD;

/* `document` describes the origin; its schema, keys and row type are set here. */
bool topic_write_json(const struct report *report, struct document *document, enum format format,
                      const struct names *names, struct output *output) NODISCARD;

extern const struct schema topic_schema;

#endif
