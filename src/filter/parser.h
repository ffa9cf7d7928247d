/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Shared by the files of the parser: expressions in parser.c, tests in test.c, values in literal.c
 * and end_pattern.c, bare words in bare.c. */
#ifndef LSOCK_FILTER_PARSER_H
#define LSOCK_FILTER_PARSER_H

#include "filter.h"
#include "lexer.h"
#include "node.h"

struct parser {
    struct lexer lexer;
    struct token token; /* the next token */
    size_t taken;       /* end of the last token */
    unsigned depth;     /* of parentheses and nots */
    struct filter *filter;
    const struct names *names; /* may be NULL */
    struct error *error;
};

void parser_advance(struct parser *parser);

/* Sets an error that marks this token; returns false. */
bool parser_refuse(const struct parser *parser, const struct token *token, const char *message);

/* As parser_refuse, with a remedy: suggests `nearest`, or if that is empty sets `remedy` unless it
 * is NULL. */
bool parser_suggest(const struct parser *parser, const struct token *token, const char *message,
                    struct text nearest, const char *remedy);

/* Marks these bytes of the source in the error; returns false. */
bool parser_mark(const struct parser *parser, size_t begin, size_t end);

/* Sets the error "expected WHAT" and marks the token; returns false. */
bool parser_expected(const struct parser *parser, const char *what);

/* Replaces the error about a name if its look-up failed (errno). Returns false. */
bool parser_look_up_failed(const struct parser *parser, int failure);

/* Finds an interface by name or number. False, and index 0: not found, or errno is set. */
bool parser_find_interface(const struct parser *parser, struct text name, uint32_t *index);

/* Parses a filter in place of the token. NULL: *error is set. */
struct filter_node *parser_expand(struct parser *parser, const struct token *token,
                                  struct text filter) NODISCARD;

/* Whether it is the name of a state or of a group of states. */
bool parse_is_state(struct text name);

/* Whether the token is a bare word such as 8080 or nginx: neither a word of the language nor an
 * address. */
bool bare_is(const struct token *token);

/* Parses the next token, a bare word. NULL: *error is set. */
struct filter_node *bare_parse(struct parser *parser) NODISCARD;

/* Parses one test with its comparison and value; *opposite: the test is negated. False: *error is
 * set. */
bool parse_test(struct parser *parser, struct test *test, bool *opposite) NODISCARD;

/* Parses the name of a state or group into the test's mask. */
bool parse_states(struct parser *parser, struct test *test) NODISCARD;

/* The numeric column named by the token, if this column can be compared with it; otherwise NULL. */
const struct column *literal_column(const struct token *token, const struct column *column);

/* Turns a test of a column into a comparison of two columns. */
bool columns_parse(struct parser *parser, const struct token *token, const struct column *other,
                   struct test *test) NODISCARD;

/* Parses the value that a column is compared with. */
bool literal_parse(struct parser *parser, const struct token *token, struct test *test) NODISCARD;

/* Parses the value of `sport` and `dport`: [FAMILY:]PORTS. */
bool port_parse(struct parser *parser, const struct token *token, struct test *test) NODISCARD;

/* MARK[/MASK] */
bool mark_parse(struct parser *parser, const struct token *token, struct test *test) NODISCARD;

enum end_form {
    END_SHORTHAND, /* either end; never asks DNS */
    END_NAMED,     /* after src, dst */
    END_PORT,      /* after sport, dport: only a port, with an optional family */
};

/* Whether a bare word looks like an address, a prefix or :port. */
bool end_pattern_looks_like(struct text text);

/* Parses [FAMILY:]ADDRESS[:PORT]; NULL: *error is set. */
struct end_pattern *end_pattern_parse(struct parser *parser, const struct token *token,
                                      enum end_form form) NODISCARD;

#endif
