/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The filter language: the grammar of ss(8), with every column as a word. A filter is parsed once;
 * it tests rows and narrows the request. */
#ifndef LSOCK_FILTER_H
#define LSOCK_FILTER_H

#include "column.h"
#include "request.h"
#include "source.h"

struct filter_node;

/* Zeroed: accepts everything. */
struct filter {
    struct arena *arena;
    struct filter_node *root; /* NULL: accepts everything */
    unsigned need;            /* NEED_… of its columns */
    bool names_protocol;      /* or a family: the default protocols do not apply */
    bool leads_with_states;   /* `state X`, or X alone: replaces -a, -l and -B */
    bool asks_autobound;
    bool asks_columns;              /* tests columns: rows must know their source */
    uint16_t ports_low, ports_high; /* ephemeral port range of the system; 0, 0: unknown */
};

/* Parses the source; its text and the arena must outlive the filter. `names` may be NULL. Only
 * names after src, dst and address columns are looked up in DNS. */
bool filter_parse(struct filter *filter, struct arena *arena, const struct filter_source *source,
                  const struct names *names, struct error *error) NODISCARD;

/* Whether a single word is a number, or not a word of the language: a name. */
bool filter_is_name(struct text word);

/* Appends a value in filter syntax: quoted unless it is a single word. */
void filter_quote(struct builder *out, struct text value);

/* Joins two filters with AND; `other` must not be used afterwards. False: out of memory. */
bool filter_join(struct filter *filter, const struct filter *other) NODISCARD;

enum truth {
    TRUTH_NO,
    TRUTH_YES,
    TRUTH_UNKNOWN, /* the system did not report what the test needs */
    TRUTH_PENDING, /* cannot be tested yet */
};

enum truth filter_judge(const struct filter *filter, const struct column_context *context,
                        const struct socket *socket);

/* For a socket that the filter accepts: whether the filter explicitly names states (`state listen`,
 * `listening`, `bound`), all of them among these, and accepts the socket because of that. */
bool filter_names(const struct filter *filter, const struct column_context *context,
                  const struct socket *socket, uint32_t states);

/* HAVE_REMOTE, HAVE_V6ONLY: whether a test depends only on that. `:80` tests either end, so it does
 * not depend on the peer; `connected` does if UDP is the only protocol. */
uint32_t filter_asks(const struct filter *filter, uint32_t protocols);

/* Returns the test, as typed, that could not be decided for a row. */
struct text filter_unknown(const struct filter *filter, const struct column_context *context,
                           const struct socket *socket);

/* Narrows a request for everything to the sockets that the filter may accept. The request must not
 * outlive the filter. False: out of memory. */
bool filter_narrow(const struct filter *filter, struct request *request) NODISCARD;

/* Whether the filter tests only protocols: then the rows of its request need no further test. */
bool filter_is_of_protocols(const struct filter *filter);

/* Describes each test of the top-level AND: what the kernel tests, what it does not, and why. */
void filter_plan(const struct filter *filter, struct builder *out);

#endif
