/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The filter language: the grammar of ss(8) plus every column as a word. A filter is parsed once,
 * judges rows, and narrows the request.
 */
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
    bool leads_with_states;   /* `state X`, or X alone: in the place of -a, -l and -B */
    bool asks_autobound;
    bool asks_columns;              /* of some column: then rows must know their source */
    uint16_t ports_low, ports_high; /* from which the system chooses; 0, 0: unknown */
};

/*
 * Parses all of the source; its text and the arena must outlive the filter. `names` may be NULL.
 * Asks DNS only for names after src, dst and columns of addresses.
 */
bool filter_parse(struct filter *filter, struct arena *arena, const struct filter_source *source,
                  const struct names *names, struct error *error) NODISCARD;

/* Whether a word alone is a number, or is no word of the language: the name of something. */
bool filter_is_name(struct text word);

/* Adds a value as the filter must have it: in quotes where it would not be one word. */
void filter_quote(struct builder *out, struct text value);

/* Both must hold; `other` is used up. False: out of memory. */
bool filter_join(struct filter *filter, const struct filter *other) NODISCARD;

enum truth {
    TRUTH_NO,
    TRUTH_YES,
    TRUTH_UNKNOWN, /* the system did not say what it takes to judge */
    TRUTH_PENDING, /* cannot be judged yet */
};

enum truth filter_judge(const struct filter *filter, const struct column_context *context,
                        const struct socket *socket);

/*
 * Of a socket that the filter accepts: whether it asks for sockets in these states, and no others, by
 * name (`state listen`, `listening`, `bound`), and accepts this one because of that.
 */
bool filter_names(const struct filter *filter, const struct column_context *context,
                  const struct socket *socket, uint32_t states);

/*
 * HAVE_REMOTE, HAVE_V6ONLY: whether a test is about nothing else. `:80` asks for either end, so not
 * for the peer; `connected` does if UDP is the only protocol.
 */
uint32_t filter_asks(const struct filter *filter, uint32_t protocols);

/* The test of which it is unknown whether it holds of a row: as it was typed. */
struct text filter_unknown(const struct filter *filter, const struct column_context *context,
                           const struct socket *socket);

/*
 * Narrows a request that asks for everything, so that it still gives every socket that the filter
 * accepts. The request must not outlive the filter. False: out of memory.
 */
bool filter_narrow(const struct filter *filter, struct request *request) NODISCARD;

/* Of nothing but protocols: what such a request gives need not be judged. */
bool filter_is_of_protocols(const struct filter *filter);

/* In words, a test of the topmost AND after the other: what the kernel does, what not and why. */
void filter_plan(const struct filter *filter, struct builder *out);

#endif
