/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Generates JSON Schemas of documents from the tables of columns. */
#ifndef LSOCK_SCHEMA_H
#define LSOCK_SCHEMA_H

#include "json.h"
#include "table.h"

struct column;

/* One member of a row. */
struct schema_property {
    const char *key, *prefix, *help; /* prefix and help form its description */
    enum value_type type;
    const struct list_type *list; /* VALUE_LIST */
    closed_list *words;           /* the closed list of its texts; NULL: any text */
    const struct column *column;  /* its closed list applies if `words` is NULL; may be NULL */
    bool required;
    const char *group; /* the object that contains it; members of a group are adjacent. NULL:
                        * none */
};

/* The type of a line of an earlier reading. */
#define SCHEMA_EARLIER_ROW "earlier_socket"

/* A kind of document. All kinds have the same members before the rows. */
struct schema {
    const char *name; /* "lsock-events"; the version is 1 */
    const char *description;
    const char *row_name, *rows_key, *row_description;
    bool has_before;    /* a member `before` describes the other side */
    bool recorded;      /* doctor records it, with an earlier reading */
    bool streamed;      /* only lines, and the last line has all notes */
    closed_list *codes; /* codes of sentences in a list; NULL: none */
    /* Describes a member of a row; false past the last one. */
    bool (*describe)(size_t index, struct schema_property *property);
    /* Writes the definition of a row, instead of `describe`. */
    void (*put_row)(struct json *json);
};

/* Writes the JSON Schema 2020-12 of a whole document and of each JSON line. */
void schema_write(const struct schema *schema, struct output *output);

/* Describes a column of a table. A column without help is described by its socket column. */
void schema_describe(const struct table_column *column, const char *prefix,
                     struct schema_property *property);

/* The `describe` function for rows that are sockets. */
bool schema_describe_socket(size_t index, struct schema_property *property);

/* Writes a member whose value is one of these words, or null. */
void schema_put_word(struct json *json, const char *key, const char *description,
                     closed_list *words, bool nullable);

#endif
