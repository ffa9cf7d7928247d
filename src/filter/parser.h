/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What the files of the parser share: expressions in parser.c, single tests in test.c, what they
 * compare with in literal.c and host.c. */
#ifndef LSOCK_FILTER_PARSER_H
#define LSOCK_FILTER_PARSER_H

#include "filter.h"
#include "lexer.h"
#include "node.h"

struct parser {
    struct lexer lexer;
    struct token token; /* the next one */
    size_t taken;       /* where the last one ended */
    unsigned depth;     /* of parentheses and nots */
    struct filter *filter;
    const struct names *names; /* may be NULL */
    struct error *error;
};

void parser_advance(struct parser *parser);

/* Marks these bytes of the source; always false, as the caller's error is set. */
bool parser_mark(const struct parser *parser, size_t begin, size_t end);

/* "WHAT is expected here", marked; always false. */
bool parser_expected(const struct parser *parser, const char *what);

/* Takes one test, with its comparison and value; *opposite: it is meant negated. False: the error
 * is set. */
bool parse_test(struct parser *parser, struct test *test, bool *opposite) NODISCARD;

/* Takes the name of a state or of a group. */
bool parse_states(struct parser *parser, uint32_t *states) NODISCARD;

/* What a column is compared with. */
bool literal_parse(struct parser *parser, const struct token *token, struct test *test) NODISCARD;

/* MARK[/MASK] */
bool mark_parse(struct parser *parser, const struct token *token, struct test *test) NODISCARD;

enum host_form {
    HOST_SHORTHAND, /* either end: never asks DNS */
    HOST_NAMED,     /* after src, dst */
    HOST_PORT,      /* after sport, dport: only a port, maybe with a family */
};

/* Whether a bare word has the looks of an address, prefix or :port. */
bool host_looks_like(struct text text);

/* [FAMILY:]ADDRESS[:PORT]; NULL: the error is set. */
struct host_pattern *host_parse(struct parser *parser, const struct token *token,
                                enum host_form form) NODISCARD;

#endif
