/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Writes a table of typed cells to the output, in any format, as a whole or row by row. Also writes
 * what follows the table: notes for people, or the end of a JSON document.
 */
#ifndef LSOCK_PRESENT_H
#define LSOCK_PRESENT_H

#include "document.h"
#include "report.h"

bool format_is_json(enum format format);
bool format_is_tool(enum format format); /* FORMAT_AS_… */
bool format_is_metrics(enum format format);

/* Whether the format can be written row by row. */
bool format_streams(enum format format);

/* Returns the name for messages: "a table", or the option, such as "--csv". */
const char *format_title(enum format format);

struct presentation {
    enum format format;
    struct text_style style;
    struct output *output;
    struct output *notes; /* standard error */
    bool colour_notes;
    unsigned notes_width; /* of the terminal; 0: unknown, or not a terminal */
};

/* Writes a whole table; in JSON as the rows of the document. */
bool present(const struct presentation *presentation, const struct document *document,
             const struct table *table, struct error *error) NODISCARD;

/* Writes a report; `names` may be NULL. Sets the document's schema, keys and row type. */
bool present_report(const struct presentation *presentation, struct document *document,
                    const struct report *report, const struct names *names,
                    struct error *error) NODISCARD;

/* Writes a number on a line of its own, for --count. */
void present_count(const struct presentation *presentation, size_t count);

/*
 * Writes rows as they arrive. The table has a single row 0, which is a different one at each call.
 * `rooms`: widths of typical values, by column. The table must outlive the stream.
 */
struct present_stream {
    const struct presentation *presentation;
    const struct table *table;
    struct text_stream *text;        /* for a table; otherwise NULL */
    struct document_writer document; /* for JSON */
    struct builder cell;             /* for CSV */
};
bool present_stream_begin(struct present_stream *stream, const struct presentation *presentation,
                          const struct document *document, const struct table *table,
                          const unsigned *rooms, struct error *error) NODISCARD;
bool present_stream_row(struct present_stream *stream, struct error *error) NODISCARD;

/* Writes the end and frees the stream. `notes` NULL: the output stays incomplete. Call it even
 * after a failure. */
void present_stream_end(struct present_stream *stream, const struct notes *notes);

/* Flushes the output, then writes the notes for people, so that they come last; JSON has them in
 * the document. False: output was lost. */
bool present_end(const struct presentation *presentation, const struct notes *notes,
                 struct error *error) NODISCARD;

/* Writes notes to standard error, except those that are also in `told` (NULL: writes all). */
void present_notes(const struct presentation *presentation, const struct notes *notes,
                   const struct notes *told);

/* Writes `lsock: message` to standard error. */
void present_note(const struct presentation *presentation, const char *message);

/* Writes a message to standard error, escaped and wrapped; the cursor is at column `at`. */
void present_message(const struct presentation *presentation, size_t at, const char *message);

/* Writes a remark for people to standard error, in faint text. */
void present_remark(const struct presentation *presentation, const char *remark);

#endif
