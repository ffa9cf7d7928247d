/* SPDX-License-Identifier: GPL-2.0-or-later */
/* JSON Schemas of documents of rows, made from the tables of columns. */
#ifndef LSOCK_SCHEMA_H
#define LSOCK_SCHEMA_H

#include "json.h"
#include "value.h"

struct column;

/* One member of a row. */
struct schema_property {
    const char *key, *prefix, *help; /* prefix and help make its description */
    enum value_type type;
    const struct list_type *list; /* VALUE_LIST */
    closed_list *words;           /* its texts are a closed list; NULL: they are not */
    const struct column *column;  /* whose closed list counts if there are no words; may be NULL */
    bool required;
    const char *group; /* the object that it stands in; those of one are side by side. NULL: none */
};

struct schema {
    const char *name; /* lsock-events */
    const char *description;
    const char *row_name, *rows_key, *row_description;
    bool has_before; /* a member `before` says what the other side was made of */
    bool streamed; /* lines only, and the last one has every warning */
    closed_list *codes; /* of the sentences in a list of them; NULL: there are none */
    size_t property_count;
    void (*describe)(size_t index, struct schema_property *property);
};

/* JSON Schema 2020-12 of a whole document and of each line of JSON lines. */
void schema_write_any(const struct schema *schema, struct output *output);

/* That of lsock/1. `codes`: those of the sentences about a socket. */
void schema_write(closed_list *codes, struct output *output);

/* That of lsock-events/1: a socket's members, and what happened to it when. */
void event_schema_write(closed_list *codes, struct output *output);

/* The members of every document that say what was read, how well, and with which warnings. */
void schema_put_origin(struct json *json);
void schema_put_warnings(struct json *json, const char *description);

/* A member that is one of these words, or null. */
void schema_put_word(struct json *json, const char *key, const char *description,
                     closed_list *words, bool nullable);

#endif
