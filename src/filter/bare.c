/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Bare words: tests without a keyword, such as ports, states and names. Each is replaced by a
 * filter, which is parsed in its place. */
#include "parser.h"

#include <string.h>

#include "nearest.h"
#include "number.h"

static size_t find(struct text text, char c)
{
    const char *at = text.length == 0 ? NULL : memchr(text.bytes, c, text.length);

    return at == NULL ? text.length : (size_t)(at - text.bytes);
}

/* 8080, 8000-8100, 80,443 */
static bool is_ports(struct text word, struct text *ports, struct text *rest)
{
    size_t at = 0;

    *ports = word;
    *rest = TEXT("");
    while (at < word.length && (ascii_is_digit(word.bytes[at]) ||
                                (at > 0 && (word.bytes[at] == '-' || word.bytes[at] == ','))))
        at++;
    return at > 0 && at == word.length;
}

static bool is_protocol(struct text name)
{
    enum protocol protocol;
    enum family family;

    return protocol_from_name(name, &protocol) && !filter_family(name, &family);
}

/* 8080/tcp, as in fuser */
static bool is_port_of_protocol(struct text word, struct text *protocol, struct text *ports)
{
    size_t slash = find(word, '/');
    struct text rest;

    if (slash == word.length)
        return false;
    *protocol = text_part(word, slash + 1, word.length);
    return is_ports(text_part(word, 0, slash), ports, &rest) && is_protocol(*protocol);
}

/* tcp:8080, as in lsof */
static bool is_protocol_and_port(struct text word, struct text *protocol, struct text *ports)
{
    size_t colon = find(word, ':');

    if (colon == word.length)
        return false;
    *protocol = text_part(word, 0, colon);
    *ports = text_part(word, colon + 1, word.length);
    return is_protocol(*protocol);
}

/* tcp6, as printed by netstat, or TCPv6, as accepted by netstat of Windows */
static bool is_protocol_of_ipv6(struct text word, struct text *protocol, struct text *rest)
{
    size_t end = word.length;

    *rest = TEXT("");
    if (end == 0 || word.bytes[--end] != '6')
        return false;
    end -= end > 0 && ascii_lower(word.bytes[end - 1]) == 'v';
    *protocol = text_part(word, 0, end);
    return is_protocol(*protocol);
}

static bool is_state(struct text word, struct text *state, struct text *rest)
{
    *state = word;
    *rest = TEXT("");
    return parse_is_state(word);
}

/* localhost, localhost:8080 */
static bool is_localhost(struct text word, struct text *host, struct text *port)
{
    size_t colon = find(word, ':');

    *host = text_part(word, 0, colon);
    *port = text_part(word, colon, word.length);
    return text_equal_nocase(*host, TEXT("localhost"));
}

/* The forms of bare words and their filters, in which { and } are replaced by the two parts of the
 * word. */
static const struct shape {
    bool (*is)(struct text word, struct text *first, struct text *second);
    enum bare_kind kind;
    const char *filter;
} shapes[] = {
    {is_ports, BARE_PORT, ":{"},
    {is_port_of_protocol, BARE_PORT, "{ :}"},
    {is_protocol_and_port, BARE_PORT, "{ :}"},
    {is_protocol_of_ipv6, BARE_NONE, "{ inet6"},
    {is_state, BARE_STATE, "state {"},
    {is_localhost, BARE_ADDRESS, "127.0.0.0/8} or [::1]}"},
};

/* Returns the form of a word, and its filter; COUNT_OF(shapes): none. */
static size_t find_shape(struct text word, struct builder *filter)
{
    struct text parts[2];
    size_t at = 0;

    while (at < COUNT_OF(shapes) && !shapes[at].is(word, &parts[0], &parts[1]))
        at++;
    if (at == COUNT_OF(shapes))
        return at;
    for (const char *c = shapes[at].filter; *c != '\0'; c++)
        if (*c == '{' || *c == '}')
            builder_add(filter, parts[*c == '}']);
        else
            builder_add_byte(filter, *c);
    return at;
}

/* Whether the word belongs to the language. */
static bool is_known(const struct token *token)
{
    enum protocol protocol;
    enum family family;

    return token->word != WORD_NONE || column_find_word(token->text) != NULL ||
           protocol_from_name(token->text, &protocol) || filter_family(token->text, &family);
}

bool bare_is(const struct token *token)
{
    struct text first, second;

    if (token->kind == TOKEN_QUOTED)
        return true;
    if (token->kind != TOKEN_TEXT || is_known(token))
        return false;
    for (size_t i = 0; i < COUNT_OF(shapes); i++)
        if (shapes[i].is(token->text, &first, &second))
            return true;
    return !end_pattern_looks_like(token->text);
}

bool filter_is_name(struct text word)
{
    struct filter_source source = {.text = word};
    struct lexer lexer = {&source, 0};
    struct token token = lexer_next(&lexer);
    struct text first, second;

    if (token.kind != TOKEN_TEXT || !bare_is(&token))
        return false;
    for (size_t i = 1; i < COUNT_OF(shapes); i++) /* all but plain numbers */
        if (shapes[i].is(token.text, &first, &second))
            return false;
    return true;
}

