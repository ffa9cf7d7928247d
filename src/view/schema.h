/* SPDX-License-Identifier: GPL-2.0-or-later */
/* JSON Schemas of documents of rows, made from the tables of columns. */
#ifndef LSOCK_SCHEMA_H
#define LSOCK_SCHEMA_H

#include "json.h"
#include "table.h"

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

/* The type of a line of an earlier reading. */
#define SCHEMA_EARLIER_ROW "earlier_socket"

/* A kind of document: what stands before its rows is the same for all of them. */
struct schema {
    const char *name; /* "lsock-events", whose version is 1 */
    const char *description;
    const char *row_name, *rows_key, *row_description;
    bool has_before;    /* a member `before` says what the other side was made of */
    bool recorded;      /* doctor records it, with an earlier reading */
    bool streamed;      /* lines only, and the last one has every warning */
    closed_list *codes; /* of the sentences in a list of them; NULL: there are none */
    /* Describes a member of a row; false past the last one. */
    bool (*describe)(size_t index, struct schema_property *property);
    /* Instead: writes the definition of a row. */
    void (*put_row)(struct json *json);
};

/* JSON Schema 2020-12 of a whole document and of each line of JSON lines. */
void schema_write(const struct schema *schema, struct output *output);

/* Describes a column of a table; one without help as the column of sockets that it is about. */
void schema_describe(const struct table_column *column, const char *prefix,
                     struct schema_property *property);

/* `describe` of rows that are sockets. */
bool schema_describe_socket(size_t index, struct schema_property *property);

/* A member that is one of these words, or null. */
void schema_put_word(struct json *json, const char *key, const char *description,
                     closed_list *words, bool nullable);

#endif
