/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Listings with a line for each field of a socket, put together to lines of a table. */
#ifndef LSOCK_TEXT_FIELDS_H
#define LSOCK_TEXT_FIELDS_H

#include "text_layout.h"

#define FIELDS_MAX       12
#define FIELD_VALUE_SIZE 128

enum field_kind {
    FIELD_SOCKET,
    FIELD_BEGINS_SOCKET,
    FIELD_PROCESS, /* of all sockets behind it */
    FIELD_BEGINS_PROCESS,
    FIELD_BRACKETS, /* several make one cell: `(LISTEN QR=0 QS=0)` */
    FIELD_IGNORED,
};

/* The fields of a format, in the order of the cells of its layouts; the last one has no keys. */
struct text_field {
    const char *keys; /* a name, or letters */
    enum field_kind kind;
    const char *missing; /* in place of a field that is not there */
};

struct text_fields {
    const struct text_field *table;
    bool has[FIELDS_MAX], too_long;
    char values[FIELDS_MAX][FIELD_VALUE_SIZE];
    char line[FIELDS_MAX * 4 * FIELD_VALUE_SIZE];
};

/*
 * Takes a line if it is one of a field, or ends a socket (a blank one). *row is then the line of
 * the socket before it, good until the next call, or empty. False: it is something else.
 */
bool text_fields_take(struct text_fields *fields, struct text line, struct text *row);

/* Ends a socket: its line, or empty if there is none. */
struct text text_fields_end(struct text_fields *fields);

/* Takes one field. False: it is of no use here. */
bool text_fields_set(struct text_fields *fields, struct text key, struct text value);

#endif
