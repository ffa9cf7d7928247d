/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * From a table of typed cells to the output, in any format, whole or row by row. What follows a
 * table (notes for people, or the end of a JSON document) is written here as well.
 */
#ifndef LSOCK_PRESENT_H
#define LSOCK_PRESENT_H

#include "document.h"
#include "report.h"

bool format_is_json(enum format format);
bool format_is_tool(enum format format); /* FORMAT_AS_… */
bool format_is_metrics(enum format format);

/* Whether rows can be written as they come. */
bool format_streams(enum format format);

/* For messages: "a table", or the option: "--csv". */
const char *format_title(enum format format);

struct presentation {
    enum format format;
    struct text_style style;
    struct output *output;
    struct output *notes; /* standard error */
    bool colour_notes;
    unsigned notes_width; /* of its terminal; 0: unknown, or none */
};

/* Writes a whole table, with JSON as rows of the document. */
bool present(const struct presentation *presentation, const struct document *document,
             const struct table *table, struct error *error) NODISCARD;

/* Writes a report; `names` may be NULL. The document's schema, keys and row type are set here. */
bool present_report(const struct presentation *presentation, struct document *document,
                    const struct report *report, const struct names *names,
                    struct error *error) NODISCARD;

/* Writes a number on a line of its own: --count. */
void present_count(const struct presentation *presentation, size_t count);

/*
 * Rows as they come. The table has one row, row 0, which is another one at each call. `rooms` are
 * the widths of typical values, by column. The table must outlive it.
 */
struct present_stream {
    const struct presentation *presentation;
    const struct table *table;
    struct text_stream *text;        /* a table; NULL otherwise */
    struct document_writer document; /* JSON */
    struct builder cell;             /* CSV */
};
bool present_stream_begin(struct present_stream *stream, const struct presentation *presentation,
                          const struct document *document, const struct table *table,
                          const unsigned *rooms, struct error *error) NODISCARD;
bool present_stream_row(struct present_stream *stream, struct error *error) NODISCARD;

/* Writes the end. `notes` NULL: the stream breaks off. Also frees it, even after a failure. */
void present_stream_end(struct present_stream *stream, const struct notes *notes);

/* Flushes the output. Then writes the notes for people, so that they are seen last; JSON has them
 * in the document. False: output was lost. */
bool present_end(const struct presentation *presentation, const struct notes *notes,
                 struct error *error) NODISCARD;

/* Writes notes to standard error, without those that `told` has as well (NULL: all of them). */
void present_notes(const struct presentation *presentation, const struct notes *notes,
                   const struct notes *told);

/* Writes `lsock: message` to standard error. */
void present_note(const struct presentation *presentation, const char *message);

/* Writes a dim remark for people to standard error. */
void present_remark(const struct presentation *presentation, const char *remark);

#endif
