/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Parses expressions:
 *
 *     filter      = { ("state" | "exclude") STATE } [expression]
 *     expression  = conjunction { "or" conjunction }
 *     conjunction = factor { ["and"] factor }
 *     factor      = "not" factor | "(" expression ")" | test
 */
#include "parser.h"

#include <errno.h>
#include <string.h>

#include "number.h"

/* Limits the recursion here, in testing and in narrowing. */
#define DEPTH_MAX 200

void parser_advance(struct parser *parser)
{
    parser->taken = parser->token.end;
    parser->token = lexer_next(&parser->lexer);
}

bool parser_mark(const struct parser *parser, size_t begin, size_t end)
{
    filter_source_mark(parser->lexer.source, parser->error, begin, end);
    return false;
}

bool parser_refuse(const struct parser *parser, const struct token *token, const char *message)
{
    error_set(parser->error, STATUS_USAGE, "%s", message);
    return parser_mark(parser, token->begin, token->end);
}

bool parser_suggest(const struct parser *parser, const struct token *token, const char *message,
                    struct text nearest, const char *remedy)
{
    parser_refuse(parser, token, message);
    error_suggest(parser->error, nearest, remedy);
    return false;
}

bool parser_look_up_failed(const struct parser *parser, int failure)
{
    return failure != 0 && error_set(parser->error, STATUS_FAILED, "cannot look up this name: %s",
                                     strerror(failure));
}

bool parser_find_interface(const struct parser *parser, struct text name, uint32_t *index)
{
    const struct names *names = parser->names;
    uint64_t number = 0;
    bool found;

    errno = 0;
    if (names != NULL && names->interface_index != NULL &&
        names->interface_index(names->context, name, index))
        return true;
    found = number_parse(name, UINT32_MAX, &number);
    *index = found ? (uint32_t)number : 0;
    return found;
}

static struct filter_node *new_node(struct parser *parser, enum node_kind kind)
{
    struct filter_node *node = arena_alloc(parser->filter->arena, sizeof(*node));

    if (node == NULL) {
        error_out_of_memory(parser->error);
        return NULL;
    }
    node->kind = kind;
    return node;
}

/* The source's text from `begin` to the end of the last token taken. */
static struct text typed_since(const struct parser *parser, size_t begin)
{
    return text_part(parser->lexer.source->text, begin, parser->taken);
}

/* Flattens AND within AND and OR within OR, unless another alternative may be added to that node.
 */
static void append(struct filter_node *list, struct filter_node *node)
{
    bool same = node->kind == list->kind && node->kind != NODE_NOT && node->bare == BARE_NONE;
    struct filter_node *first = same ? node->first : node, *last = same ? node->last : node;

    if (list->first == NULL)
        list->first = first;
    else
        list->last->next = first;
    list->last = last;
}

static bool at_word(const struct parser *parser, enum word word)
{
    return parser->token.kind != TOKEN_QUOTED && parser->token.word == word;
}

/* Whether the next token can start a test. Otherwise it ends the expression or is misplaced. */
static bool at_test(const struct parser *parser)
{
    return parser->token.kind == TOKEN_QUOTED ||
           (parser->token.kind == TOKEN_TEXT &&
            (parser->token.word == WORD_NONE || parser->token.word >= WORD_STATE));
}

bool parser_expected(const struct parser *parser, const char *what)
{
    const struct token *token = &parser->token;

    if (token->kind == TOKEN_END)
        error_set(parser->error, STATUS_USAGE, "expected %s, found the end of the filter", what);
    else if (token->kind == TOKEN_UNTERMINATED)
        error_set(parser->error, STATUS_USAGE, "unclosed quote");
    else
        error_set(parser->error, STATUS_USAGE, "expected %s", what);
    /* Mark the end of the last word, without the blank after it. */
    return token->kind == TOKEN_END ? parser_mark(parser, parser->taken, parser->taken)
                                    : parser_mark(parser, token->begin, token->end);
}

static struct filter_node *parse_or(struct parser *parser, struct filter_node *first);

static struct filter_node *parse_group(struct parser *parser)
{
    struct token open = parser->token;
    struct filter_node *inner;

    parser_advance(parser);
    inner = parse_or(parser, NULL);
    if (inner == NULL)
        return NULL;
    if (at_word(parser, WORD_CLOSE)) {
        parser_advance(parser);
        inner->bare = BARE_NONE;
        return inner;
    }
    if (parser->token.kind == TOKEN_END) {
        parser_refuse(parser, &open, "unclosed parenthesis");
    } else {
        parser_expected(parser, "a test, `and`, `or` or `)`");
    }
    return NULL;
}

