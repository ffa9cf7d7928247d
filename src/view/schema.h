/* SPDX-License-Identifier: GPL-2.0-or-later */
/* JSON Schemas of documents of rows, made from the tables of columns. */
#ifndef LSOCK_SCHEMA_H
#define LSOCK_SCHEMA_H

#include "output.h"
#include "value.h"

/* One member of a row. */
struct schema_property {
    const char *key, *prefix, *help; /* prefix and help make its description */
    enum value_type type;
    const struct list_type *list; /* VALUE_LIST */
    bool required;
    const char *group; /* the object that it stands in; those of one are side by side. NULL: none */
};

struct schema {
    const char *name; /* lsock-events */
    const char *description;
    const char *row_name, *rows_key, *row_description;
    bool has_before; /* a member `before` says what the other side was made of */
    bool streamed; /* lines only, and the last one has every warning */
    size_t property_count;
    void (*describe)(size_t index, struct schema_property *property);
};

/* JSON Schema 2020-12 of a whole document and of each line of JSON lines. */
void schema_write_any(const struct schema *schema, struct output *output);

/* That of lsock/1. */
void schema_write(struct output *output);

/* That of lsock-events/1: a socket's members, and what happened to it when. */
void event_schema_write(struct output *output);

#endif