static void offer_words(struct nearest *nearest, struct text typed)
{
    for (size_t i = 0; i < filter_word_count; i++) {
        struct text rest = text_of(filter_words[i].spellings);

        if (filter_words[i].class != WORDS_COMPARISONS)
            nearest_offer(nearest, typed, text_take_until(&rest, ' '));
    }
    for (size_t i = 0; i < column_count(); i++)
        nearest_offer(nearest, typed, text_of(column_at(i)->name));
    for (unsigned i = 0; i < PROTOCOL_COUNT; i++)
        nearest_offer(nearest, typed, text_of(protocol_names[i]));
    for (unsigned i = FAMILY_NONE + 1; i < FAMILY_COUNT; i++)
        nearest_offer(nearest, typed, text_of(family_names[i]));
    for (size_t i = 0; i < filter_group_count; i++)
        nearest_offer(nearest, typed, text_of(filter_groups[i].name));
    nearest_offer(nearest, typed, state_from_name(typed).nearest);
}

static bool is_host(struct text word)
{
    struct text host = text_part(word, 0, find(word, ':'));
    bool dotted = false;

    for (size_t i = 0; i < host.length; i++) {
        char c = host.bytes[i];

        dotted |= c == '.' && i > 0 && i + 1 < host.length;
        if (!ascii_is_alpha(c) && !ascii_is_digit(c) && c != '.' && c != '-' && c != '_')
            return false;
    }
    return dotted && word.length < 100 && !text_ends_with(host, TEXT(".service"));
}

static bool is_service(const struct parser *parser, struct text word)
{
    const struct names *names = parser->names;
    uint16_t port;

    return names != NULL && names->service_port != NULL && word.length < 64 &&
           ascii_is_alpha(word.bytes[0]) && names->service_port(names->resolver, word, &port);
}

/* Suggests a replacement for an unknown word. */
static void advise(const struct parser *parser, struct text word, const struct nearest *nearest,
                   struct builder *out)
{
    int length = (int)(word.length < 64 ? word.length : 64);

    if (find(word, '*') < word.length || find(word, '?') < word.length)
        builder_printf(out, "for a pattern: `process ~ %.*s`", length, word.bytes);
    else if (word.length > 0 && is_service(parser, word))
        builder_printf(out, "for the port of this service: `:%.*s`", length, word.bytes);
    else if (nearest->best.length != 0)
        builder_printf(out, "did you mean %.*s?", (int)nearest->best.length, nearest->best.bytes);
    else if (is_host(word))
        builder_printf(out, "for a host name, which uses DNS: `dst %.*s`", (int)word.length, word.bytes);
    else if (parser->lexer.source->names == NULL) {
        builder_add(out, TEXT("a name needs a keyword here: `process = "));
        filter_quote(out, word);
        builder_add_byte(out, '`');
    } else
        builder_add(out, TEXT("`lsock --columns help` lists the words, `lsock explain --list` the "
                              "states; for a host name: `dst HOST`"));
}

static bool no_such_word(const struct parser *parser, const struct token *token,
                         const struct nearest *nearest, const struct filter_name *name)
{
    const char *message = parser->lexer.source->names == NULL
                              ? "unknown filter word"
                              : "no such word, process, unit, container, user, interface "
                                "or namespace";
    struct builder remedy = {0};

    parser_refuse(parser, token, message);
    if (name->hint.length > 0)
        builder_add(&remedy, name->hint);
    else
        advise(parser, token->text, nearest, &remedy);
    if (name->doubt.length > 0)
        builder_printf(&remedy, " (%.*s)", (int)name->doubt.length, name->doubt.bytes);
    error_remedy(parser->error, "%.*s", (int)remedy.length, remedy.bytes);
    builder_free(&remedy);
    return false;
}

/* Parses a bare name, such as that of a process. NULL: *error is set. */
static struct filter_node *parse_name(struct parser *parser, const struct token *token)
{
    const struct filter_names *names = parser->lexer.source->names;
    struct filter_name name = {.kind = BARE_NONE};
    struct nearest nearest = {{NULL, 0}, 0};
    struct filter_node *node;

    offer_words(&nearest, token->text);
    if (names != NULL && !names->find(names->context, token->text, &nearest, &name, parser->error))
        return NULL;
    if (name.kind == BARE_NONE) {
        no_such_word(parser, token, &nearest, &name);
        return NULL;
    }
    node = parser_expand(parser, token, name.filter);
    if (node != NULL)
        node->bare = name.kind;
    return node;
}

static bool is_large_number(struct text word)
{
    uint64_t number;

    return number_parse(word, UINT32_MAX, &number) && number > UINT16_MAX;
}

struct filter_node *bare_parse(struct parser *parser)
{
    struct token token = parser->token;
    struct builder filter = {0};
    size_t shape = token.kind == TOKEN_QUOTED ? COUNT_OF(shapes) : find_shape(token.text, &filter);
    struct filter_node *node = NULL;

    parser_advance(parser);
    if (filter.failed) {
        error_out_of_memory(parser->error);
    } else if (shape == COUNT_OF(shapes)) {
        node = parse_name(parser, &token);
    } else {
        node = parser_expand(parser, &token, builder_text(&filter));
        if (node != NULL)
            node->bare = shapes[shape].kind;
        else if (is_large_number(token.text))
            error_remedy(parser->error, "for a process: `pid = %.*s`", (int)token.text.length,
                         token.text.bytes);
    }
    builder_free(&filter);
    return node;
}