static struct filter_node *parse_factor(struct parser *parser);

static struct filter_node *negate(struct parser *parser, struct filter_node *node)
{
    struct filter_node *negated = node == NULL ? NULL : new_node(parser, NODE_NOT);

    if (negated != NULL)
        append(negated, node);
    return negated;
}

static struct filter_node *parse_not(struct parser *parser)
{
    parser_advance(parser);
    return negate(parser, parse_factor(parser));
}

/* An address or a port without a keyword. */
static enum bare_kind bare_end(const struct token *subject, const struct test *test)
{
    if (subject->word != WORD_NONE || test->kind != TEST_END)
        return BARE_NONE;
    return test->end->port_count > 0 && !test->end->has_address ? BARE_PORT : BARE_ADDRESS;
}

static struct filter_node *parse_one_test(struct parser *parser)
{
    struct token subject = parser->token;
    struct filter_node *node;
    bool opposite = false;

    if (bare_is(&subject))
        return bare_parse(parser);
    node = new_node(parser, NODE_TEST);
    if (node == NULL || !parse_test(parser, &node->test, &opposite))
        return NULL;
    node->typed = typed_since(parser, subject.begin);
    if (!opposite) {
        node->bare = bare_end(&subject, &node->test);
        return node;
    }
    node = negate(parser, node);
    if (node != NULL)
        node->typed = node->first->typed;
    return node;
}

static struct filter_node *parse_factor(struct parser *parser)
{
    struct filter_node *node = NULL;

    if (parser->depth == DEPTH_MAX) {
        error_set(parser->error, STATUS_USAGE, "nested more than %d levels deep", DEPTH_MAX);
        parser_mark(parser, parser->token.begin, parser->token.end);
        return NULL;
    }
    parser->depth++;
    if (at_word(parser, WORD_OPEN))
        node = parse_group(parser);
    else if (at_word(parser, WORD_NOT))
        node = parse_not(parser);
    else if (at_test(parser))
        node = parse_one_test(parser);
    else
        parser_expected(parser, "a test");
    parser->depth--;
    return node;
}

/* Adds a node to the list, which is created with its second node. */
static struct filter_node *join(struct parser *parser, struct filter_node *list,
                                enum node_kind kind, struct filter_node *node)
{
    struct filter_node *joined = list;

    if (list == NULL || node == NULL)
        return node;
    if (list->kind != kind || list->bare != BARE_NONE) {
        joined = new_node(parser, kind);
        if (joined == NULL)
            return NULL;
        append(joined, list);
    }
    append(joined, node);
    return joined;
}

static bool begins_factor(const struct parser *parser)
{
    return at_word(parser, WORD_OPEN) || at_word(parser, WORD_NOT) || at_test(parser);
}

/* Turns a bare word of the same kind and `node` into alternatives, in place. */
static bool add_alternative(struct parser *parser, const struct token *token,
                            struct filter_node *word, struct filter_node *node)
{
    struct filter_node *first = NULL;

    if (parser->lexer.source->names == NULL) {
        parser_refuse(parser, token, "ambiguous: two words of the same kind");
        error_remedy(parser->error, "write `or` or `and` between them");
        return false;
    }
    if (word->kind != NODE_OR) {
        first = new_node(parser, NODE_OR);
        if (first == NULL)
            return false;
        *first = *word;
        first->next = NULL;
        first->bare = BARE_NONE;
        *word = (struct filter_node){.kind = NODE_OR, .bare = node->bare, .next = word->next};
        append(word, first);
    }
    node->bare = BARE_NONE;
    append(word, node);
    return true;
}

/* Continues after `first`, or starts if it is NULL. */
static struct filter_node *parse_and(struct parser *parser, struct filter_node *first)
{
    struct filter_node *all = first != NULL ? first : parse_factor(parser), *node;
    struct filter_node *words[BARE_COUNT] = {NULL}; /* the last one of each kind */

    if (all != NULL)
        words[all->bare] = all;
    while (all != NULL && (at_word(parser, WORD_AND) || begins_factor(parser))) {
        bool both = at_word(parser, WORD_AND);
        struct token token;

        if (both)
            parser_advance(parser);
        token = parser->token;
        node = parse_factor(parser);
        if (node != NULL && !both && node->bare != BARE_NONE && words[node->bare] != NULL) {
            if (!add_alternative(parser, &token, words[node->bare], node))
                return NULL;
            continue;
        }
        if (node != NULL)
            words[node->bare] = node;
        all = join(parser, all, NODE_AND, node);
    }
    return all;
}

/* As parse_and. */
static struct filter_node *parse_or(struct parser *parser, struct filter_node *first)
{
    struct filter_node *any = parse_and(parser, first);

