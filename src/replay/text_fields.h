/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Converts listings with one line per field to table lines. */
#ifndef LSOCK_TEXT_FIELDS_H
#define LSOCK_TEXT_FIELDS_H

#include "text_layout.h"

#define FIELDS_MAX       12
#define FIELD_VALUE_SIZE 128

enum field_kind {
    FIELD_SOCKET,
    FIELD_BEGINS_SOCKET,
    FIELD_PROCESS, /* applies to all following sockets */
    FIELD_BEGINS_PROCESS,
    FIELD_BRACKETS, /* several fields make one cell: `(LISTEN QR=0 QS=0)` */
    FIELD_IGNORED,
};

/* The fields of a format in the order of its layouts' cells; the last one has no keys. */
struct text_field {
    const char *keys; /* a name, or letters */
    enum field_kind kind;
    const char *missing; /* the cell of a missing field */
};

struct text_fields {
    const struct text_field *table;
    bool has[FIELDS_MAX], too_long;
    char values[FIELDS_MAX][FIELD_VALUE_SIZE];
    char line[FIELDS_MAX * 4 * FIELD_VALUE_SIZE];
};

/* Takes a line that is a field, or a blank line, which ends a socket. *row is then the line of the
 * previous socket, valid until the next call, or empty. False: something else. */
bool text_fields_take(struct text_fields *fields, struct text line, struct text *row);

/* Ends the last socket: returns its line, or empty if there is none. */
struct text text_fields_end(struct text_fields *fields);

/* Sets one field. False: not used here. */
bool text_fields_set(struct text_fields *fields, struct text key, struct text value);

#endif
