/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What the files of the parser share: expressions in parser.c, single tests in test.c, what they
 * compare with in literal.c and end_pattern.c, words that are a test by themselves in bare.c. */
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

/* Sets the error, about this token; always false. */
bool parser_refuse(const struct parser *parser, const struct token *token, const char *message);

/* As above; suggests `nearest`, or, where that is empty, gives the remedy unless it is NULL. */
bool parser_suggest(const struct parser *parser, const struct token *token, const char *message,
                    struct text nearest, const char *remedy);

/* Marks these bytes of the source; always false, as the caller's error is set. */
bool parser_mark(const struct parser *parser, size_t begin, size_t end);

/* "WHAT is expected here", marked; always false. */
bool parser_expected(const struct parser *parser, const char *what);

/* After the refusal of a name: if the look-up failed (errno), says so instead. Always false. */
bool parser_look_up_failed(const struct parser *parser, int failure);

/* The index of an interface, by name or number; false, and 0: there is none, or errno. */
bool parser_find_interface(const struct parser *parser, struct text name, uint32_t *index);

/* The filter that stands for the token, parsed in its place. NULL: the error is set. */
struct filter_node *parser_expand(struct parser *parser, const struct token *token,
                                  struct text filter) NODISCARD;

/* Whether it is the name of a state or of a group. */
bool parse_is_state(struct text name);

/* Whether the token is no word of the language, and no address: a test by itself, 8080 or nginx. */
bool bare_is(const struct token *token);

/* Takes the next token, of which bare_is holds. NULL: the error is set. */
struct filter_node *bare_parse(struct parser *parser) NODISCARD;

/* Takes one test, with its comparison and value; *opposite: it is meant negated. False: the error
 * is set. */
bool parse_test(struct parser *parser, struct test *test, bool *opposite) NODISCARD;

/* Takes the name of a state or of a group: the mask of the test. */
bool parse_states(struct parser *parser, struct test *test) NODISCARD;

/* The column of numbers that the token names and that this column is compared with, or NULL. */
const struct column *literal_column(const struct token *token, const struct column *column);

/* Makes the test of a column one of two columns. */
bool columns_parse(struct parser *parser, const struct token *token, const struct column *other,
                   struct test *test) NODISCARD;

/* What a column is compared with. */
bool literal_parse(struct parser *parser, const struct token *token, struct test *test) NODISCARD;

/* What `sport` and `dport` accept: [FAMILY:]PORTS. */
bool port_parse(struct parser *parser, const struct token *token, struct test *test) NODISCARD;

/* MARK[/MASK] */
bool mark_parse(struct parser *parser, const struct token *token, struct test *test) NODISCARD;

enum end_form {
    END_SHORTHAND, /* either end: never asks DNS */
    END_NAMED,     /* after src, dst */
    END_PORT,      /* after sport, dport: only a port, maybe with a family */
};

/* Whether a bare word looks like an address, a prefix or :port. */
bool end_pattern_looks_like(struct text text);

/* [FAMILY:]ADDRESS[:PORT]; NULL: the error is set. */
struct end_pattern *end_pattern_parse(struct parser *parser, const struct token *token,
                                      enum end_form form) NODISCARD;

#endif