    while (any != NULL && at_word(parser, WORD_OR)) {
        parser_advance(parser);
        any = join(parser, any, NODE_OR, parse_and(parser, NULL));
    }
    return any;
}

static bool at_leading_states(const struct parser *parser)
{
    struct lexer ahead = parser->lexer;
    struct token next;

    if (!at_word(parser, WORD_STATE) && !at_word(parser, WORD_EXCLUDE))
        return false;
    next = lexer_next(&ahead);
    return next.kind == TOKEN_TEXT || next.kind == TOKEN_QUOTED;
}

/* The set built by the leading words, as in ss: each `state` adds to it, each `exclude` removes
 * from it, or from all states if it comes first. */
static struct filter_node *parse_leading(struct parser *parser)
{
    size_t begin = parser->token.begin;
    struct filter_node *node = new_node(parser, NODE_TEST);
    uint32_t set = 0;

    for (bool first = true; node != NULL && at_leading_states(parser); first = false) {
        bool excluded = at_word(parser, WORD_EXCLUDE);

        parser_advance(parser);
        if (!parse_states(parser, &node->test))
            return NULL;
        if (excluded)
            set = (first ? STATES_EVERY : set) & ~node->test.mask;
        else
            set |= node->test.mask;
    }
    if (node == NULL)
        return NULL;
    node->test = (struct test){.kind = TEST_STATES, .mask = set};
    node->typed = typed_since(parser, begin);
    return node;
}

/* As in ss, the leading states apply to the whole expression after them, regardless of its
 * operators. But if an operator follows directly, they are its operand. */
static struct filter_node *parse_behind_leading(struct parser *parser, struct filter_node *leading)
{
    if (at_word(parser, WORD_OR))
        return parse_or(parser, leading);
    parser->filter->leads_with_states = true;
    if (at_word(parser, WORD_AND))
        parser_advance(parser);
    else if (parser->token.kind == TOKEN_END)
        return leading;
    return join(parser, leading, NODE_AND, parse_or(parser, NULL));
}

/* A bare state replaces -l and similar options, as a leading `state` does. */
static bool has_bare_state(const struct filter_node *root)
{
    const struct filter_node *node = root->kind == NODE_AND ? root->first : root;

    while (node != NULL && node->bare != BARE_STATE)
        node = node == root ? NULL : node->next;
    return node != NULL;
}

struct filter_node *parser_expand(struct parser *parser, const struct token *token,
                                  struct text filter)
{
    struct filter_source source = {.text = arena_copy(parser->filter->arena, filter)};
    struct parser inner = *parser;
    struct filter_node *node = NULL;

    if (source.text.bytes == NULL) {
        error_out_of_memory(parser->error);
        return NULL;
    }
    inner.lexer = (struct lexer){&source, 0};
    parser_advance(&inner);
    node = parse_or(&inner, NULL);
    if (node == NULL)
        parser_mark(parser, token->begin, token->end);
    return node;
}

bool filter_parse(struct filter *filter, struct arena *arena, const struct filter_source *source,
                  const struct names *names, struct error *error)
{
    struct parser parser = {
        .lexer = {source, 0},
        .filter = filter,
        .names = names,
        .error = error,
    };
    struct filter_node *root;

    *filter = (struct filter){.arena = arena};
    parser_advance(&parser);
    if (parser.token.kind == TOKEN_END)
        return true;
    if (at_leading_states(&parser)) {
        root = parse_leading(&parser);
        root = root == NULL ? NULL : parse_behind_leading(&parser, root);
    } else {
        root = parse_or(&parser, NULL);
    }
    if (root == NULL)
        return false;
    if (parser.token.kind != TOKEN_END)
        return parser_expected(&parser, "a test, `and`, `or` or the end of the filter");
    filter->root = root;
    filter->leads_with_states |= has_bare_state(root);
    return true;
}

bool filter_join(struct filter *filter, const struct filter *other)
{
    struct filter_node *both;

    filter->need |= other->need;
    filter->names_protocol |= other->names_protocol;
    filter->leads_with_states |= other->leads_with_states;
    filter->asks_autobound |= other->asks_autobound;
    filter->asks_columns |= other->asks_columns;
    if (other->root == NULL)
        return true;
    if (filter->root == NULL) {
        filter->root = other->root;
        return true;
    }
    both = arena_alloc(filter->arena, sizeof(*both));
    if (both == NULL)
        return false;
    both->kind = NODE_AND;
    filter->root->bare = other->root->bare = BARE_NONE;
    append(both, filter->root);
    append(both, other->root);
    filter->root = both;
    return true;
}
