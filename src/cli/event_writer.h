/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Events in the form that the options ask for, each as it comes. */
#ifndef LSOCK_EVENT_WRITER_H
#define LSOCK_EVENT_WRITER_H

#include "event.h"
#include "listing.h"

struct text_stream;
struct document_stream;

struct event_writer {
    const struct run *run;
    struct column_list columns;
    struct table_column titles[COLUMN_LIST_MAX];
    const char *groups[COLUMN_LIST_MAX];
    struct table table; /* of one row: the event at hand */
    struct text_style style;
    struct text_stream *text; /* one of these, or neither: CSV */
    struct document_stream *lines;

    struct column_context context;
    const struct socket *socket;
};

/* Chooses the columns. Must not be moved afterwards. Free it also after a failure. */
bool event_writer_init(struct event_writer *writer, const struct run *run,
                       struct error *error) NODISCARD;
void event_writer_free(struct event_writer *writer);

/* Writes what stands before the first event. */
bool event_writer_begin(struct event_writer *writer, const struct document *document,
                        struct error *error) NODISCARD;

/* `context` has the event. */
bool event_writer_write(struct event_writer *writer, const struct column_context *context,
                        const struct socket *socket, struct error *error) NODISCARD;

/* Writes what stands behind the last one. */
void event_writer_end(struct event_writer *writer, bool complete, const struct notes *notes);

#endif
